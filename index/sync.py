"""Corpus folder -> new generation, doing again only what changed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from index.building import Part, Recipe, is_sealed, merged, segment_sums, write_sealed
from index.chunking import PASSAGE_TOKENS
from index.copies import copies_among
from index.corpus import scan
from index.embedding import Embedder, EmbedderIdentity
from index.errors import CorpusError, EmbedderMismatch, IndexDamaged, IndexFormatError, IndexMissing
from index.generation import (
    Counts,
    FileRecord,
    IndexFolder,
    Manifest,
    next_name,
    prune,
    publish,
    read_file_records,
    read_manifest,
    verify_files,
    writing,
)
from index.planning import Changes, Plan, Progress, make_plan
from index.preparing import KnownVectors, prepare
from index.segment import Segment
from index.store import Entry

SLICE_ARTICLES = 256  # embedded between two points from which an interrupted run goes on
MAX_HEADER_TOKENS = 64  # what title and date may take of the model's window


@dataclass(frozen=True, slots=True)
class SyncReport:
    changes: Changes
    files: tuple[FileRecord, ...]  # every file of the corpus, by path
    embedded: int  # passages for which the model ran
    generation: str  # the current one after the sync; empty after a dry run without an index
    articles: int
    notes: tuple[str, ...]
    took_s: float


@dataclass(frozen=True, slots=True)
class _Before:
    """The index as the sync finds it; no manifest where there is none to build on."""

    manifest: Manifest | None = None
    segments: tuple[Segment, ...] = ()
    records: tuple[FileRecord, ...] = ()
    note: str | None = None

    def entries(self) -> dict[str, Entry]:
        return {entry.id: entry for segment in self.segments for entry in segment.articles.entries()}


def sync(
    corpus: Path,
    root: Path,
    model: str,
    load: Callable[[str], Embedder],
    *,
    progress: Progress,
    rebuild: bool = False,
    dry_run: bool = False,
    wait: bool = True,
) -> SyncReport:
    """Bring the index in `root` in step with the folder. `load` is called only when something has to be embedded.

    Raises CorpusError, IndexLocked, and EmbedderMismatch when the index was made with another model and `rebuild` is
    not asked for. A file that cannot be read costs its own line in the report and nothing else.
    """
    started = time.monotonic()
    files = scan(corpus)
    folder = IndexFolder(root)

    def work() -> SyncReport:
        before = _before(folder, model, rebuild)
        plan = make_plan(corpus, files, {r.path: r for r in before.records}, before.entries(), progress)
        _refuse_an_empty_corpus(corpus, plan)
        manifest, records, embedded = before.manifest, plan.records, 0
        if not dry_run and (manifest is None or plan.fresh or plan.dropped or _differ(records, before.records)):
            manifest, records, embedded = _build(folder, before, plan, model, load, progress)
        if not dry_run:
            prune(folder)
        return SyncReport(
            changes=plan.changes,
            files=records,
            embedded=embedded,
            generation=manifest.name if manifest else "",
            articles=plan.changes.unchanged
            + len(plan.changes.changed)
            + len(plan.changes.added)
            + len(plan.changes.renamed),
            notes=(before.note,) if before.note else (),
            took_s=time.monotonic() - started,
        )

    if dry_run:  # makes no folder and waits for nobody
        return work()
    with writing(folder, wait=wait):
        return work()


def _before(folder: IndexFolder, model: str, rebuild: bool) -> _Before:
    if rebuild:
        return _Before()
    try:
        manifest = read_manifest(folder)
        if manifest.embedder.name != model:
            raise EmbedderMismatch(_other_model(folder, manifest.embedder.name, model))
        verify_files(folder, manifest)
    except IndexMissing:
        return _Before()
    except (IndexDamaged, IndexFormatError) as error:
        return _Before(note=f"built anew, because {error}")
    segments = tuple(Segment(folder.segments / name) for name in manifest.segments)
    return _Before(manifest, segments, tuple(read_file_records(folder, manifest)))


def _refuse_an_empty_corpus(corpus: Path, plan: Plan) -> None:
    """An empty folder is far more often a wrong path than the wish to forget everything."""
    if not any(record.articles for record in plan.records):
        reasons = "; ".join(f"{r.path}: {r.problems[0]}" for r in plan.records[:3] if r.problems)
        raise CorpusError(
            f"{corpus}: no article found in {len(plan.records)} files. {reasons or 'Add .txt, .md, .html or .jsonl files.'}"
        )


def _build(
    folder: IndexFolder, before: _Before, plan: Plan, model: str, load: Callable[[str], Embedder], progress: Progress
) -> tuple[Manifest, tuple[FileRecord, ...], int]:
    """Write what is new, rewrite what lost articles, publish."""
    if plan.fresh or before.manifest is None:
        embedder = load(model)
        recipe = _recipe(embedder.identity)
        if before.manifest and before.manifest.embedder != embedder.identity:
            raise EmbedderMismatch(_other_model(folder, f"{model} with other weights", model))
        new, embedded = _write_fresh(folder, before, plan, embedder, recipe, progress)
    else:
        recipe = Recipe(before.manifest.embedder, before.manifest.passage_tokens)
        new, embedded = [], 0
    parts = [Part(segment, _kept(segment, plan.dropped)) for segment in before.segments]
    parts += [Part(segment, _kept(segment, frozenset())) for segment in new]
    segments = merged(folder, parts, recipe)
    records = _with_copies(plan.records, segments)
    return publish(folder, _manifest(folder, segments, recipe), records), records, embedded


def _write_fresh(
    folder: IndexFolder, before: _Before, plan: Plan, embedder: Embedder, recipe: Recipe, progress: Progress
) -> tuple[list[Segment], int]:
    known = KnownVectors([*before.segments, *_leftovers(folder, before, recipe)])
    segments: list[Segment] = []
    done = embedded = 0

    def advance(articles: int) -> None:
        nonlocal done
        done += articles
        progress("embedding", done, len(plan.fresh))

    for first in range(0, len(plan.fresh), SLICE_ARTICLES):
        articles = plan.fresh[first : first + SLICE_ARTICLES]
        content, count = prepare(articles, embedder, known, recipe.passage_tokens, advance)
        segments.append(write_sealed(folder, content, recipe))
        embedded += count
    return segments, embedded


def _differ(records: Sequence[FileRecord], before: Sequence[FileRecord]) -> bool:
    """Whether the files have changed. Copies are found later, among all articles."""
    return [replace(r, copies=()) for r in records] != [replace(r, copies=()) for r in before]


def _with_copies(records: Sequence[FileRecord], segments: Sequence[Segment]) -> tuple[FileRecord, ...]:
    """The records with the copies among all articles; of two with one text, the later published is the copy."""
    held = [(entry, row) for s in segments for entry, row in zip(s.articles.entries(), s.arrays.sketches, strict=True)]
    held.sort(key=lambda pair: (pair[0].published or date.max, pair[0].id))
    found = copies_among(np.array([row for _, row in held]))
    other = {held[copy][0].id: held[original][0].id for copy, original in found.items()}
    return tuple(replace(r, copies=tuple((i, other[i]) for i in r.articles if i in other)) for r in records)


def _leftovers(folder: IndexFolder, before: _Before, recipe: Recipe) -> list[Segment]:
    """Segments that an interrupted run completed and nobody published: their vectors need not be computed again."""
    published = {segment.name for segment in before.segments}
    paths = sorted(path for path in folder.segments.iterdir() if path.name not in published)
    return [Segment(path) for path in paths if is_sealed(folder, path, recipe)]


def _kept(segment: Segment, dropped: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([entry.id not in dropped for entry in segment.articles.entries()], dtype=np.bool_)


def _recipe(identity: EmbedderIdentity) -> Recipe:
    return Recipe(identity, min(PASSAGE_TOKENS, max(16, identity.max_tokens - MAX_HEADER_TOKENS)))


def _manifest(folder: IndexFolder, segments: Sequence[Segment], recipe: Recipe) -> Manifest:
    entries = [entry for segment in segments for entry in segment.articles.entries()]
    newest = max((entry.published for entry in entries if entry.published), default=None)
    return Manifest(
        name=next_name(folder),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        embedder=recipe.embedder,
        passage_tokens=recipe.passage_tokens,
        counts=Counts(
            articles=len(entries),
            passages=sum(len(segment.arrays.passages) for segment in segments),
            sentences=sum(len(segment.arrays.sentences) for segment in segments),
        ),
        newest=newest.isoformat() if newest else None,
        segments=tuple(segment.name for segment in segments),
        files=tuple(listed for segment in segments for listed in segment_sums(folder, segment.name)),
    )


def _other_model(folder: IndexFolder, made_with: str, asked_for: str) -> str:
    return (
        f"{folder.root}: made with the model {made_with}, this run would use {asked_for}; their vectors cannot be mixed. "
        f"Rebuild with: article-qa index --rebuild --model {asked_for} --index {folder.root}"
    )
