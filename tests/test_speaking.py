"""Who says what is quoted."""

import pytest

from qa.abstain import is_unsure
from qa.composing import compose
from qa.speaking import speaker_in
from tests.test_answering import NEVER, hit


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“You can shine without it,” said the festival's director, Hal Morrow.", "Hal Morrow"),
        ('"I never had a penny of it," Farrant said.', "Farrant"),
        ('Ann Lee, the mayor, said: "No."', "Ann Lee"),
        ('Ann Lee told the Herald: "You can shine."', "Ann Lee"),
        ('"No," said Ann Lee, who lives in Oslo.', "Ann Lee"),
        ("“It is over,” Ann Lee told Reuters.", "Ann Lee"),
        ("“It is over,” Ann Lee said Monday.", "Ann Lee"),
        ("“Why?” she asked Ann Lee.", None),
        ("“We won,” a spokeswoman for Tesla said.", None),
        ("“We won,” the mayor of Oslo said.", None),
        ("On Monday said: “We won.”", None),
        ("“They would have shut the ovens,” she said.", None),
        ("“They would have shut the ovens,” said the owner.", None),
        ("“Ann Lee said no,” they wrote.", None),  # within what is quoted
        ("Ann Lee said nothing.", None),  # nothing is quoted
    ],
)
def test_the_speaker_is_read_off_beside_the_verb(sentence: str, speaker: str | None) -> None:
    found = speaker_in(sentence)
    assert (sentence[slice(*found)] if found else None) == speaker


NO_WORD_OF_HIS = hit("Ann Lee said Bo Bering should resign over the dam. Bering’s hopes of a dam ended.", [0.1, 0.1])


def test_what_others_say_of_somebody_is_not_what_they_said() -> None:
    assert not compose("What does Bo Bering think of the dam?", [NO_WORD_OF_HIS], NEVER).answered


BERING = hit("Bo Ek swam. Ann Bering, of Lund, points out that 86 eels are few.", [0.1, 0.1])


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("What does Ann Bering think of the finding?", True),
        ("What did Ann Bering say about eels?", True),
        ("And what does Bering argue?", True),
        ("What does Ann Bering think of taxes?", False),
        ("What does Bo Ek think of the finding?", False),  # he is named and says nothing
        ("What did Ann Bering eat?", False),
    ],
)
def test_a_declined_question_of_what_somebody_said_is_answered_with_doubt_by_where_they_speak(
    question: str, answered: bool
) -> None:
    answer = compose(question, [BERING], NEVER)
    assert (answer.answered, [one.quote[:10] for one in answer.citations]) == (answered, ["Ann Bering"] * answered)
    assert not answered or is_unsure(answer)


@pytest.mark.parametrize("unit", ["Ann ", "Aa ", "A-", "said ", "said the x, ", "“", "Ann Lee, a b, ", "A, "])
def test_a_long_sentence_costs_little(unit: str) -> None:
    speaker_in("“x” " + unit * 5_000)
