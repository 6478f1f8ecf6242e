"""The existing index and a plan -> the next generation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.chunking import PASSAGE_TOKENS
from index.embedding import Embedder, EmbedderIdentity
from index.errors import EmbedderMismatch
from index.filelist import FileList
from index.generation import Counts, FileSum, IndexFolder, Manifest, next_name, publish, verify_files
from index.nearness import measured
from index.segment import Segment
from index.store import StoredArticle
from index.syncing.building import Part, Recipe, is_sealed, merged, segment_sums, write_sealed
from index.syncing.existing import Existing, other_model
from index.syncing.planning import Plan, Progress
from index.syncing.preparing import KnownVectors, prepare
from index.syncing.repeats import repeats
from index.versions import Retention, stamp

SLICE_ARTICLES = 256  # embedded between two points from which an interrupted run goes on
MAX_HEADER_TOKENS = 64  # what title and date may take of the model's window


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a sync ends with."""

    manifest: Manifest | None  # of the current generation; None only after a dry run without an index
    repeated: tuple[tuple[str, str], ...] = ()  # (article, an older one with much the same text), one of them new
    embedded: int = 0  # passages for which the model ran


def is_behind(before: Existing, plan: Plan, keep: Retention) -> bool:
    """Whether there has to be another generation."""
    return bool(
        before.manifest is None
        or before.notes
        or plan.fresh
        or plan.dropped
        or plan.records
        or plan.gone
        or before.files_unknown
        or keep.limits != before.limits
        or any(_forgets(segment, keep) for segment in before.segments)
    )


def renew(
    folder: IndexFolder,
    before: Existing,
    plan: Plan,
    files: FileList,
    keep: Retention,
    load: Callable[[], Embedder],
    progress: Progress,
) -> Renewed:
    """Write what is new, rewrite what lost articles or texts, publish with the list of the corpus files as they are now.

    Raises IndexDamaged when something would have to be taken out of a segment whose bytes have changed.
    """
    verify = _verifying(folder, before.manifest)
    if plan.fresh or before.manifest is None:
        embedder = load()
        recipe = _recipe(embedder.identity)
        if before.manifest and before.manifest.embedder != embedder.identity:
            name = embedder.identity.name
            raise EmbedderMismatch(other_model(folder, f"{name} with other weights", name))
        fresh = _continued(before, plan, keep)
        new, embedded = _write_fresh(folder, before, fresh, embedder, recipe, verify, progress)
    else:
        recipe = Recipe(before.manifest.embedder, before.manifest.passage_tokens)
        new, embedded = [], 0
    parts = [Part(s, _kept(s, plan.dropped), _forgets(s, keep)) for s in before.segments]
    parts += [Part(segment, _kept(segment, frozenset())) for segment in new]
    segments = merged(folder, parts, recipe, keep, verify)
    repeated = repeats(segments, [stored.article.id for stored in plan.fresh])
    manifest = publish(folder, _manifest(folder, before, segments, recipe, keep), files)
    return Renewed(manifest, repeated, embedded)


def _newest(before: Existing, segments: Sequence[Segment]) -> str | None:
    """The latest day of an article. Segments that were there before are asked only if that day may have left with another."""
    if before.manifest is None or before.notes:
        return _latest(segments)
    known, there = before.manifest.newest, {segment.name for segment in before.segments}
    day = _latest(segment for segment in segments if segment.name not in there)
    if there <= {segment.name for segment in segments}:
        return max(filter(None, (known, day)), default=None)
    return day if known is None or (day and day >= known) else _latest(segments)


def _latest(segments: Iterable[Segment]) -> str | None:
    days = filter(None, (segment.articles.newest() for segment in segments))
    return max((day.isoformat() for day in days), default=None)


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
    verify: Callable[[Segment], None],
    progress: Progress,
) -> tuple[list[Segment], int]:
    known = KnownVectors([*before.segments, *_leftovers(folder, before, recipe)], verify)
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


def _verifying(folder: IndexFolder, manifest: Manifest | None) -> Callable[[Segment], None]:
    """Reads every byte of a segment that is listed, once. What was written since does not need it."""
    listed = _listed(folder, manifest)

    def verify(segment: Segment) -> None:
        verify_files(folder, listed.pop(segment.name, ()))

    return verify


def _listed(folder: IndexFolder, manifest: Manifest | None) -> dict[str | None, list[FileSum]]:
    """The files of a generation by segment."""
    listed: dict[str | None, list[FileSum]] = {}
    for file in manifest.files if manifest else ():
        listed.setdefault(folder.segment_of(file), []).append(file)
    return listed


def _leftovers(folder: IndexFolder, before: Existing, recipe: Recipe) -> list[Segment]:
    """Segments that an interrupted run completed and nobody published: their vectors need not be computed again."""
    published = {segment.name for segment in before.segments}
    paths = sorted(path for path in folder.segments.iterdir() if path.name not in published)
    return [Segment(path) for path in paths if is_sealed(folder, path, recipe)]


def _kept(segment: Segment, dropped: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    kept = np.ones(segment.articles_held, dtype=np.bool_)
    kept[[row for row, _ in segment.articles.find(sorted(dropped))]] = False
    return kept


def _recipe(identity: EmbedderIdentity) -> Recipe:
    return Recipe(identity, min(PASSAGE_TOKENS, max(16, identity.max_tokens - MAX_HEADER_TOKENS)))


def _manifest(
    folder: IndexFolder, before: Existing, segments: Sequence[Segment], recipe: Recipe, keep: Retention
) -> Manifest:
    # As they stood in the generation before, so that no damage since becomes what is expected.
    stated = _listed(folder, before.manifest)
    listed = {segment.name: stated.get(segment.name) or segment_sums(folder, segment.name) for segment in segments}
    return Manifest(
        name=next_name(folder),
        built_at=stamp(keep.now),
        embedder=recipe.embedder,
        passage_tokens=recipe.passage_tokens,
        counts=Counts(
            articles=sum(segment.articles_held for segment in segments),
            passages=sum(len(segment.arrays.passages) for segment in segments),
            sentences=sum(len(segment.arrays.sentences) for segment in segments),
            versions=sum(segment.articles.version_count() for segment in segments),
        ),
        newest=_newest(before, segments),
        versions=keep.limits,
        segments=tuple(listed),
        files=tuple(file for files in listed.values() for file in files),
        nearness=measured(segments, before.manifest.nearness if before.manifest else None),
    )
