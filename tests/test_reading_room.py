"""Many ask at once: few are read for, nobody waits long for it, and an answer without it says so."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.records import Filters, Hit, Reading
from qa.abstain import Calibration, Decision
from qa.answerer import Answerer
from qa.composing import compose
from qa.evidence import Part
from qa.reader import ReadingSearch
from qa.reading.room import PATIENCE_S, ReadingRoom
from qa.serial import reply_json
from tests.conftest import Syncing, WordEmbedder
from tests.test_reader import Named, hit
from tests.web_examples import SEARCHED, FakeAsk, landed, reply
from web.ask.answer_view import HURRIED, Place, answer_html
from web.ask.conversation import Desk
from web.ask.orders import Order
from web.history.export import conversation_markdown
from web.history.store import History


def test_who_finds_a_free_seat_is_read_for() -> None:
    room = ReadingRoom(seats=1)
    for _ in range(2):
        with room.seat() as seat:
            assert seat.taken() and not seat.refused


def test_nobody_waits_longer_than_patience_for_a_seat() -> None:
    room = ReadingRoom(seats=1)
    with room.seat() as first, room.seat(patience_s=0.05) as second:
        assert first.taken() and not second.taken() and second.refused


def test_who_has_waited_long_already_is_not_read_for_even_where_a_seat_is_free() -> None:
    with ReadingRoom(seats=1).seat(asked_at=time.monotonic() - PATIENCE_S) as seat:
        assert not seat.taken() and seat.refused


def test_what_was_settled_holds_for_the_whole_question() -> None:
    room = ReadingRoom(seats=1)
    with room.seat() as first, room.seat(patience_s=0) as second:
        assert first.taken() and not second.taken()
        first.__exit__(None, None, None)
        assert not second.taken()
        first = room.seat()  # so that the block's end gives nothing back twice
        first.taken()


def test_a_seat_that_nobody_needed_was_not_refused() -> None:
    with ReadingRoom(seats=1).seat(patience_s=0) as seat:
        assert not seat.refused


def test_a_seat_is_free_again_after_an_error() -> None:
    room = ReadingRoom(seats=1)
    with pytest.raises(RuntimeError), room.seat() as seat:
        assert seat.taken()
        raise RuntimeError("the reader broke")
    with room.seat(patience_s=0.01) as seat:
        assert seat.taken()


def test_who_may_wait_for_ever_gets_the_next_seat() -> None:
    room = ReadingRoom(seats=1)
    first = room.seat()
    assert first.taken()
    threading.Timer(0.05, first.__exit__, (None, None, None)).start()
    with room.seat(patience_s=None) as seat:
        assert seat.taken()


def test_without_a_seat_hits_are_as_the_search_ranks_them() -> None:
    with ReadingRoom().seat(patience_s=0) as seat:
        search = ReadingSearch(lambda *_, **__: [hit(1), hit(2)], Named(_never), seat)
        assert search("why", filters=Filters(), limit=2) == [hit(1), hit(2)]


def _never(question: str, hits: Sequence[Hit]) -> list[Reading]:
    raise AssertionError("it was read")


QUESTION = "What did the repairs of the bridge cost?"


class Slow:
    """A reader that reads for as long as it is told to."""

    name = "slow"

    def __init__(self) -> None:
        self.reading, self.go_on = threading.Event(), threading.Event()

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.reading.set()
        assert self.go_on.wait(20)
        return [Reading(5.0, (-0.1,) * len(one.sentences)) for one in hits]


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def crowded(synced: Syncing, tmp_path: Path, embedder: WordEmbedder, slow: Slow) -> Answerer:
    """An answerer with one seat and a slow reader."""
    synced()
    answerer = Answerer(tmp_path / "index", embedder, slow)
    answerer._room = ReadingRoom(seats=1)
    return answerer


def test_while_one_is_read_for_another_is_answered_from_the_search_and_told_so(crowded: Answerer, slow: Slow) -> None:
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(crowded.ask, QUESTION)
        assert slow.reading.wait(20)
        hurried = crowded.ask(QUESTION, asked_at=time.monotonic() - PATIENCE_S + 0.1)
        slow.go_on.set()
        read = first.result(20)
    assert hurried.hurried and not read.hurried
    assert not any(one.reading for one in hurried.answer.consulted)
    assert any(one.reading for one in read.answer.consulted)
    assert reply_json(hurried)["hurried"] is True and reply_json(read)["hurried"] is False
    again = crowded.ask(QUESTION)  # nothing of the hurried answer is kept
    assert not again.hurried and any(one.reading for one in again.answer.consulted)


def test_the_receipt_of_a_hurried_answer_says_so() -> None:
    place = Place("e", 1)
    assert HURRIED in answer_html(reply(landed(), hurried=True), SEARCHED, place)
    assert HURRIED not in answer_html(reply(landed()), SEARCHED, place)


def test_an_exported_answer_says_that_it_was_hurried(tmp_path: Path) -> None:
    history = History(tmp_path / "history.sqlite")
    for hurried in (True, False):
        conversation, exchange = history.begin("anna", "", "When?")
        history.complete(exchange, "html", reply=reply_json(reply(landed(), hurried=hurried)))
        kept = history.conversation("anna", conversation)
        assert ("without the reader" in conversation_markdown("t", kept)) is hurried
    history.close()


def test_the_answerer_is_told_when_a_question_came_in_not_when_its_turn_came(tmp_path: Path) -> None:
    ask = FakeAsk()
    desk = Desk(ask, lambda: SEARCHED, lambda: [], History(tmp_path / "history.sqlite"))
    list(desk.ask("anna", "", Order("When did it land?"), asked_at=123.5))
    assert ask.asked_at == 123.5
    begun = time.monotonic()
    list(desk.ask("anna", "", Order("When did it land?")))
    assert ask.asked_at is not None and ask.asked_at >= begun
    desk.history.close()


SEARCH, READ = Calibration({}, -10.0, 0.5), Calibration({}, 10.0, 0.5)


def test_parts_that_were_read_are_judged_as_read_where_the_whole_has_no_hits() -> None:
    part = Part("When was the match called off?", [replace(hit(1), reading=Reading(5.0, (-9.0, -0.1, -9.0)))])
    assert compose("When, and where?", [], Decision(SEARCH, READ), parts=[part]).answered
