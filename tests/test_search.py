import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.errors import ArticleMissing, EmbedderMismatch, IndexDamaged, IndexFormatError, IndexMissing
from index.generation import FORMAT, IndexFolder, read_manifest
from index.live import LiveSearcher
from index.records import Filters
from index.retrieval.ranking import term_weight
from index.search import Searcher
from tests.conftest import Syncing, WordEmbedder

Opened = Callable[[], Searcher]


@pytest.fixture
def many(corpus: Path, synced: Syncing) -> Path:
    """The corpus with forty more articles, of two sources and two years."""
    for n in range(40):
        (corpus / f"report-{n:02d}.md").write_text(
            f"---\ntitle: Report {n}\ndate: {2020 + n % 2}-05-{n % 28 + 1:02d}\nsource: {'Gazette' if n % 3 else 'Wire'}\n"
            f"author: {('Ada Lind', 'Ada Lind and Bo Ek', 'Bo Ek')[n % 3]}\n---\n"
            f"Fishing boat number {n} came home. The catch was {n * 7} tonnes of cod and herring.\n"
        )
    synced()
    return corpus


def test_every_hit_is_a_span_of_its_article_with_sentences_that_are_spans_too(many: Path, opened: Opened) -> None:
    hits = opened().search("cod and herring", limit=20)
    assert [hit.rank for hit in hits] == list(range(1, 21))
    for hit in hits:
        assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert all(hit.article.text[s.start : s.end] == s.text for s in hit.sentences)
        assert hit.sentences[0].start == hit.passage.start and hit.sentences[-1].end == hit.passage.end


def test_hits_come_best_first_and_ties_by_passage_id(many: Path, opened: Opened) -> None:
    hits = opened().search("cod", limit=30)
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(after=date(2021, 1, 1)),
        Filters(before=date(2020, 12, 31), source="gazette"),
        Filters(article_ids=frozenset({"report-01", "report-02"})),
        Filters(author="ada lind"),
        Filters(author="Ada Lind and Bo Ek"),
        Filters(after=date(2020, 5, 2), before=date(2020, 5, 20), author="bo ek", source="wire"),
        Filters(author="Ek", article_ids=frozenset({"report-01", "report-02"})),
    ],
)
def test_filters_are_exact_and_take_nothing_from_the_number_of_hits(
    many: Path, opened: Opened, filters: Filters
) -> None:
    searcher = opened()
    admitted = {i for i, _ in searcher.library.titles() if filters.admit(searcher.library.article(i))}
    hits = searcher.search("fishing boat", filters=filters, limit=100)
    assert {hit.article.id for hit in hits} == admitted
    assert searcher.search("fishing boat", filters=Filters(source="nobody"), limit=5) == []


def test_a_word_of_the_title_finds_every_passage_of_the_article(synced: Syncing, opened: Opened) -> None:
    synced()
    assert opened().search("reopens", limit=1)[0].article.id == "bridge"


def test_an_article_that_is_not_there_is_an_error_with_its_id(synced: Syncing, opened: Opened) -> None:
    synced()
    with pytest.raises(ArticleMissing, match="nowhere"):
        opened().library.article("nowhere")


def test_a_missing_index_names_the_command_that_makes_one(tmp_path: Path, embedder: WordEmbedder) -> None:
    with pytest.raises(IndexMissing, match="article-qa index"):
        Searcher(tmp_path / "none", embedder)


def test_another_model_is_refused(synced: Syncing, tmp_path: Path) -> None:
    synced()
    with pytest.raises(EmbedderMismatch, match="--rebuild"):
        Searcher(tmp_path / "index", WordEmbedder("other"))


def test_another_format_is_refused_with_both_numbers(synced: Syncing, tmp_path: Path, embedder: WordEmbedder) -> None:
    import hashlib

    synced()
    folder = IndexFolder(tmp_path / "index")
    name = read_manifest(folder).name
    data = folder.manifest(name).read_bytes().replace(f'"format": {FORMAT}'.encode(), b'"format": 99')
    folder.manifest(name).write_bytes(data)
    folder.current.write_text(f"{name} {hashlib.sha256(data).hexdigest()}\n")
    with pytest.raises(IndexFormatError, match="99"):
        Searcher(tmp_path / "index", embedder)


def test_a_flipped_bit_in_any_file_is_found_before_the_first_answer(
    synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    root = tmp_path / "index"
    seeded = np.random.default_rng(20)
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.name != "WRITER" and p.stat().st_size):
        good = path.read_bytes()
        for _ in range(5):
            spoiled = bytearray(good)
            spoiled[seeded.integers(len(good))] ^= 1 << int(seeded.integers(8))
            path.write_bytes(spoiled)
            with pytest.raises((IndexDamaged, IndexMissing, IndexFormatError)):
                Searcher(root, embedder)
        path.write_bytes(good[: len(good) // 2])
        with pytest.raises((IndexDamaged, IndexMissing, IndexFormatError)):
            Searcher(root, embedder)
        path.write_bytes(good)
    Searcher(root, embedder).close()


def test_a_running_searcher_follows_new_generations_and_lets_go_of_old_ones(
    corpus: Path, synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    live = LiveSearcher(tmp_path / "index", embedder)
    with live.searcher() as old:
        (corpus / "whale.jsonl").unlink()
        synced()
        with live.searcher() as new:
            assert new.manifest.name != old.manifest.name
            assert all(hit.article.id != "whale" for hit in new.search("whale in the river", limit=50))
        assert old.library.article("whale").title == "A whale in the river"
    synced()
    assert [p.name for p in (tmp_path / "index" / "generations").iterdir()] == ["000002"]


def test_a_damaged_new_generation_leaves_the_old_one_answering(
    corpus: Path, synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    live = LiveSearcher(tmp_path / "index", embedder)
    (tmp_path / "index" / "CURRENT").write_text("000009 " + "0" * 64)
    with live.searcher() as searcher:
        assert searcher.manifest.name == "000001"
    assert live.problem and "000009" in live.problem


def test_readers_open_and_answer_while_generations_come_and_go(
    corpus: Path, synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    """Each answer comes from one generation, whole: the tide article states the number of the sync that wrote it."""
    tide = corpus / "tide.md"
    faults: list[str] = []
    done = threading.Event()

    def write(number: int) -> None:
        tide.write_text(
            f"---\ntitle: Tide {number}\ndate: 2024-01-01\n---\nThe tide table has number {number} today.\n"
        )
        synced()

    def read() -> None:
        while not done.is_set():
            searcher = Searcher(tmp_path / "index", embedder)
            hit = searcher.search("tide table number today", limit=1)[0]
            if hit.article.title.split()[1] not in hit.passage.text or len(searcher.library.titles()) != 4:
                faults.append(f"{hit.article.title}: {hit.passage.text}")
            searcher.close()

    write(0)
    with ThreadPoolExecutor(3) as readers:
        reading = [readers.submit(read) for _ in range(3)]
        for number in range(1, 25):
            write(number)
        done.set()
        for future in reading:
            future.result()
    assert faults == []


@pytest.mark.parametrize("passages", [1, 5, 199])
def test_in_a_small_index_a_term_that_is_missing_does_not_outweigh_those_that_are_found(passages: int) -> None:
    assert term_weight(0, passages) < 1.5 * term_weight(1, passages)
    assert term_weight(1, passages) == term_weight(1, 200)
