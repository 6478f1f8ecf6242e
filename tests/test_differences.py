import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article
from qa.provenance.differences import MAX_CHARS, Fate, field_changes, text_changes

STORY = Article("a", "Ferries", "The mayor promised twelve ferries. Nobody believed it. The harbour stayed shut.")


def edited(text: str) -> Article:
    return replace(STORY, text=text)


def test_a_changed_word_is_told_within_its_sentence() -> None:
    (place,) = text_changes(STORY, edited(STORY.text.replace("twelve", "two"))) or []
    assert place == [
        (Fate.SAME, "The mayor promised "),
        (Fate.GONE, "twelve"),
        (Fate.NEW, "two"),
        (Fate.SAME, " ferries."),
    ]


def test_a_new_sentence_and_a_lost_one_are_told_as_wholes() -> None:
    after = edited(STORY.text.replace("Nobody believed it. ", "") + " Corrected in May.")
    assert text_changes(STORY, after) == [[(Fate.GONE, "Nobody believed it.")], [(Fate.NEW, "Corrected in May.")]]


def test_another_sentence_in_its_place_is_not_mixed_with_it() -> None:
    (place,) = text_changes(STORY, edited(STORY.text.replace("Nobody believed it.", "Reporters were amused."))) or []
    assert place == [(Fate.GONE, "Nobody believed it."), (Fate.NEW, "Reporters were amused.")]


def test_other_line_breaks_are_no_change() -> None:
    assert text_changes(STORY, edited(STORY.text.replace(". ", ".\n\n"))) == []


def test_fields_that_differ_are_named_in_order() -> None:
    after = replace(STORY, title="Two ferries", published=date(2024, 1, 2), author="A. Writer")
    assert [(c.name, c.before, c.after) for c in field_changes(STORY, after)] == [
        ("title", "Ferries", "Two ferries"),
        ("published", None, "2024-01-02"),
        ("author", None, "A. Writer"),
    ]


words = st.lists(st.sampled_from(["one", "two", "three.", "Four", "five!", "\n\n"]), min_size=1, max_size=40)


@given(words, words)
def test_what_is_not_new_stood_before_and_what_is_not_gone_stands_now(before: list[str], after: list[str]) -> None:
    old, new = (Article("a", "A", " ".join(w).strip() or "x") for w in (before, after))
    for place in text_changes(old, new) or []:
        was = "".join(text for fate, text in place if fate is not Fate.NEW)
        now = "".join(text for fate, text in place if fate is not Fate.GONE)
        assert was in " ".join(old.text.split()) and now in " ".join(new.text.split())


@pytest.mark.parametrize("text", ["Same. " * 15_000, "word " * 19_000, "".join(f"No {n}. " for n in range(11_000))])
def test_comparing_long_texts_takes_no_time_worth_waiting_for(text: str) -> None:
    started = time.process_time()
    text_changes(
        edited(text.strip()), edited(text[: len(text) // 2].strip() + " Ended. " + text[: len(text) // 3].strip())
    )
    assert time.process_time() - started < 30


def test_texts_beyond_the_limit_are_not_compared() -> None:
    assert text_changes(STORY, edited("x" * MAX_CHARS)) is None
