import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    assert cut("Ms. Ito met Dr. Roe. They spoke.") == ["Ms. Ito met Dr. Roe.", "They spoke."]


def test_a_blank_line_ends_a_sentence_and_a_single_line_break_does_not() -> None:
    assert cut("A headline\n\nThe first line\nruns on. Done.") == ["A headline", "The first line\nruns on.", "Done."]


def test_a_headline_does_not_run_on_into_the_line_that_says_who_wrote_it_and_when() -> None:
    assert cut("Baths to reopen\nBy Ann Lee, 12 March 2024\nHarbour Post\n\nThe council\nvoted.") == [
        "Baths to reopen",
        "By Ann Lee, 12 March 2024",
        "Harbour Post",
        "The council\nvoted.",
    ]
    assert cut("The deal was signed on\n12 March 2024\nin Oslo.") == ["The deal was signed on\n12 March 2024\nin Oslo."]


def test_figures_with_points_stay_whole() -> None:
    assert cut("Prices rose 3.5 percent. Wages fell.") == ["Prices rose 3.5 percent.", "Wages fell."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 15. September begann die Messe.",
        "15. September 2024 war ein Sonntag.",
        "Sie endete Freitag, 4. Oktober.",
        "Vom 3. bis 5. Mai war geschlossen.",
        "Zwischen dem 3. und\n5. April wurde gebaut.",
        "Den 15. september begyndte arbejdet.",
        "Le 1. mars tout change.",
        "Messut alkavat 15. syyskuuta.",
    ],
)
def test_the_number_of_a_day_ends_no_sentence_in_a_text_of_unknown_language(sentence: str) -> None:
    assert cut(f"{sentence} Dann kam der Winter.") == [sentence, "Dann kam der Winter."]


@pytest.mark.parametrize("start", ["September came.", "April rain fell.", "May we?", "March on!", "Mars is red."])
def test_a_number_ends_a_sentence_before_what_need_not_be_its_month(start: str) -> None:
    assert cut(f"She lived in room 15. {start}")[0] == "She lived in room 15."


@given(st.text(alphabet="aé 中。.!?\n\t\"'»🙂ا؟M", max_size=120))
def test_the_spans_hold_all_that_is_not_white_space_in_order_and_without_overlap(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
