"""What somebody said, told from what others say of them."""

import pytest

from qa.abstain import is_unsure
from qa.composing import compose
from tests.test_answering import ALWAYS, NEVER, hit

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


OF_BERING = (
    "“I have not met Bo Bering in years, about the dam or anything,” she wrote. Bo Bering, the mayor, said that the dam "
    "will hold."
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did Bo Bering say about the dam?", "Bo Bering, the"),
        ("And what has Bering written about the dam?", "Bo Bering, the"),
        ("Who met Bo Bering about the dam?", "“I have not me"),
    ],
)
def test_what_another_is_quoted_with_of_somebody_does_not_lead_to_what_they_said(question: str, first: str) -> None:
    found = hit(OF_BERING, [0.9, 0.1])
    assert compose(question, [found], ALWAYS).citations[0].quote.startswith(first)


def test_where_nothing_but_the_words_of_others_is_found_they_are_quoted() -> None:
    found = hit("“I have not met Bo Bering in years,” she wrote.", [0.9])
    assert compose("What did Bo Bering say?", [found], ALWAYS).answered
