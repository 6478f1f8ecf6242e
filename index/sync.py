"""Corpus folder -> new generation, doing again only what changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.corpus import refuse_missing, scan
from index.embedding import Embedder
from index.errors import CorpusError
from index.existing import find_existing
from index.generation import FileRecord, IndexFolder, prune, writing
from index.planning import Changes, Plan, Progress, make_plan
from index.renewing import Renewed, is_behind, renew
from index.versions import Retention


@dataclass(frozen=True, slots=True)
class SyncReport:
    changes: Changes
    files: tuple[FileRecord, ...]  # every file of the corpus, by path
    embedded: int  # passages for which the model ran
    generation: str  # the current one after the sync; empty after a dry run without an index
    articles: int
    notes: tuple[str, ...]
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

    def work() -> SyncReport:
        files = scan(corpus)  # not before the lock is held: what others publish meanwhile would be undone
        before = find_existing(folder, model, rebuild=rebuild)
        retention = Retention(before.limits.changed(*keep), now)
        plan = make_plan(corpus, files, {r.path: r for r in before.records}, before.entries(), progress)
        _refuse_an_empty_corpus(corpus, plan)
        done = Renewed(before.manifest, plan.records)
        if not dry_run and is_behind(before, plan, retention):
            done = renew(folder, before, plan, retention, lambda: load(model), progress)
        if not dry_run:
            prune(folder)
        return SyncReport(
            changes=plan.changes,
            files=done.records,
            embedded=done.embedded,
            generation=done.manifest.name if done.manifest else "",
            articles=plan.changes.unchanged
            + len(plan.changes.changed)
            + len(plan.changes.added)
            + len(plan.changes.renamed),
            notes=before.notes,
            took_s=time.monotonic() - started,
        )

    if dry_run:  # makes no folder and waits for nobody
        return work()
    with writing(folder, wait=wait):
        return work()


def _refuse_an_empty_corpus(corpus: Path, plan: Plan) -> None:
    """An empty folder is far more often a wrong path than the wish to forget everything."""
    if not any(record.articles for record in plan.records):
        reasons = "; ".join(f"{r.path}: {r.problems[0]}" for r in plan.records[:3] if r.problems)
        raise CorpusError(
            f"{corpus}: no article found in {len(plan.records)} files. {reasons or 'Add .txt, .md, .html or .jsonl files.'}"
        )
