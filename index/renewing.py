"""The existing index and a plan -> the next generation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.building import Part, Recipe, is_sealed, merged, segment_sums, write_sealed
from index.chunking import PASSAGE_TOKENS
from index.copies import copies_among
from index.embedding import Embedder, EmbedderIdentity
from index.errors import EmbedderMismatch
from index.existing import Existing, other_model
from index.generation import Counts, FileRecord, IndexFolder, Manifest, next_name, publish
from index.nearness import Nearness, measured
from index.planning import Plan, Progress
from index.preparing import KnownVectors, prepare
from index.segment import Segment
from index.store import StoredArticle
from index.versions import Retention, stamp

SLICE_ARTICLES = 256  # embedded between two points from which an interrupted run goes on
MAX_HEADER_TOKENS = 64  # what title and date may take of the model's window


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a sync ends with: the current generation, its files, and how many passages the model ran for."""

    manifest: Manifest | None  # None only after a dry run without an index
    records: tuple[FileRecord, ...]
    embedded: int = 0


def is_behind(before: Existing, plan: Plan, keep: Retention) -> bool:
    """Whether there has to be another generation."""
    return bool(
        before.manifest is None
        or before.notes
        or plan.fresh
        or plan.dropped
        or keep.limits != before.limits
        or _as_read(plan.records) != _as_read(before.records)
        or any(_forgets(segment, keep) for segment in before.segments)
    )


def renew(
    folder: IndexFolder,
    before: Existing,
    plan: Plan,
    keep: Retention,
    load: Callable[[], Embedder],
    progress: Progress,
) -> Renewed:
    """Write what is new, rewrite what lost articles or texts, publish."""
    if plan.fresh or before.manifest is None:
        embedder = load()
        recipe = _recipe(embedder.identity)
        if before.manifest and before.manifest.embedder != embedder.identity:
            name = embedder.identity.name
            raise EmbedderMismatch(other_model(folder, f"{name} with other weights", name))
        fresh = _continued(before, plan, keep)
        new, embedded = _write_fresh(folder, before, fresh, embedder, recipe, progress)
    else:
        recipe = Recipe(before.manifest.embedder, before.manifest.passage_tokens)
        new, embedded = [], 0
    parts = [Part(s, _kept(s, plan.dropped), _forgets(s, keep)) for s in before.segments]
    parts += [Part(segment, _kept(segment, frozenset())) for segment in new]
    segments = merged(folder, parts, recipe, keep)
    records = _with_copies(plan.records, segments)
    nearness = measured(segments, before.manifest.nearness if before.manifest else None)
    manifest = _manifest(folder, segments, recipe, keep, nearness)
    return Renewed(publish(folder, manifest, records), records, embedded)


def _forgets(segment: Segment, keep: Retention) -> bool:
    return segment.articles.has_versions_beyond(keep.limits.number, keep.oldest)


def _continued(before: Existing, plan: Plan, keep: Retention) -> list[StoredArticle]:
    """The plan's new texts, each with the earlier ones of its article."""
    known_as = {new: old for old, new in plan.changes.renamed}
    return [
        before.past.continued(stored, known_as.get(stored.article.id, stored.article.id), keep) for stored in plan.fresh
    ]


def _write_fresh(
    folder: IndexFolder,
    before: Existing,
    fresh: Sequence[StoredArticle],
    embedder: Embedder,
    recipe: Recipe,
    progress: Progress,
) -> tuple[list[Segment], int]:
    known = KnownVectors([*before.segments, *_leftovers(folder, before, recipe)])
    segments: list[Segment] = []
    done = embedded = 0

    def advance(articles: int) -> None:
        nonlocal done
        done += articles
        progress("embedding", done, len(fresh))

    for first in range(0, len(fresh), SLICE_ARTICLES):
        articles = fresh[first : first + SLICE_ARTICLES]
        content, count = prepare(articles, embedder, known, recipe.passage_tokens, advance)
        segments.append(write_sealed(folder, content, recipe))
        embedded += count
    return segments, embedded


def _as_read(records: Sequence[FileRecord]) -> list[FileRecord]:
    """Without the copies, which are found later, among all articles."""
    return [replace(record, copies=()) if record.copies else record for record in records]


def _with_copies(records: Sequence[FileRecord], segments: Sequence[Segment]) -> tuple[FileRecord, ...]:
    """The records with the copies among all articles; of two with one text, the later published is the copy."""
    held = [(entry, row) for s in segments for entry, row in zip(s.articles.entries(), s.arrays.sketches, strict=True)]
    held.sort(key=lambda pair: (pair[0].published or date.max, pair[0].id))
    found = copies_among(np.array([row for _, row in held]))
    other = {held[copy][0].id: held[original][0].id for copy, original in found.items()}
    copies = (tuple((i, other[i]) for i in record.articles if i in other) for record in records)
    return tuple(r if r.copies == of else replace(r, copies=of) for r, of in zip(records, copies, strict=True))


def _leftovers(folder: IndexFolder, before: Existing, recipe: Recipe) -> list[Segment]:
    """Segments that an interrupted run completed and nobody published: their vectors need not be computed again."""
    published = {segment.name for segment in before.segments}
    paths = sorted(path for path in folder.segments.iterdir() if path.name not in published)
    return [Segment(path) for path in paths if is_sealed(folder, path, recipe)]


def _kept(segment: Segment, dropped: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([entry.id not in dropped for entry in segment.articles.entries()], dtype=np.bool_)


def _recipe(identity: EmbedderIdentity) -> Recipe:
    return Recipe(identity, min(PASSAGE_TOKENS, max(16, identity.max_tokens - MAX_HEADER_TOKENS)))


def _manifest(
    folder: IndexFolder, segments: Sequence[Segment], recipe: Recipe, keep: Retention, nearness: Nearness | None
) -> Manifest:
    entries = [entry for segment in segments for entry in segment.articles.entries()]
    newest = max((entry.published for entry in entries if entry.published), default=None)
    return Manifest(
        name=next_name(folder),
        built_at=stamp(keep.now),
        embedder=recipe.embedder,
        passage_tokens=recipe.passage_tokens,
        counts=Counts(
            articles=len(entries),
            passages=sum(len(segment.arrays.passages) for segment in segments),
            sentences=sum(len(segment.arrays.sentences) for segment in segments),
            versions=sum(len(segment.articles.version_hashes()) for segment in segments),
        ),
        newest=newest.isoformat() if newest else None,
        versions=keep.limits,
        segments=tuple(segment.name for segment in segments),
        files=tuple(listed for segment in segments for listed in segment_sums(folder, segment.name)),
        nearness=nearness,
    )
