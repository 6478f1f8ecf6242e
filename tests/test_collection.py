"""Many segments asked as one: against the definition, and against the same articles in one segment."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import index.cells
import index.nearness
import index.retrieval.collection
import index.retrieval.terms
import index.syncing.building
import index.syncing.renewing
from index.lexical import query_terms, term_keys
from index.records import Filters
from index.retrieval.collection import Collection
from index.retrieval.ranking import bm25, term_weight
from index.retrieval.terms import TermIndex, kth_highest
from index.rowfile import FamiliarRows, RowFile
from index.search import Searcher
from tests.conftest import Syncing, WordEmbedder

QUERIES = ["cod and herring", "report 7 boats", "boat of Bo Ek", "tonnes 21 cod boat", "nothing whatsoever", "harbour"]


@pytest.fixture
def many(corpus: Path) -> Path:
    """Sixty more articles of three sources."""
    for n in range(60):
        (corpus / f"report-{n:02d}.md").write_text(
            f"---\ntitle: Report {n} of {('cod', 'herring')[n % 2]}\nsource: {('Gazette', 'Wire', 'Post')[n % 3]}\n---\n"
            f"Fishing boat number {n} came home. The catch was {n * 7} tonnes of cod{' and cod' * (n % 4)}.\n\n"
            f"{'The harbour was full. ' * (n % 5)}Nobody counted the boats.\n"
        )
    return corpus


@pytest.fixture
def scattered(many: Path, synced: Syncing, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of them in a dozen segments."""
    monkeypatch.setattr(index.syncing.renewing, "SLICE_ARTICLES", 5)
    monkeypatch.setattr(index.syncing.building, "MERGE_FACTOR", 100)
    synced()


@pytest.fixture(params=[0, 1 << 27], ids=["vectors read", "vectors mapped"])
def searcher(
    scattered: None,
    tmp_path: Path,
    embedder: WordEmbedder,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Searcher]:
    monkeypatch.setattr(index.retrieval.collection, "_MAPPED_BYTES", request.param)
    opened = Searcher(tmp_path / "index", embedder)
    assert len(opened.manifest.segments) > 10
    yield opened
    opened.close()


def counts_by_definition(searcher: Searcher, term: str) -> dict[int, int]:
    """How often each passage has a term: once for each in its sentences, once if its title has it."""
    counts: dict[int, int] = {}
    row = 0
    for segment in searcher.segments:
        arrays = segment.arrays
        (sentences,), (titles,) = arrays.text.of_each(term_keys([term])), arrays.title.of_each(term_keys([term]))
        for own, (article, _, _) in enumerate(arrays.passages.tolist()):
            found = sum(arrays.sentences[s][0] == own for s in sentences.tolist()) + (article in titles.tolist())
            if found:
                counts[row + own] = int(found)
        row += len(arrays.passages)
    return counts


def test_a_passage_has_a_term_as_often_as_its_sentences_and_its_title_do(searcher: Searcher) -> None:
    collection = searcher._collection
    terms = TermIndex(collection)
    for term in query_terms("boat cod tonnes 21 nothing herring report"):
        keys = term_keys([term])
        (sentences,), (articles,) = collection.sentences_with(keys), collection.articles_with(keys)
        rows, counts = terms.counted(sentences, articles)
        expected = counts_by_definition(searcher, term)
        assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == expected
        assert len(rows) == len(expected)
        (found,) = terms.terms(keys)
        assert found.weight == term_weight(len(expected), collection.passages)


@pytest.mark.parametrize("many_postings", [0, 10**9])
@pytest.mark.parametrize("filters", [Filters(), Filters(source="wire")])
def test_bm25_finds_the_best_by_definition_however_many_postings_it_goes_through(
    searcher: Searcher, filters: Filters, many_postings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.retrieval.terms, "_MANY", many_postings)
    collection = searcher._collection
    admitted = collection.admitted(filters)
    mean = collection.lengths.mean()
    for query in QUERIES:
        words = query_terms(query)
        expected = np.zeros(collection.passages)
        for word in words:
            counts = counts_by_definition(searcher, word)
            for row, count in counts.items():
                weight = term_weight(len(counts), collection.passages)
                expected[row] += bm25(np.float32(count), collection.lengths[row], mean, weight)
        if admitted is not None:
            expected[~admitted] = 0
        for k in (1, 3, 20, 1000):
            found = searcher._terms.best(searcher._terms.terms(term_keys(words)), k, admitted)
            best = sorted(np.flatnonzero(expected).tolist(), key=lambda row: (-round(expected[row], 4), row))[:k]
            assert found.rows.tolist() == best, (query, k)
            assert np.allclose(found.scores, expected[best], atol=1e-4)


@pytest.mark.parametrize("k", [1, 3, 50])
@pytest.mark.parametrize("count", [1, 49, 50, 63, 64, 3200, 3263, 9999])
def test_the_kth_highest_score_is_that_of_all_scores_sorted(count: int, k: int) -> None:
    drawn = np.random.default_rng(count)
    for scores in (
        drawn.exponential(size=count),
        drawn.integers(0, 4, count),
        np.arange(count),
        np.arange(count)[::-1],
    ):
        expected = sorted(scores.tolist(), reverse=True)[k - 1] if count >= k else 0.0
        assert kth_highest(scores.astype(np.float32), k) == np.float32(expected)


