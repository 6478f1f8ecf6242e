"""Whom "he", "she" and a lone surname stand for in a follow-up, and what is nobody."""

import pytest

from qa.followups import resolve
from qa.records import Turn
from tests.test_followups import check


def test_he_is_no_woman_of_a_known_name() -> None:
    turn = Turn("Where did Maria Holt meet Peter Vos?", "They met in Ghent. [1]")
    assert resolve("how old was he?", [turn]) == "how old was Peter Vos?"
    assert resolve("how old was she?", [turn]) == "how old was Maria Holt?"


def test_she_is_no_captain_of_a_mans_name() -> None:
    said = Turn("Who is Peter Holm?", "Captain Peter Holm will bring the ferry in on Friday.")
    assert "Holm" not in resolve("What did she say?", [said]).partition("(")[0]


def test_it_is_nobody_who_was_asked_what_he_said() -> None:
    said = Turn("What did Hale say about the deck?", "“The deck is tired,” he said. “You cannot patch it.”")
    assert resolve("How much did it cost?", [said]) == "How much did the deck cost (Hale)?"


def test_it_is_not_whom_he_stands_for_by_another_name() -> None:
    said = Turn("Is Bo Hale in Ghent?", "The builder Bo Hale has sold the Corin Bridge. [1]")
    assert resolve("What does he say about it?", [said]) == "What does Bo Hale say about the Corin Bridge?"


def test_he_is_no_place_that_an_office_is_of() -> None:
    said = Turn("Who is the mayor?", "Ruth Holm was elected mayor of Karsund on Tuesday.")
    assert "Karsund" not in resolve("When was he elected?", [said])


def test_she_is_no_sir_and_he_is_no_lady() -> None:
    turn = Turn("Where did Sir Peter Vos meet Lady Holt?", "They met in Ghent. [1]")
    assert resolve("how old was she?", [turn]) == "how old was Lady Holt?"
    assert resolve("how old was he?", [turn]) == "how old was Sir Peter Vos?"


@pytest.mark.parametrize("answer", ["Mr Vandal paid it in 2022. [1]", "The price was paid in 2022. [1]"])
def test_it_is_nobody_of_whom_the_talk_was_as_a_person(answer: str) -> None:
    history = [Turn("When did Vandal buy Tallis?", answer), Turn("how much did he pay?", "A million. [1]")]
    assert resolve("who runs it now?", history) == "who runs Tallis now?"


def test_whom_the_answer_names_takes_no_things_place() -> None:
    turn = Turn("Who is the prime minister of Sardenia?", "Parliament chose Marta Lenz, after Jonas Weil gave up. [1]")
    check(turn, "What about Weil?", "what about Jonas Weil (Marta Lenz, the prime minister of Sardenia)?")


def test_who_is_called_by_what_he_does_is_a_person() -> None:
    turn = Turn("Who was Edda Holm married to?", "Her husband, the organ builder Piet Holm, died in 2003. [1]")
    check(turn, "When did he die?", "When did Piet Holm die?")


def test_a_person_is_called_by_the_whole_name_and_not_as_the_answer_described_them() -> None:
    turn = Turn("Who mediated?", "They accepted the former judge Helen Sorley as mediator. [1]")
    check(turn, "What did she say?", "What did Helen Sorley say?")
    check(turn, "What is her view?", "What is Helen Sorley's view?")
    check(Turn("Who mediated?", "They accepted Judge Sorley. [1]"), "What did she say?", "What did Judge Sorley say?")


def test_she_is_no_company() -> None:
    turn = Turn("Who heads Nordwind?", "Nordwind Foods put its finance director, Grace Ek, in charge. [1]")
    check(turn, "And before her?", "Who heads Nordwind before Grace Ek?")


def test_he_is_nobody_whom_the_talk_has_called_she() -> None:
    said = [
        Turn("Who is Robin Holm?", "Robin Holm leads the bank. [1]"),
        Turn("How old is she?", "Robin Holm, 61, did. [1]"),
    ]
    assert "Holm" not in resolve("How did he vote?", said).partition("(")[0]
    assert resolve("How did she vote?", said) == "How did Robin Holm vote?"


def test_there_is_no_person_of_a_place_and_nobodys_factory() -> None:
    sold = Turn("Which club did Bo Ek sign for?", "He goes to Ravenna, from Oslo's Piet Vos. [1]")
    assert "Vos" not in resolve("How much will Bo Ek earn there?", [sold])
    closing = Turn("When will Nordlys close its Odense factory?", "It will close in June. [1]")
    assert "in its" not in resolve("Who is the mayor there?", [closing])


def test_later_stands_in_the_place_of_at_first() -> None:
    check(
        Turn("How much did Orrin offer at first?", "$4.6 billion. [1]"), "And later?", "How much did Orrin offer later?"
    )
    check(
        Turn("How much did Orrin offer?", "$4.6 billion. [1]"),
        "And before that?",
        "How much did Orrin offer before that?",
    )
