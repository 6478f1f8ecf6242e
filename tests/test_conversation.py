import json
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from index.errors import IndexMissing
from index.records import Correction, Filters
from qa.answering import MAX_QUESTION_CHARS
from qa.records import Answer, CopyOf, Relaxation, Reply
from qa.searching import Tell
from tests.web_examples import ICE, LANDING, LAUNCH, SEARCHED, FakeAsk, Searched, declined, landed, reply
from web.ask.conversation import Conversation, Desk, articles_of
from web.ask.orders import Order, read_order
from web.ask.quoted import Quoted
from web.ask.sources_view import sources_html
from web.history.store import MAX_EXCHANGES, Exchange, History

IDS = [LANDING.id, LAUNCH.id, ICE.id]


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = History(tmp_path / "history.sqlite")
    yield history
    history.close()


@pytest.fixture
def ask() -> FakeAsk:
    return FakeAsk()


@pytest.fixture
def desk(history: History, ask: FakeAsk) -> Desk:
    return Desk(ask, lambda: SEARCHED, lambda: IDS, history)


def held(history: History) -> tuple[Desk, threading.Event]:
    """A desk that answers once it is told to go on."""
    go_on = threading.Event()

    def answer(question: str) -> Answer:
        assert go_on.wait(60)
        return landed()

    return Desk(FakeAsk(answer), lambda: SEARCHED, lambda: IDS, history), go_on


def asked(desk: Desk, *questions: str, visitor: str = "anna") -> Conversation:
    conversation = Conversation()
    for question in questions:
        *_, conversation = desk.ask(visitor, conversation.id, Order(question))
    return conversation


def test_a_question_is_shown_before_its_answer_is_there(desk: Desk) -> None:
    first, last = desk.ask("anna", "", Order("When?"))
    assert "When?" in first.messages()[0]["content"] and "pending" in first.messages()[1]["content"]
    assert "answer" in last.messages()[1]["content"] and last.id == first.id


def test_the_titles_that_an_answer_cites_go_with_the_next_question(desk: Desk, ask: FakeAsk) -> None:
    asked(desk, "When did it land?", "Who wrote it?")
    (before,) = ask.asked[1][1]
    assert before.titles == tuple(citation.title for citation in landed().citations) != ()


def test_what_was_found_is_shown_while_the_answer_takes_its_time(history: History) -> None:
    go_on = threading.Event()
    ask = FakeAsk(lambda question: landed() if go_on.wait(10) else declined())
    asking = Desk(ask, lambda: SEARCHED, lambda: IDS, history).ask("anna", "", Order("When?"))
    next(asking)
    found = next(asking)
    assert "Found 3 passages in 3 articles" in found.messages()[1]["content"]
    assert found.sources().count('<li class="card"') == 3 and "pending" in found.messages()[1]["content"]
    assert history.conversation("anna", found.id)[0].answer is None  # what is shown on the way is not kept
    go_on.set()
    assert "pending" not in next(asking).messages()[1]["content"]


def test_an_answer_is_waited_for_also_where_it_takes_several_searches(history: History) -> None:
    go_on = threading.Event()

    def held(question: str, *, tell: Tell, **_: object) -> Reply:
        for _ in range(3):
            tell(landed().consulted)
        assert go_on.wait(60)
        return reply(landed(), question)

    asking = Desk(held, lambda: SEARCHED, lambda: IDS, history).ask("anna", "", Order("When, and where?"))
    next(asking)
    assert "Found 3 passages" in next(asking).messages()[1]["content"]
    go_on.set()
    assert "pending" not in next(asking).messages()[1]["content"]


def test_an_answer_that_is_there_at_once_flashes_nothing_up_before_it(desk: Desk) -> None:
    assert len(list(desk.ask("anna", "", Order("When?")))) == 2


def test_an_answer_is_kept_also_where_nobody_waits_for_it(desk: Desk) -> None:
    asking = desk.ask("anna", "", Order("When?"))
    begun = next(asking)
    asking.close()
    *_, again = desk.ask("anna", begun.id, Order("When?"))
    assert again.id == begun.id


def test_a_follow_up_is_asked_with_what_was_said_before(desk: Desk, ask: FakeAsk) -> None:
    asked(desk, "When?", "And then?")
    (_, nothing), (question, (turn,)) = ask.asked
    assert (nothing, question) == ([], "And then?")
    assert (turn.question, turn.answer) == ("When?", landed().text)


def test_the_sources_of_every_answer_are_kept_apart(desk: Desk) -> None:
    shown = asked(desk, "When?", "And then?").sources()
    assert shown.count('<section class="sources"') == 2
    assert 'id="c1-1"' in shown and 'id="c2-1"' in shown


