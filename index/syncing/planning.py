"""What a sync has to do: the corpus folder held against the index."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.filelist import FileRecord
from index.readers.sandbox import Job, Sandbox
from index.records import Article
from index.store import Entry, StoredArticle
from index.syncing.corpus import Claim, Scan, claims, default_id, root_of, suffix_of
from index.syncing.existing import Existing
from index.syncing.warnings import warnings_of


class Progress(Protocol):
    def __call__(self, stage: str, done: int, total: int) -> None:
        """Told each time `done` of `total` files or articles are through a stage."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Article ids by what becomes of them, each list in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]  # (old, new)
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted or self.renamed)

    @property
    def articles(self) -> int:
        """How many there are afterwards."""
        return self.unchanged + len(self.changed) + len(self.added) + len(self.renamed)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of files and articles that did not change it says only how many there are."""

    changes: Changes
    records: tuple[FileRecord, ...]  # of the files that are new or have another record than before
    gone: frozenset[str]  # paths of files that are listed and no longer there
    fresh: tuple[StoredArticle, ...]  # to be put into new segments, by id
    dropped: frozenset[str]  # ids that leave the segments which hold them now


@dataclass(frozen=True, slots=True)
class _Read:
    sha256: str  # of the bytes that were read; empty where the next sync is to read them, whatever they are
    articles: tuple[Article, ...]
    problems: tuple[str, ...]


def make_plan(corpus: Path, scan: Scan, before: Existing, progress: Progress) -> Plan:
    """Read the files that changed since the index was made and say what that means for their articles."""
    listed = before.files.sums
    changed = {path for path, sha256 in scan.sums.items() if listed.get(path) != sha256}
    unsettled = before.unsettled()
    changed |= unsettled & scan.sums.keys()
    read = dict(_read(corpus, scan, sorted(changed), progress))
    read |= {path: _Read("", (), (problem,)) for path, problem in scan.problems.items()}
    unseen = listed.keys() - scan.sums.keys() - scan.problems.keys()
    gone = frozenset(path for path in unseen if not scan.hides(path))
    held, others = _concerned(before, read, gone, scan)
    kept = _kept(others, read.keys() | gone, scan)
    owners, conflicts = claims({path: r.articles for path, r in read.items()}, kept)
    entries = held | others
    changes = _changes(owners, held.keys(), entries, before.articles)
    fresh = {
        i: StoredArticle(c.article, c.file)
        for i, c in sorted(owners.items())
        if c.article and _differs(c, entries.get(i))
    }
    leaving = {*changes.deleted, *(old for old, _ in changes.renamed)}
    records = [*_records(read, conflicts, before), *_to_be_read(before, unsettled & (unseen - gone))]
    return Plan(
        changes=changes,
        records=tuple(record for record in records if record != before.files.record(record.path)),
        gone=gone,
        fresh=tuple(fresh.values()),
        dropped=frozenset(leaving | (fresh.keys() & entries.keys())),
    )


def _read(corpus: Path, scan: Scan, paths: Sequence[str], progress: Progress) -> Iterator[tuple[str, _Read]]:
    if not paths:
        return
    root = root_of(corpus)
    with Sandbox(root) as sandbox:
        jobs = [Job(root / path, suffix_of(path), default_id(path)) for path in paths]
        for done, (path, outcome) in enumerate(zip(paths, sandbox.read_all(jobs), strict=True), start=1):
            # Of a file that changed since it was scanned, the bytes count that became articles.
            sha256 = (outcome.sha256 or scan.sums[path]) if outcome.is_final else ""
            yield path, _Read(sha256, outcome.articles, outcome.problems)
            progress("reading", done, len(paths))


def _concerned(
    before: Existing, read: Mapping[str, _Read], gone: Set[str], scan: Scan
) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The index's articles of the files that were read or are gone, and those of other files that have an id in common with them."""
    touched = read.keys() | gone
    offered = {article.id for of_file in read.values() for article in of_file.articles}
    entries = before.entries(offered | before.ids_of(touched))
    unlisted = before.files_unknown
    held = {i: e for i, e in entries.items() if e.file in touched or (unlisted and not scan.hides(e.file))}
    return held, {i: entry for i, entry in entries.items() if i not in held}


def _kept(others: Mapping[str, Entry], touched: Set[str], scan: Scan) -> dict[str, list[str]]:
    """By file that did not change, or of which nothing is known, its articles among these."""
    kept: dict[str, list[str]] = {}
    for article_id, entry in sorted(others.items()):
        if entry.file not in touched and (entry.file in scan.sums or scan.hides(entry.file)):
            kept.setdefault(entry.file, []).append(article_id)
    return kept


def _changes(owners: Mapping[str, Claim], held: Set[str], entries: Mapping[str, Entry], before: int) -> Changes:
    gone = sorted(held - owners.keys())
    new = sorted(owners.keys() - entries.keys())
    renamed = tuple(_renamed(gone, new, owners, entries))
    moved = {article_id for pair in renamed for article_id in pair}
    changed = tuple(i for i in sorted(owners.keys() & entries.keys()) if _is_edited(owners[i], entries[i]))
    return Changes(
        added=tuple(i for i in new if i not in moved),
        changed=changed,
        deleted=tuple(i for i in gone if i not in moved),
        renamed=renamed,
        unchanged=before - len(gone) - len(changed),
    )


def _renamed(
    gone: Sequence[str], new: Sequence[str], owners: Mapping[str, Claim], entries: Mapping[str, Entry]
) -> Iterator[tuple[str, str]]:
    """Pairs of an id that went and one that came with the same content; each id is in one pair at most."""
    by_content: dict[str, list[str]] = {}
    for article_id in gone:
        by_content.setdefault(entries[article_id].content_hash, []).append(article_id)
    for article_id in new:
        article = owners[article_id].article
        if article and (sources := by_content.get(article.content_hash)):
            yield sources.pop(0), article_id


def _is_edited(claim: Claim, entry: Entry) -> bool:
    return claim.article is not None and claim.article.content_hash != entry.content_hash


def _differs(claim: Claim, entry: Entry | None) -> bool:
    return entry is None or _is_edited(claim, entry) or claim.file != entry.file


def _records(
    read: Mapping[str, _Read], conflicts: Mapping[str, Sequence[str]], before: Existing
) -> Iterator[FileRecord]:
    """Of the files that were read, and of those that lost an article to one of them."""
    for path, found in sorted(read.items()):
        ids = tuple(article.id for article in found.articles)
        problems = (*found.problems, *conflicts.get(path, ()))
        yield FileRecord(path, found.sha256, ids, problems, warnings_of(found.articles))
    for path in sorted(conflicts.keys() - read.keys()):
        record = before.files.record(path)
        if record:
            yield replace(record, problems=(*record.problems, *conflicts[path]))


def _to_be_read(before: Existing, paths: Set[str]) -> Iterator[FileRecord]:
    """Of files that are out of sight while the index lacks an article of theirs: they are read once they can be seen."""
    for path in sorted(paths):
        if record := before.files.record(path):
            yield replace(record, sha256="")
