"""Corpus folder -> new generation, doing again only what changed."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from index.embedding import Embedder
from index.errors import CorpusError, IndexDamaged
from index.filelist import FileList, FileRecord
from index.generation import IndexFolder, Manifest, forget_stamps, holding, prune, read_manifest, writing
from index.stamps import Stamps
from index.syncing.corpus import refuse_missing, scan
from index.syncing.existing import find_existing
from index.syncing.planning import Changes, Plan, Progress, make_plan
from index.syncing.renewing import Renewed, is_behind, renew
from index.versions import Retention


@dataclass(frozen=True, slots=True)
class SyncReport:
    changes: Changes
    # Those of which something new is known, then others read or in part left out; by path.
    files: tuple[FileRecord, ...]
    repeated: tuple[tuple[str, str], ...]  # (article, an older one with much the same text), one of them new
    embedded: int  # passages for which the model ran
    generation: str  # the current one after the sync; empty after a dry run without an index
    articles: int
    notes: tuple[str, ...]  # of the index or the folder as a whole
    took_s: float


def sync(
    corpus: Path,
    root: Path,
    model: str,
    load: Callable[[str], Embedder],
    *,
    progress: Progress,
    rebuild: bool = False,
    dry_run: bool = False,
    keep: tuple[int | None, int | None] = (None, None),
    wait: bool = True,
    now: datetime | None = None,
) -> SyncReport:
    """Bring the index in `root` in step with the folder. `load` is called only when something has to be embedded.

    Damage is mended: what a broken segment held is read again. `keep` says how many earlier texts of an article are
    kept and for how many days; both are remembered by the index, None leaves what it has.
    Raises CorpusError, IndexLocked, and EmbedderMismatch when the index was made with another model and `rebuild` is
    not asked for. A file that cannot be read costs its own line in the report and nothing else.
    """
    started = time.monotonic()
    now = now or datetime.now(UTC)
    refuse_missing(corpus)
    folder = IndexFolder(root)

    def work(manifest_of: Callable[[IndexFolder], Manifest] = read_manifest) -> SyncReport:
        # Not before the lock is held: what others publish meanwhile would be undone.
        stamps = Stamps(folder.stamps_of_corpus()), Stamps(folder.stamps_of_index())
        found = scan(corpus, stamps[0])
        before = find_existing(folder, model, stamps[1], rebuild=rebuild, manifest_of=manifest_of)
        retention = Retention(before.limits.changed(*keep), now)
        plan = make_plan(corpus, found, before, progress)
        files = before.files.renewed(plan.gone, plan.records)
        _refuse_an_empty_corpus(corpus, plan, files, found.unread_note())
        done = Renewed(before.manifest)
        if not dry_run:
            if is_behind(before, plan, retention):
                done = renew(folder, before, plan, files, retention, lambda: load(model), progress)
            prune(folder)
            for kept in stamps:
                kept.save()
        return SyncReport(
            changes=plan.changes,
            files=tuple(_told(files, plan, stamps[0])),
            repeated=done.repeated,
            embedded=done.embedded,
            generation=done.manifest.name if done.manifest else "",
            articles=plan.changes.articles,
            notes=(*before.notes, *filter(None, [found.unread_note()])),
            took_s=time.monotonic() - started,
        )

    if dry_run:  # makes no folder and waits for nobody; what it compares with is not to be pruned under it
        with ExitStack() as held:
            return work(lambda folder: held.enter_context(holding(folder)))
    with writing(folder, wait=wait):
        try:
            return work()
        except IndexDamaged:  # though by its stamps every file was as it had been: now all of them are read
            forget_stamps(folder)
            return work()


def _told(files: FileList, plan: Plan, stamps: Stamps) -> Iterator[FileRecord]:
    new = {record.path for record in plan.records}
    others = {record.path for record in files.with_problems()} | (stamps.read & files.lines.keys())
    for path in (*sorted(new), *sorted(others - new)):
        if record := files.record(path):
            yield record


def _refuse_an_empty_corpus(corpus: Path, plan: Plan, files: FileList, unread: str) -> None:
    """An empty folder is far more often a wrong path than the wish to forget everything."""
    if not plan.changes.articles:
        bad = islice(files.with_problems(), 3)
        reasons = "; ".join(f"{record.path}: {record.problems[0]}" for record in bad)
        besides = f"; {unread}" if unread else ""
        raise CorpusError(
            f"{corpus}: no article found in {len(files.lines)} files{besides}. {reasons or 'Add .txt, .md, .html or .jsonl files.'}"
        )
