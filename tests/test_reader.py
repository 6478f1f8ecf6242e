"""What reading the best passages changes, and that the compiled reader reads as it was trained to."""

import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save

from index.errors import ReaderMissing
from index.models.bert import BertShape
from index.models.plainbert import PlainEncoder
from index.records import Article, Filters, Hit, Passage, Reading, Sentence
from index.sentences import sentences
from qa.abstain import READING_CALIBRATION, Calibration, Decision, confidence
from qa.composing import compose
from qa.opening import open_answerer
from qa.reader import NO_READER, READ, RELEVANCE_WEIGHT, SHIPPED_READER, Read, ReadingSearch, load_reader, read_hits
from qa.reading import small_reader
from qa.reading.heads import UNREAD, Heads
from qa.reading.inputs import MAX_LENGTH, NO_SENTENCE, row_of
from qa.reading.room import ReadingRoom
from qa.reading.small_reader import SmallReader
from tests.conftest import ROOT
from tests.test_training import tiny_model
from train import checkpoints
from train.body import load_body, load_tokenizer
from train.export import exported
from train.inputs import collated, example_of
from train.model import ReaderModel
from train.pairs import Pair

_ALWAYS = Calibration({}, 10.0, 0.5)
ALWAYS = Decision(_ALWAYS, _ALWAYS)
TEXT = "It rained all day. The match was called off at noon. Nobody was hurt."


def hit(rank: int, text: str = TEXT, *, before: str = "", score: float | None = None) -> Hit:
    """A hit on what follows `before` in its article; scores fall a little with the rank."""
    article = Article(f"a{rank}", "A title", before + text)
    begin = len(before)
    cut = tuple(
        Sentence(begin + s, begin + e, text[s:e], 0.5, 0.5, 0.5 - i / 100) for i, (s, e) in enumerate(sentences(text))
    )
    return Hit(
        Passage(article.id, begin, begin + len(text), text),
        article,
        1 - rank / 100 if score is None else score,
        rank,
        0.5,
        0.5,
        cut,
    )


@dataclass(frozen=True)
class Saying:
    """A reader that says this of the hits, by their rank, whatever is asked."""

    readings: tuple[Reading, ...]
    name: str = "saying"

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        return [self.readings[hit.rank - 1] for hit in hits]


def saying(*readings: Reading) -> Saying:
    return Saying(readings)


SILENT = Reading(-9.0, (-9.0, -9.0, -9.0), None, -9.0)


def test_a_passage_that_the_reader_finds_to_answer_moves_up() -> None:
    reader = saying(SILENT, SILENT, Reading(9.0, (-9.0, -9.0, -9.0)))
    read = read_hits("why", [hit(1), hit(2), hit(3)], reader)
    assert [one.article.id for one in read] == ["a3", "a1", "a2"]
    assert [one.rank for one in read] == [1, 2, 3]


def test_the_hits_that_are_not_read_follow_as_they_were() -> None:
    hits = [hit(rank) for rank in range(1, READ + 4)]
    read = read_hits("why", hits, saying(*[SILENT] * READ))
    assert [one.article.id for one in read] == [one.article.id for one in hits]
    assert [one.reading is None for one in read] == [False] * READ + [True] * 3


def test_what_could_not_become_the_first_is_not_read() -> None:
    hits = [hit(1, score=0.9), hit(2, score=0.85), hit(3, score=0.79), hit(4, score=0.78)]
    found = Reading(9.0, (-9.0,) * 3)
    read = read_hits("why", hits, saying(SILENT, SILENT, found, found))  # with the reader's word the third has 0.89
    assert [one.article.id for one in read] == ["a1", "a2", "a3", "a4"]
    assert [one.reading is None for one in read] == [False, False, True, True]
    read = read_hits("why", hits, saying(SILENT, found, found, found))  # and is further behind the second, with 0.95
    assert [one.article.id for one in read] == ["a2", "a1", "a3", "a4"]


