import pytest

from index.errors import IndexMissing
from qa.answering import MAX_QUESTION_CHARS
from qa.records import Reply
from tests.web_examples import SEARCHED, FakeAsk, Searched, declined, landed
from web.conversation import (
    MAX_EXCHANGES,
    Conversation,
    messages,
    searched,
    sources,
    with_answer,
    with_failure,
    with_question,
)


def status() -> Searched:
    return SEARCHED


def asked(*questions: str, ask: FakeAsk | None = None) -> Conversation:
    conversation: Conversation = ()
    for question in questions:
        conversation = with_answer(with_question(conversation, question), question, ask or FakeAsk(), status)
    return conversation


def test_a_question_is_shown_before_its_answer_is_there() -> None:
    user, assistant = messages(with_question((), "When?"))
    assert (user["role"], assistant["role"]) == ("user", "assistant")
    assert "When?" in user["content"] and "pending" in assistant["content"]


def test_a_follow_up_is_asked_with_what_was_said_before() -> None:
    ask = FakeAsk()
    asked("When?", "And then?", ask=ask)
    (_, nothing), (question, (turn,)) = ask.asked
    assert (nothing, question) == ([], "And then?")
    assert (turn.question, turn.answer) == ("When?", landed().text)


def test_the_sources_of_every_answer_are_kept_apart() -> None:
    shown = sources(asked("When?", "And then?"))
    assert shown.count('<section class="sources"') == 2
    assert 'id="c1-1"' in shown and 'id="c2-1"' in shown


def test_a_conversation_without_answers_has_no_sources() -> None:
    assert sources(()) == sources(with_question((), "When?")) == ""


@pytest.mark.parametrize("question", ["", "   \n", "???"])
def test_an_empty_question_gets_one_sentence_and_is_not_asked(question: str) -> None:
    ask = FakeAsk()
    shown = messages(asked(question, ask=ask))[-1]
    assert "There is no question" in shown["content"]
    assert ask.asked == []


def test_an_overlong_question_gets_one_sentence_and_is_neither_asked_nor_shown_whole() -> None:
    ask = FakeAsk()
    user, notice = messages(asked("x" * 100_000, ask=ask))
    assert "100,000 characters" in notice["content"]
    assert len(user["content"]) < 400
    assert ask.asked == []


def test_a_question_of_the_greatest_length_is_asked() -> None:
    ask = FakeAsk()
    asked("x" * MAX_QUESTION_CHARS, ask=ask)
    assert len(ask.asked) == 1


def test_a_refused_question_is_no_part_of_the_history() -> None:
    ask = FakeAsk()
    asked("When?", "x" * 100_000, "", "And then?", ask=ask)
    assert [turn.question for turn in ask.asked[-1][1]] == ["When?"]


def test_the_notice_on_an_empty_question_leaves_with_the_next_question() -> None:
    assert len(messages(asked("When?", "", "", "And then?"))) == 4


def test_an_expected_failure_is_shown_as_a_sentence() -> None:
    def ask(question: str, **options: object) -> Reply:
        raise IndexMissing("there is no index here")

    shown = messages(with_answer(with_question((), "When?"), "When?", ask, status))[-1]["content"]
    assert shown == '<div class="notice">There is no index here&#46;</div>'


def test_after_an_unforeseen_failure_nothing_is_left_pending() -> None:
    failed = with_failure(with_question(asked("When?"), "And then?"))
    assert "pending" not in messages(failed)[-1]["content"]
    assert [exchange.turn is None for exchange in failed] == [False, True]


def test_a_declined_answer_is_part_of_the_history() -> None:
    ask = FakeAsk(lambda question: declined())
    asked("When?", "And then?", ask=ask)
    assert [turn.question for turn in ask.asked[-1][1]] == ["When?"]


def test_a_long_conversation_forgets_its_beginning_and_uses_no_number_twice() -> None:
    conversation = asked(*["When?"] * (MAX_EXCHANGES + 2))
    assert [exchange.number for exchange in conversation] == list(range(3, MAX_EXCHANGES + 3))


def test_what_is_searched_is_said_also_when_it_cannot_be_told() -> None:
    def missing() -> Searched:
        raise IndexMissing("no index here")

    assert searched(status).startswith("3 articles")
    assert "No index here" in searched(missing)