def test_a_conversation_without_answers_has_no_sources(desk: Desk) -> None:
    assert Conversation().sources() == next(iter(desk.ask("anna", "", Order("When?")))).sources() == ""


@pytest.mark.parametrize("question", ["", "   \n", "???", "x" * 100_000])
def test_what_is_no_question_gets_one_sentence_and_is_neither_asked_nor_kept(
    desk: Desk, ask: FakeAsk, question: str
) -> None:
    shown = asked(desk, question)
    assert "notice" in shown.messages()[-1]["content"]
    assert (ask.asked, desk.history.headings("anna")) == ([], [])


def test_a_question_of_the_greatest_length_is_asked(desk: Desk, ask: FakeAsk) -> None:
    asked(desk, "x" * MAX_QUESTION_CHARS)
    assert len(ask.asked) == 1


def test_a_refused_question_is_no_part_of_the_history(desk: Desk, ask: FakeAsk) -> None:
    asked(desk, "When?", "x" * 100_000, "", "And then?")
    assert [turn.question for turn in ask.asked[-1][1]] == ["When?"]


def test_an_expected_failure_is_shown_as_a_sentence(history: History) -> None:
    def missing(question: str, **options: object) -> Reply:
        raise IndexMissing("there is no index here")

    shown = asked(Desk(missing, lambda: SEARCHED, lambda: IDS, history), "When?").messages()[-1]["content"]
    assert shown.startswith('<div class="notice">There is no index here&#46;<p class="acts">')


def test_after_an_unforeseen_failure_its_question_and_no_other_is_said_to_have_gone_wrong(history: History) -> None:
    def fail(question: str) -> Answer:
        raise RuntimeError("a fault that nobody foresaw")

    desk = Desk(FakeAsk(fail), lambda: SEARCHED, lambda: IDS, history)
    begun = next(iter(desk.ask("anna", "", Order("When?"))))
    with pytest.raises(RuntimeError):
        list(desk.ask("anna", begun.id, Order("And then?")))
    _, waiting, _, failed = desk.shown("anna", begun.id).messages()
    assert "pending" in waiting["content"] and "Something went wrong" in failed["content"]


@pytest.mark.parametrize("fault", [IndexMissing("there is no index here"), RuntimeError("nobody foresaw")])
def test_a_question_that_failed_keeps_the_filters_that_were_chosen_for_it(history: History, fault: Exception) -> None:
    def fail(question: str) -> Answer:
        raise fault

    desk = Desk(FakeAsk(fail), lambda: SEARCHED, lambda: IDS, history)
    for filters in ({"source": "<i>"}, {}, None):
        begun = next(asking := desk.ask("anna", "", json.dumps({"question": "When?", "filters": filters})))
        with suppress(RuntimeError):
            list(asking)
        shown = desk.shown("anna", begun.id).messages()[-1]["content"]
        assert ('class="notice given"' in shown) == (filters is not None)
        assert ('<span class="value"><i></span>' in unescape(shown)) == bool(filters) and "<i>" not in shown


def test_a_question_that_was_stopped_keeps_the_filters_that_were_chosen_for_it(history: History) -> None:
    desk, go_on = held(history)
    asking = desk.ask("anna", "", json.dumps({"question": "When?", "filters": {"after": "2023-01-01"}}))
    begun = next(asking)
    next(asking)
    stopped = desk.stop("anna", begun.id).messages()[-1]["content"]
    assert 'class="notice given"' in stopped and "2023" in stopped
    go_on.set()


def test_an_answer_that_was_not_waited_for_does_not_come_after_all(desk: Desk) -> None:
    asking = desk.ask("anna", "", Order("When?"))
    begun = next(asking)
    desk.stop("anna", begun.id)
    assert "Stopped" in next(asking).messages()[-1]["content"]


def test_who_stops_an_answer_waits_for_it_no_longer(history: History) -> None:
    desk, go_on = held(history)
    asking = desk.ask("anna", "", Order("When?"))
    begun = next(asking)
    assert "Found" in next(asking).messages()[-1]["content"]
    desk.stop("anna", begun.id)
    assert ["Stopped" in shown.messages()[-1]["content"] for shown in asking] == [True]
    go_on.set()


def test_a_page_that_was_opened_meanwhile_learns_that_an_answer_was_stopped(history: History) -> None:
    go_on = threading.Event()

    def held(question: str) -> Answer:
        assert go_on.wait(60)
        return landed()

    desk = Desk(FakeAsk(held), lambda: SEARCHED, lambda: IDS, history)
    begun = next(asking := desk.ask("anna", "", Order("When?")))
    next(asking)
    opening = desk.opened("anna", begun.id)
    assert "pending" in next(opening).messages()[-1]["content"]
    desk.stop("anna", begun.id)
    assert "Stopped" in next(opening).messages()[-1]["content"]
    go_on.set()


