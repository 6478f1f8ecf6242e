"""What a sync has to do: the corpus folder held against the index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.corpus import Claim, CorpusFile, claims, root_of
from index.generation import FileRecord
from index.readers.sandbox import Job, Sandbox
from index.records import Article
from index.store import Entry, StoredArticle
from index.warnings import warnings_of


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


@dataclass(frozen=True, slots=True)
class Plan:
    changes: Changes
    records: tuple[FileRecord, ...]  # of every file, by path
    fresh: tuple[StoredArticle, ...]  # to be put into new segments, by id
    dropped: frozenset[str]  # ids that leave the segments which hold them now


@dataclass(frozen=True, slots=True)
class _Read:
    articles: tuple[Article, ...]
    problems: tuple[str, ...]


def make_plan(
    corpus: Path,
    files: Sequence[CorpusFile],
    records: Mapping[str, FileRecord],
    entries: Mapping[str, Entry],
    progress: Progress,
) -> Plan:
    """Read the files that changed since `records` were made and say what that means for the articles in `entries`."""
    kept = {f.path: records[f.path] for f in files if _is_unchanged(f, records.get(f.path), entries)}
    read = dict(_read(corpus, [f for f in files if f.path not in kept], progress))
    owners, conflicts = claims(
        files, {path: r.articles for path, r in read.items()}, {path: r.articles for path, r in kept.items()}
    )
    changes = _changes(owners, entries)
    fresh = {
        i: StoredArticle(c.article, c.file)
        for i, c in sorted(owners.items())
        if c.article and _differs(c, entries.get(i))
    }
    gone = {*changes.deleted, *(old for old, _ in changes.renamed)}
    return Plan(
        changes=changes,
        records=tuple(_record(f, kept.get(f.path), read.get(f.path), conflicts.get(f.path, [])) for f in files),
        fresh=tuple(fresh.values()),
        dropped=frozenset(gone | (fresh.keys() & entries.keys())),
    )


def _is_unchanged(file: CorpusFile, record: FileRecord | None, entries: Mapping[str, Entry]) -> bool:
    """Whether the index holds all that the file gives. A file that lost an id to another is read again: it may have it now."""
    return (
        record is not None
        and not file.problem
        and record.sha256 == file.sha256
        and all(i in entries and entries[i].file == file.path for i in record.articles)
    )


def _read(corpus: Path, files: Sequence[CorpusFile], progress: Progress) -> Iterator[tuple[str, _Read]]:
    for file in files:
        if file.problem:
            yield file.path, _Read((), (file.problem,))
    readable = [file for file in files if not file.problem]
    if not readable:
        return
    root = root_of(corpus)
    with Sandbox(root) as sandbox:
        jobs = [Job(root / file.path, file.suffix, file.default_id) for file in readable]
        for done, (file, outcome) in enumerate(zip(readable, sandbox.read_all(jobs), strict=True), start=1):
            yield file.path, _Read(outcome.articles, outcome.problems)
            progress("reading", done, len(readable))


def _changes(owners: Mapping[str, Claim], entries: Mapping[str, Entry]) -> Changes:
    gone = sorted(entries.keys() - owners.keys())
    new = sorted(owners.keys() - entries.keys())
    renamed = tuple(_renamed(gone, new, owners, entries))
    moved = {article_id for pair in renamed for article_id in pair}
    changed = tuple(i for i in sorted(owners.keys() & entries.keys()) if _is_edited(owners[i], entries[i]))
    return Changes(
        added=tuple(i for i in new if i not in moved),
        changed=changed,
        deleted=tuple(i for i in gone if i not in moved),
        renamed=renamed,
        unchanged=len(owners) - len(new) - len(changed),
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


def _record(file: CorpusFile, kept: FileRecord | None, read: _Read | None, conflicts: Sequence[str]) -> FileRecord:
    if kept and not conflicts:
        return kept
    articles = read.articles if read else ()
    ids = tuple(a.id for a in articles) if read else (kept.articles if kept else ())
    problems = (*(read.problems if read else kept.problems if kept else ()), *conflicts)
    return FileRecord(file.path, file.sha256, ids, problems, warnings_of(articles))
