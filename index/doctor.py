"""Does everything in the index agree with everything else? Checked on the files themselves, without the model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.copies import sketches_of
from index.errors import IndexUnusable
from index.generation import Counts, IndexFolder, Manifest, holding, read_file_list, verify_files
from index.lexical import Postings
from index.segment import Arrays, Segment
from index.store import StoredArticle
from index.vectors import StoredVectors


@dataclass(frozen=True, slots=True)
class Checkup:
    """A generation, and a sentence on each thing that is wrong with it; none when all is well."""

    generation: str
    problems: tuple[str, ...]
    counts: Counts
    model: str
    nearness: str  # how passages near a question are looked for

    @property
    def is_sound(self) -> bool:
        return not self.problems


def checkup(root: Path) -> Checkup:
    """Check the current generation. Raises IndexMissing, IndexFormatError, or IndexDamaged for bytes that have changed."""
    folder = IndexFolder(root)
    with holding(folder) as manifest:
        problems = tuple(problems_of(folder, manifest))
        how = str(manifest.nearness or "all compared with each question")
        return Checkup(manifest.name, problems, manifest.counts, manifest.embedder.name, how)


def examine(root: Path) -> list[str]:
    """The problems alone, also those for which it cannot be opened."""
    try:
        return list(checkup(root).problems)
    except IndexUnusable as error:
        return [str(error)]


def problems_of(folder: IndexFolder, manifest: Manifest) -> list[str]:
    """The same of a generation that is held. Raises IndexDamaged for bytes that have changed."""
    verify_files(folder, manifest.files)
    return list(_disagreements(folder, manifest))


def _disagreements(folder: IndexFolder, manifest: Manifest) -> Iterator[str]:
    segments = [Segment(folder.segments / name) for name in manifest.segments]
    owners: dict[str, str] = {}
    for segment in segments:
        yield from _of_segment(segment)
        for entry in segment.articles.entries():
            if entry.id in owners:
                yield f'the article "{entry.id}" is in the segments {owners[entry.id]} and {segment.name}'
            owners[entry.id] = segment.name
    counts = manifest.counts
    yield from _unequal("articles", counts.articles, len(owners))
    yield from _unequal("passages", counts.passages, sum(len(s.arrays.passages) for s in segments))
    yield from _unequal("sentences", counts.sentences, sum(len(s.arrays.sentences) for s in segments))
    yield from _unequal("earlier texts", counts.versions, sum(len(s.articles.version_hashes()) for s in segments))
    files = read_file_list(folder, manifest)
    if files:
        stated = {i for record in files.records() for i in record.articles}
        yield from (f'the article "{i}" belongs to no file of the corpus' for i in sorted(owners.keys() - stated))
    for segment in segments:
        segment.close()


def _of_segment(segment: Segment) -> Iterator[str]:
    arrays, articles = segment.arrays, list(segment.articles.all())
    yield from _of_vectors(segment.name, "passages", len(arrays.passages), arrays.passage_vectors)
    yield from _of_cells(segment.name, arrays)
    yield from _of_vectors(segment.name, "sentences", len(arrays.sentences), arrays.sentence_vectors)
    yield from _of_postings(segment.name, "sentences", len(arrays.sentences), arrays.text)
    yield from _of_postings(segment.name, "titles", len(articles), arrays.title)
    for row, start, end in arrays.passages:
        if row >= len(articles) or not 0 <= start < end <= len(articles[row].article.text):
            yield f"{segment.name}: the passage {row}#{start}-{end} lies outside its article"
    for row, start, end in arrays.sentences:
        if row >= len(arrays.passages) or not arrays.passages[row][1] <= start < end <= arrays.passages[row][2]:
            yield f"{segment.name}: the sentence {start}-{end} lies outside its passage"
    if not np.array_equal(arrays.sketches, sketches_of([stored.article.text for stored in articles])):
        yield f"{segment.name}: the sketches are not those of its {len(articles)} articles"
    for entry, stored in zip(segment.articles.entries(), articles, strict=True):
        if stored.article.content_hash != entry.content_hash:
            yield f'{segment.name}: the text of "{entry.id}" is not the one that was indexed'
    yield from _of_versions(segment.name, articles, segment.articles.version_hashes())


def _of_versions(name: str, articles: Sequence[StoredArticle], hashes: Sequence[tuple[int, str]]) -> Iterator[str]:
    held = [(row, version) for row, stored in enumerate(articles) for version in stored.versions]
    if len(held) != len(hashes):
        yield f"{name}: an earlier text belongs to none of its {len(articles)} articles"
        return
    for (row, version), (_, content_hash) in zip(held, hashes, strict=True):
        article = articles[row].article
        if version.article.content_hash != content_hash:
            yield f'{name}: the text of "{article.id}" until {version.until} is not the one that was kept'
        if content_hash == article.content_hash:
            yield f'{name}: the text of "{article.id}" until {version.until} is the one that it has today'


def _of_vectors(name: str, what: str, rows: int, vectors: StoredVectors) -> Iterator[str]:
    if rows != len(vectors):
        yield f"{name}: {rows} {what} but {len(vectors)} vectors of them"
    elif rows and np.abs(np.linalg.norm(vectors.astype(np.float32), axis=1) - 1).max() > 0.01:
        yield f"{name}: a vector of its {what} is not of unit length"


def _of_cells(name: str, arrays: Arrays) -> Iterator[str]:
    if len(arrays.cells) not in (0, len(arrays.passages)):
        yield f"{name}: {len(arrays.passages)} passages but cells of {len(arrays.cells)}"
    elif len(arrays.cells) and int(arrays.cells.max()) >= len(arrays.centres):
        yield f"{name}: a passage is in a cell beyond its {len(arrays.centres)}"


def _of_postings(name: str, what: str, rows: int, postings: Postings) -> Iterator[str]:
    if len(postings.rows) and int(postings.rows.max()) >= rows:
        yield f"{name}: a posting names a row beyond its {rows} {what}"


def _unequal(what: str, stated: int, found: int) -> Iterator[str]:
    if stated != found:
        yield f"the manifest counts {stated} {what}, the segments hold {found}"