def test_an_answer_that_comes_the_moment_its_page_is_opened_is_shown(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def held(question: str) -> Answer:
        assert go_on.wait(60)
        return landed()

    desk = Desk(FakeAsk(held), lambda: SEARCHED, lambda: IDS, history)
    begun = next(asking := desk.ask("anna", "", Order("When?")))
    next(asking)
    read = history.conversation

    def read_just_before(visitor: str, conversation: str) -> tuple[Exchange, ...]:
        kept = read(visitor, conversation)
        monkeypatch.undo()
        go_on.set()
        assert len(list(asking)) == 1
        return kept

    monkeypatch.setattr(history, "conversation", read_just_before)
    *_, shown = desk.opened("anna", begun.id)
    assert "set down" in shown.messages()[-1]["content"]


def test_a_question_that_the_server_never_answered_is_not_pending_for_ever(desk: Desk) -> None:
    begun = next(iter(desk.ask("anna", "", Order("When?"))))
    assert "pending" not in next(desk.opened("anna", begun.id)).messages()[-1]["content"]


def test_a_page_that_is_opened_while_an_answer_is_made_shows_it_once_it_is_there(history: History) -> None:
    desk, go_on = held(history)
    asking = desk.ask("anna", "", Order("When?"))
    begun = next(asking)
    assert "Found" in next(asking).messages()[-1]["content"]
    opening = desk.opened("anna", begun.id)
    assert "pending" in next(opening).messages()[-1]["content"]
    go_on.set()
    assert "set down" in next(opening).messages()[-1]["content"]
    assert list(opening) == []


def test_a_declined_answer_is_part_of_the_history(history: History) -> None:
    ask = FakeAsk(lambda question: declined())
    asked(Desk(ask, lambda: SEARCHED, lambda: IDS, history), "When?", "And then?")
    assert [turn.question for turn in ask.asked[-1][1]] == ["When?"]


def test_a_long_conversation_shows_its_end_and_uses_no_number_twice(desk: Desk) -> None:
    shown = asked(desk, *["When?"] * (MAX_EXCHANGES + 2))
    assert [exchange.number for exchange in shown.exchanges] == list(range(3, MAX_EXCHANGES + 3))


def test_a_question_in_the_place_of_one_that_is_shown_no_longer_is_asked_at_the_end(desk: Desk) -> None:
    before = asked(desk, *["When?"] * (MAX_EXCHANGES + 1))
    *_, after = desk.ask("anna", before.id, json.dumps({"question": "Where?", "replaces": 1}))
    assert [(e.number, e.question) for e in after.exchanges[-2:]] == [(31, "When?"), (32, "Where?")]
    assert "answer" in after.messages()[-1]["content"]
    *_, after = desk.ask("anna", before.id, json.dumps({"question": "Who?", "replaces": 3}))
    assert (after.exchanges[0].number, after.exchanges[0].question) == (3, "Who?")


# ------------------------------------------------------------------------------------------------------------- orders


def test_an_order_takes_the_place_of_an_exchange_and_builds_on_those_before_it(desk: Desk, ask: FakeAsk) -> None:
    before = asked(desk, "One?", "Two?", "Three?")
    *_, after = desk.ask("anna", before.id, json.dumps({"question": "Another?", "replaces": 2}))
    assert [e.question for e in after.exchanges] == ["One?", "Another?", "Three?"]
    assert [turn.question for turn in ask.asked[-1][1]] == ["One?"]


def test_an_order_with_filters_keeps_dates_from_being_inferred(desk: Desk, ask: FakeAsk) -> None:
    list(desk.ask("anna", "", json.dumps({"question": "When?", "filters": {"after": "2023-01-01", "source": ""}})))
    list(desk.ask("anna", "", json.dumps({"question": "When?", "filters": {}})))
    list(desk.ask("anna", "", json.dumps({"question": "When?"})))
    after = read_order('{"question": "When?", "filters": {"after": "2023-01-01"}}').filters
    assert ask.filters == [(after, False), (Filters(), False), (Filters(), True)]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"question": 3}', '{"question": "a", "replaces": "b"}', '{"question": "a", "filters": [1]}',
     '{"question": "a", "filters": {"after": "soon"}}', '{"question": "a", "filters": {"source": {"a": 1}}}', "[" * 9999],
)  # fmt: skip
def test_an_order_that_cannot_be_read_gets_one_sentence(desk: Desk, ask: FakeAsk, text: str) -> None:
    (shown,) = desk.ask("anna", "", text)
    assert "cannot be read" in shown.messages()[-1]["content"]
    assert ask.asked == []