def test_what_is_gathered_for_rows_is_what_the_segments_hold(searcher: Searcher) -> None:
    collection = searcher._collection
    vectors = np.concatenate([s.arrays.sentence_vectors for s in searcher.segments])
    rows = np.array([0, 3, 4, 40, len(vectors) - 1])
    assert np.array_equal(collection.sentence_vectors(rows), vectors[rows])
    assert len(collection.sentence_vectors(rows[:0])) == 0
    for row in range(collection.passages):
        article, passage = collection.passage(row)
        assert article.id == collection.entries[collection.article_of[row]].id
        spans = collection.spans(collection.sentences_of(np.array([row])))
        assert spans[0][0] == passage.start and spans[-1][1] == passage.end


def test_rows_of_a_file_are_those_of_the_array_also_when_its_end_is_missing_an_error_says_so(tmp_path: Path) -> None:
    array = np.arange(40, dtype=np.float16).reshape(10, 4)
    np.save(tmp_path / "rows.npy", array)
    with closing(RowFile(tmp_path / "rows.npy", array)) as rows:
        for wanted in ([], [0], [9], [2, 3, 4], [0, 2, 3, 7, 9], range(10)):
            assert np.array_equal(rows.read(np.array(list(wanted), dtype=np.int64)), array[list(wanted)])
        (tmp_path / "rows.npy").write_bytes((tmp_path / "rows.npy").read_bytes()[:-4])
        with pytest.raises(OSError, match="beyond the end"):
            rows.read(np.array([8, 9]))


def test_rows_that_stay_in_memory_are_those_of_the_file_also_where_only_some_do(tmp_path: Path) -> None:
    array = np.arange(120, dtype=np.float32).reshape(30, 4)
    np.save(tmp_path / "rows.npy", array)
    drawn = np.random.default_rng(0)
    with closing(RowFile(tmp_path / "rows.npy", array)) as file:
        rows = FamiliarRows(file, limit=7)
        for count in (0, 3, 3, 9, 1, 30, 12, 0, 30):
            wanted = np.sort(drawn.choice(30, count, replace=False))
            assert np.array_equal(rows.read(wanted), array[wanted])
        (tmp_path / "rows.npy").write_bytes(b"")  # what stays is no longer read
        kept = [row for row in range(30) if _is_there(rows, row)]
        assert len(kept) == 7


def _is_there(rows: FamiliarRows, row: int) -> bool:
    try:
        return bool(len(rows.read(np.array([row]))))
    except OSError:
        return False


def test_an_index_of_many_segments_answers_as_one_of_a_single_segment(
    searcher: Searcher, many: Path, tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.sync import sync
    from tests.conftest import silent

    monkeypatch.setattr(index.syncing.renewing, "SLICE_ARTICLES", 256)
    sync(many, tmp_path / "whole", embedder.identity.name, lambda _: embedder, progress=silent)
    whole = Searcher(tmp_path / "whole", embedder)
    assert len(whole.manifest.segments) == 1
    for query in QUERIES:
        for filters in (Filters(), Filters(source="post")):
            one, other = (s.search(query, filters=filters, limit=30) for s in (searcher, whole))
            assert [(h.passage.id, h.score, h.sentences) for h in one] == [
                (h.passage.id, h.score, h.sentences) for h in other
            ]
    whole.close()


def test_no_segments_and_no_terms_give_nothing() -> None:
    nothing = TermIndex(Collection([]))
    assert nothing.terms(term_keys([])) == []
    assert nothing.best(nothing.terms(term_keys(["cod"])), 5, None).rows.tolist() == []


Celled = Callable[..., Searcher]


@pytest.fixture
def celled(
    many: Path, synced: Syncing, tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Celled]:
    """Call it to bring the index in step and open it, as if it were large enough for cells."""
    monkeypatch.setattr(index.cells, "FEWEST_PASSAGES", 24)
    monkeypatch.setattr(index.cells, "PER_CELL", 4)
    monkeypatch.setattr(index.nearness, "EXACT_PASSAGES", 40)
    searchers: list[Searcher] = []

    def run() -> Searcher:
        synced()
        searchers.append(Searcher(tmp_path / "index", embedder))
        return searchers[-1]

    yield run
    for opened in searchers:
        opened.close()


def test_a_large_index_measures_its_recall_and_keeps_it_until_it_has_grown_by_a_quarter(
    many: Path, celled: Celled
) -> None:
    first = celled().manifest.nearness
    assert first is not None and first.recall >= index.nearness.RECALL and first.passages == 63
    (many / "one-more.txt").write_text("One more boat. It carried salt.\n")
    assert celled().manifest.nearness == first
    for n in range(30):
        (many / f"later-{n}.txt").write_text(f"A later report of boat {n}. It carried {n} tonnes of salt.\n")
    later = celled().manifest.nearness
    assert later is not None and later.passages == 94 and later.recall >= index.nearness.RECALL


def test_added_passages_of_small_segments_are_found_by_cells_and_deleted_ones_are_not(
    many: Path, celled: Celled
) -> None:
    celled()
    (many / "salt.txt").write_text("Salt from Cadiz\n\nA brig landed Portuguese salt at Cadiz.\n")
    added = celled()
    assert len(added.manifest.segments) == 2 and added.manifest.nearness is not None
    assert added.search("brig landed Portuguese salt", limit=1)[0].article.id == "salt"
    (many / "salt.txt").unlink()
    (many / "report-07.md").unlink()
    fewer = celled()
    everything = {hit.article.id for query in QUERIES for hit in fewer.search(query, limit=100)}
    assert {"salt", "report-07"}.isdisjoint(everything) and "report-08" in everything
    assert {hit.article.id for hit in fewer.search("boat", filters=Filters(source="wire"), limit=100)} == {
        f"report-{n:02d}" for n in range(60) if n % 3 == 1 and n != 7
    }
