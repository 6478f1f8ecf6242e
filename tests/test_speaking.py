"""Who says what is quoted."""

import pytest

from qa.speaking import speaker_in


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“You can shine without it,” said the festival's director, Hal Morrow.", "Hal Morrow"),
        ('"I never had a penny of it," Farrant said.', "Farrant"),
        ('Ann Lee, the mayor, said: "No."', "Ann Lee"),
        ('Ann Lee told the Herald: "You can shine."', "Ann Lee"),
        ('"No," said Ann Lee, who lives in Oslo.', "Ann Lee"),
        ("“They would have shut the ovens,” she said.", None),
        ("“They would have shut the ovens,” said the owner.", None),
        ("“Ann Lee said no,” they wrote.", None),  # within what is quoted
        ("Ann Lee said nothing.", None),  # nothing is quoted
    ],
)
def test_the_speaker_is_read_off_beside_the_verb(sentence: str, speaker: str | None) -> None:
    found = speaker_in(sentence)
    assert (sentence[slice(*found)] if found else None) == speaker


@pytest.mark.parametrize("unit", ["Ann ", "said ", "said the x, ", "“", "Ann Lee, a b, ", "A, "])
def test_a_long_sentence_costs_little(unit: str) -> None:
    speaker_in("“x” " + unit * 5_000)