def test_the_panel_of_what_was_asked_again_comes_last_until_something_else_is_asked(desk: Desk) -> None:
    def panels(shown: Conversation) -> list[str]:
        return re.findall(r'class="sources" id="(\w+)"', shown.sources())

    before = asked(desk, "One?", "Two?", "Three?")
    *_, again = desk.ask("anna", before.id, json.dumps({"question": "One?", "replaces": 1}))
    assert (panels(before), panels(again)) == (["t1", "t2", "t3"], ["t2", "t3", "t1"])
    *_, after = desk.ask("anna", before.id, Order("Four?"))
    assert panels(after) == ["t1", "t2", "t3", "t4"]


# ------------------------------------------------------------------------------------------------------------ visitors


def test_nobody_goes_on_with_a_conversation_of_another(desk: Desk, ask: FakeAsk) -> None:
    of_anna = asked(desk, "My secret?")
    *_, of_boris = desk.ask("boris", of_anna.id, Order("When?"))
    assert of_boris.id != of_anna.id
    assert ask.asked[-1][1] == []
    assert list(desk.opened("boris", of_anna.id)) == [Conversation()]


def test_an_answer_leaves_with_the_article_that_it_rested_on(history: History, ask: FakeAsk) -> None:
    conversation = asked(Desk(ask, lambda: SEARCHED, lambda: IDS, history), "When?")
    later = Desk(ask, lambda: Searched(name="000008"), lambda: [LAUNCH.id, ICE.id], history)
    (opened,) = later.opened("anna", conversation.id)
    assert "has left the index" in opened.messages()[-1]["content"]
    assert opened.sources() == ""
    assert opened.exchanges[0].reply is None and opened.exchanges[0].said is None


def test_an_answer_that_was_made_while_its_article_left_is_withdrawn_at_once(history: History) -> None:
    desk = Desk(FakeAsk(), lambda: Searched(name="000008"), lambda: [LAUNCH.id, ICE.id], history)
    desk.withdraw()
    assert "has left the index" in asked(desk, "When?").messages()[-1]["content"]


def test_with_each_generation_everybody_is_told_once_which_articles_there_are(history: History, ask: FakeAsk) -> None:
    told: list[object] = []
    desk = Desk(ask, lambda: SEARCHED, lambda: IDS, history, forget=told.append)
    desk.withdraw()
    desk.withdraw()
    assert told == [frozenset(IDS)]


def test_an_article_opened_from_an_answer_shows_lightly_what_the_conversation_quotes_of_it_besides(desk: Desk) -> None:
    first, second = (e.answer or "" for e in asked(desk, "When?", "And then?").exchanges)
    links = [unescape(link) for link in re.findall(r'class="chip" id="a\d-1" href="([^"]+)"', first + second)]
    assert [link.count("&o=") for link in links] == [1, 1]  # [3] of the same answer; the one before cites the same two
    assert "s=74-112&o=126-155" in links[0]


def test_so_does_one_opened_from_a_source_and_what_was_only_consulted(desk: Desk) -> None:
    first, second = (e.sources or "" for e in asked(desk, "When?", "And then?").exchanges)
    links = [re.findall(r'class="open" href="([^"]+)"', panel) for panel in (first, second)]
    assert links[0] == links[1]  # the second quotes the same, and a link marks nothing twice
    assert [unescape(link).count("s=") for link in links[0]] == [2, 1, 0]
    assert not any("&o=" in unescape(link) for link in links[0])
    elsewhere = Quoted("space/landing", landed().citations[0].content_hash, (0, 5))
    panel = sources_html(reply(landed()), 1, [elsewhere])
    assert unescape(panel).count("&o=0-5") == 1


def test_an_answer_is_withdrawn_with_any_article_that_it_shows_something_of() -> None:
    first, *rest = landed().citations
    beside = replace(
        first,
        correction=Correction("correcting", "It was another", None, 0, 2, "It"),
        copies=(CopyOf("copy", "The same", None, None, 0, 2),),
        earlier_version=CopyOf("earlier", "Before", None, None, 0, 2),
    )
    shown = replace(reply(landed(), "When?"), relaxations=(Relaxation("dates", Filters(), "nearest", "Nearest"),))
    shown = replace(shown, answer=replace(shown.answer, citations=(beside, *rest)))
    said_before = [{"citations": [{"article_id": "named before"}]}]
    assert articles_of(shown, said_before) >= {"correcting", "copy", "earlier", "nearest", first.article_id}
    assert "named before" not in articles_of(shown, said_before)
    assert "named before" in articles_of(replace(shown, resolved_question="When did it land?"), said_before)
