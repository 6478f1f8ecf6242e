"""Who somebody is, where a sentence says it beside the name, is answered however unsure the search is."""

import pytest

from qa.composing import compose
from tests.test_answering import NEVER, hit


@pytest.mark.parametrize(
    ("sentence", "answered"),
    [
        ("“We drive for nothing,” said the union's secretary, Moira Vik.", True),
        ("The novelist Moira Vik cannot swim.", True),
        ("Moira Vik, a former judge, will hear both sides.", True),
        ("In the evening, Moira Vik was seen in Oslo.", False),
        ("The paper said that Moira Vik was late.", False),
    ],
)
def test_who_is_described_beside_the_name_is_told(sentence: str, answered: bool) -> None:
    answer = compose("Who is Moira Vik?", [hit(f"It rained. {sentence}", [0.9, 0.1])], NEVER)
    assert answer.answered == answered
    assert [citation.quote for citation in answer.citations] == [sentence] * answered


def test_another_question_on_somebody_who_is_described_stays_declined() -> None:
    assert not compose("Where is Moira Vik?", [hit("Moira Vik, a judge, left.", [0.9])], NEVER).answered
