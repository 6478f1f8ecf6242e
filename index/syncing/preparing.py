"""Articles -> the content of a new segment: cut, embedded (or taken from where it was embedded before), inverted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from index.cells import cells_of
from index.chunking import Chunk, chunk, embedded_text
from index.copies import sketches_of
from index.embedding import Embedder, PassageText, PassageVectors
from index.lexical import build_postings, initials, terms
from index.membership import Wanted
from index.segment import Arrays, Segment, SegmentContent
from index.store import StoredArticle

Advance = Callable[[int], None]  # told how many more articles are done


@dataclass(frozen=True, slots=True)
class _Cut:
    """A passage of article `row`, with the string that stands for it."""

    row: int
    chunk: Chunk
    text: PassageText
    key: tuple[int, int]


class KnownVectors:
    """Vectors of passages that were embedded before, found by what was embedded."""

    def __init__(self, segments: Sequence[Segment], verify: Callable[[Segment], None]) -> None:
        """`verify` is called before anything is taken out of a segment; it may refuse."""
        self._segments, self._verify = segments, verify

    def find(self, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], PassageVectors]:
        wanted = Wanted(np.array(keys, dtype=np.uint64).reshape(-1, 2)[:, 0])
        found: dict[tuple[int, int], PassageVectors] = {}
        for segment in self._segments:
            arrays = segment.arrays
            rows = wanted.places_in(arrays.passage_keys[:, 0])
            if len(rows):
                self._verify(segment)
            for row in rows:
                first, last = np.searchsorted(arrays.sentences[:, 0], (row, row + 1))
                high, low = (int(part) for part in arrays.passage_keys[row])
                found[high, low] = PassageVectors(
                    arrays.passage_vectors[row].astype(np.float32),
                    arrays.sentence_vectors[first:last].astype(np.float32),
                )
        return found


def prepare(
    articles: Sequence[StoredArticle], embedder: Embedder, known: KnownVectors, passage_tokens: int, advance: Advance
) -> tuple[SegmentContent, int]:
    """The content of a segment with these articles, and how many passages had to be embedded for it."""
    cuts = [
        _cut(row, chunk_, stored)
        for row, stored in enumerate(articles)
        for chunk_ in chunk(stored.article, embedder.token_starts, passage_tokens=passage_tokens)
    ]
    vectors, embedded = _vectors(cuts, embedder, known, len(articles), advance)
    return SegmentContent(articles, _arrays(articles, cuts, vectors, embedder.identity.dimension)), embedded


def _cut(row: int, chunk_: Chunk, stored: StoredArticle) -> _Cut:
    text, offset = embedded_text(stored.article, chunk_.passage)
    shift = offset - chunk_.passage.start
    spans = tuple((start + shift, end + shift) for start, end in chunk_.sentences)
    digest = blake2b(f"{spans}{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return _Cut(row, chunk_, PassageText(text, spans), (int.from_bytes(digest[:8]), int.from_bytes(digest[8:])))


def _vectors(
    cuts: Sequence[_Cut], embedder: Embedder, known: KnownVectors, articles: int, advance: Advance
) -> tuple[list[PassageVectors], int]:
    found = known.find([cut.key for cut in cuts])
    missing = list({cut.key: cut for cut in cuts if cut.key not in found}.values())
    rows = [cut.row for cut in missing]
    advance(articles - len(set(rows)))
    embedding = embedder.embed_passages([cut.text for cut in missing])
    for cut, vector, following in zip(missing, embedding, [*rows[1:], -1], strict=False):
        found[cut.key] = vector
        if following != cut.row:  # the article's last passage
            advance(1)
    return [found[cut.key] for cut in cuts], len(missing)


def _arrays(
    articles: Sequence[StoredArticle], cuts: Sequence[_Cut], vectors: Sequence[PassageVectors], dimension: int
) -> Arrays:
    spans = [(row, *span) for row, cut in enumerate(cuts) for span in cut.chunk.sentences]
    text = [
        cut.chunk.passage.text[a - cut.chunk.passage.start : b - cut.chunk.passage.start]
        for cut in cuts
        for a, b in cut.chunk.sentences
    ]
    passage_vectors = _rows([v.passage[None, :] for v in vectors], dimension)
    cells = cells_of(passage_vectors)
    return Arrays(
        sketches=sketches_of([stored.article.text for stored in articles]),
        passages=_table([(cut.row, cut.chunk.passage.start, cut.chunk.passage.end) for cut in cuts]),
        passage_keys=np.array([cut.key for cut in cuts], dtype=np.uint64).reshape(-1, 2),
        passage_vectors=passage_vectors,
        cells=cells.of,
        centres=cells.centres,
        sentences=_table(spans),
        sentence_vectors=_rows([v.sentences for v in vectors], dimension),
        text=build_postings([terms(sentence) + initials(sentence) for sentence in text]),
        title=build_postings([terms(stored.article.title) for stored in articles]),
    )


def _table(rows: Sequence[tuple[int, int, int]]) -> npt.NDArray[np.int32]:
    return np.array(rows, dtype=np.int32).reshape(-1, 3)


def _rows(parts: Sequence[npt.NDArray[np.float32]], dimension: int) -> npt.NDArray[np.float16]:
    return np.concatenate([np.empty((0, dimension), np.float32), *parts]).astype(np.float16)