@pytest.mark.parametrize("seed", range(20))
def test_no_order_of_reading_would_find_another_first(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    scores = sorted((float(s) for s in drawn.uniform(0.5, 0.9, READ)), reverse=True)
    hits = [hit(rank, score=score) for rank, score in enumerate(scores, start=1)]
    said = [Reading(float(r), (-9.0,) * 3) for r in drawn.normal(0, 4, READ)]
    in_full = sorted(zip(hits, said, strict=True), key=lambda pair: -(pair[0].score + added(pair[1])))
    assert read_hits("why", hits, saying(*said))[0].article.id == in_full[0][0].article.id


def added(reading: Reading) -> float:
    return RELEVANCE_WEIGHT / (1 + math.exp(-reading.relevance))


def test_no_passage_is_read_twice_for_a_question() -> None:
    asked: list[tuple[str, str]] = []

    def reader(question: str, hits: Sequence[Hit]) -> list[Reading]:
        asked.extend((question, one.article.id) for one in hits)
        return [SILENT for _ in hits]

    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        return [hit(1), hit(2)] if filters.source else [hit(2), hit(3)]

    with ReadingRoom().seat() as seat:
        reads = ReadingSearch(search, Named(reader), seat)
        reads("why", filters=Filters(source="Wire"), limit=2)
        reads("why", filters=Filters(), limit=2)
        reads("when", filters=Filters(), limit=2)
    assert asked == [("why", "a1"), ("why", "a2"), ("why", "a3"), ("when", "a2"), ("when", "a3")]


@dataclass(frozen=True)
class Named:
    read: Read
    name: str = "named"

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        return self.read(question, hits)


def test_the_order_of_equals_is_that_of_the_search() -> None:
    read = read_hits("why", [hit(1), hit(2)], saying(SILENT, SILENT))
    assert [one.article.id for one in read] == ["a1", "a2"]


def test_the_sentence_that_the_reader_points_at_is_cited_first() -> None:
    (read,) = read_hits("why", [hit(1)], saying(Reading(5.0, (-9.0, math.log(0.9), -9.0))))
    assert compose("why", [read], ALWAYS).citations[0].quote == "The match was called off at noon."


def test_what_the_reader_doubts_is_less_likely_answered() -> None:
    sure = Reading(6.0, (math.log(0.98), -9.0, -9.0), (0, 2), 8.0)
    yes, no = (confidence("why", read_hits("why", [hit(1)], saying(r)), READING_CALIBRATION) for r in (sure, SILENT))
    assert yes > no


def test_what_was_read_is_judged_so_also_where_another_hit_has_been_moved_up_past_it() -> None:
    search, reading = Calibration({}, -10.0, 0.5), Calibration({"read_relevance": 1.0}, 10.0, 0.5)
    read = read_hits("why", [hit(1), hit(2, score=0.5)], saying(SILENT, SILENT))
    moved = [replace(read[1], rank=1, score=2.0), replace(read[0], rank=2)]
    assert moved[0].reading is None
    assert compose("why", moved, Decision(search, reading)).answered


def test_a_limit_below_what_is_read_still_lets_the_reader_choose() -> None:
    hits = [hit(rank) for rank in range(1, READ + 1)]
    asked: list[int] = []

    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        asked.append(limit)
        return hits[:limit]

    best_last = [SILENT] * (READ - 1) + [Reading(9.0, (-9.0,) * 3)]
    with ReadingRoom().seat() as seat:
        (found,) = ReadingSearch(search, saying(*best_last), seat)("why", filters=Filters(), limit=1)
    assert found.article.id == f"a{READ}" and asked == [READ]


def tiny_weights() -> tuple[PlainEncoder, Heads, torch.nn.Module]:
    model = tiny_model().eval()
    arrays = {name: p.detach().numpy() for name, p in model.named_parameters()}
    body = {n.removeprefix("body."): a for n, a in arrays.items() if n.startswith("body.")}
    return PlainEncoder(body, BertShape(3, 2, 1e-12)), Heads(arrays), model


def test_it_reads_as_it_was_trained_to() -> None:
    encode, heads, model = tiny_weights()
    reader = SmallReader("tiny", encode, heads, load_tokenizer())
    longer = hit(2, TEXT + " " + TEXT)
    first, second = reader("When was the match called off?", [hit(1), longer])
    assert len(second.evidence) == 6
    pair = Pair(
        "q",
        "gold",
        "When was the match called off?",
        "A title",
        TEXT,
        tuple(sentences(TEXT)),
        True,
        (False, True, False),
        None,
    )
    with torch.no_grad():
        outputs = model(collated([example_of(pair, load_tokenizer())]))
    assert first.relevance == pytest.approx(float(outputs.relevance[0]), abs=1e-4)
    assert first.evidence == pytest.approx(torch.log_softmax(outputs.evidence[0], 0)[1:].tolist(), abs=1e-4)


def test_the_short_answer_is_the_best_span_within_one_sentence() -> None:
    encode, heads, model = tiny_weights()
    (reading,) = SmallReader("tiny", encode, heads, load_tokenizer())("When?", [hit(1)])
    pair = Pair("q", "hit", "When?", "A title", TEXT, tuple(sentences(TEXT)), False, (False,) * 3, None)
    tokenizer = load_tokenizer()
    row = row_of(tokenizer, "When?", "A title", TEXT, sentences(TEXT))
    with torch.no_grad():
        outputs = model(collated([example_of(pair, tokenizer)]))
    start, end = outputs.start[0].tolist(), outputs.end[0].tolist()
    places = [i for i, s in enumerate(row.sentence) if s != NO_SENTENCE]
    best = max(
        (start[i] + end[j], i, j)
        for i in places
        for j in places
        if i <= j < i + 30 and row.sentence[i] == row.sentence[j]
    )
    first, last = (row.offsets[i - row.first] for i in best[1:])
    assert reading.answer == (first[0], last[1])
    assert reading.answer_margin == pytest.approx(best[0] - start[0] - end[0], abs=1e-4)


def test_a_sentence_beyond_the_window_is_unread_and_nothing_fails() -> None:
    encode, heads, _ = tiny_weights()
    (reading,) = SmallReader("tiny", encode, heads, load_tokenizer())("When?", [hit(1, " ".join([TEXT] * 40))])
    assert len(reading.evidence) == 120 and reading.evidence[-1] == UNREAD


def test_a_row_is_cut_at_the_window() -> None:
    row = row_of(load_tokenizer(), "word " * 500, "title " * 500, TEXT * 40, sentences(TEXT * 40))
    assert len(row.ids) == len(row.sentence) == MAX_LENGTH


def test_no_reader_reads_nothing(tmp_path: Path) -> None:
    assert load_reader(NO_READER, tmp_path) is None


def test_a_reader_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderMissing, match="no-such"):
        load_reader(str(tmp_path / "no-such"), tmp_path)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader that has learned nothing yet, of the real size."""
    torch.manual_seed(3)
    model = ReaderModel(load_body(), frozen_layers=2)
    folder = tmp_path_factory.mktemp("reader")
    checkpoints.save(folder, model, torch.optim.AdamW(model.parameters()), {"step": 0})
    path = folder / "reader.safetensors"
    path.write_bytes(exported([folder / checkpoints.NAME]))
    return path


def test_a_file_that_is_no_reader_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "reader.safetensors"
    for content, said in ((b"other", "cannot be read"), (save({"a": np.zeros(2)}), "expected a file made by")):
        other.write_bytes(content)
        with pytest.raises(ReaderMissing, match=said):
            load_reader(str(other), tmp_path)


def test_the_compiled_reader_says_what_its_definition_says(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = [hit(1), hit(2, TEXT + " " + TEXT), hit(3)]
    compiled = small_reader.small_reader("tiny", weights, tmp_path)
    assert not isinstance(compiled._encode, PlainEncoder)
    monkeypatch.setattr(small_reader, "checked_encoder", _not_installed)
    plain = small_reader.small_reader("tiny", weights, tmp_path)
    assert isinstance(plain._encode, PlainEncoder)
    for one, other in zip(*(reader("When was it called off?", hits) for reader in (compiled, plain)), strict=True):
        assert one.relevance == pytest.approx(other.relevance, abs=0.02)
        assert np.allclose(np.exp(one.evidence), np.exp(other.evidence), atol=0.02)


def test_the_reader_that_ships_reads_and_is_refused_when_a_byte_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = load_reader(SHIPPED_READER, tmp_path)
    assert reader is not None and reader.name == SHIPPED_READER
    at_noon, _ = reader("When was the match called off?", [hit(1), hit(2, "The mayor cut a ribbon. Children sang.")])
    assert at_noon.answer is not None and "noon" in hit(1).article.text[slice(*at_noon.answer)]
    spoilt = tmp_path / "reader.safetensors"
    spoilt.write_bytes(small_reader.SHIPPED_WEIGHTS.read_bytes()[:-1] + b"x")
    monkeypatch.setattr(small_reader, "SHIPPED_WEIGHTS", spoilt)
    with pytest.raises(ReaderMissing, match="install article-qa again"):
        load_reader(SHIPPED_READER, tmp_path)


def _not_installed(*_: object) -> None:
    raise ImportError


def test_an_answer_that_was_read_loads_no_torch(weights: Path, sample_index: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.opening import open_answerer\n"
        f"reply = open_answerer(Path({str(sample_index)!r}), {str(weights)!r}).ask('When did Luna-25 crash?')\n"
        "print(any(hit.reading for hit in reply.answer.consulted))\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    open_answerer(sample_index, str(weights))  # compiled now
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["True", "[]"]
