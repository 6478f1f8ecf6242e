from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import build_postings, combine_postings, query_terms, term_keys, terms

TEXTS = st.lists(st.lists(st.sampled_from(["ship", "sea", "storm", "port"]), max_size=5), max_size=8)


def occurrences(texts: list[list[str]], term: str) -> list[int]:
    return [row for row, words in enumerate(texts) for word in words if word == term]


def test_words_are_folded_stemmed_and_stripped_of_stop_words() -> None:
    assert terms("The cafés were closing") == terms("cafe were closed")


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert terms("中国人民 2020") == ["2020", "中国", "国人", "人民"]


def test_the_word_who_asks_and_the_name_who_is_looked_for() -> None:
    assert query_terms("Who leads the WHO?") == ["lead", "who"]
    assert query_terms("who leads it") == ["lead"]


@given(TEXTS)
def test_postings_list_each_occurrence_by_row(texts: list[list[str]]) -> None:
    postings = build_postings(texts)
    asked = ("ship", "sea", "storm", "port", "absent")
    for term, rows in zip(asked, postings.of_each(term_keys(asked)), strict=True):
        assert rows.tolist() == occurrences(texts, term)
    assert postings.lengths(len(texts)).tolist() == [len(words) for words in texts]


@given(TEXTS, TEXTS, st.data())
def test_combined_postings_equal_those_of_the_kept_texts(
    one: list[list[str]], two: list[list[str]], data: st.DataObject
) -> None:
    kept = [data.draw(st.lists(st.booleans(), min_size=len(t), max_size=len(t))) for t in (one, two)]
    counter, maps = 0, []
    for flags in kept:
        maps.append(np.array([(counter := counter + 1) - 1 if flag else -1 for flag in flags], dtype=np.int32))
    combined = combine_postings([(build_postings(one), maps[0]), (build_postings(two), maps[1])])
    alive = [
        t for texts, flags in zip((one, two), kept, strict=True) for t, flag in zip(texts, flags, strict=True) if flag
    ]
    expected = build_postings(alive)
    assert combined.keys.tolist() == expected.keys.tolist()
    assert combined.starts.tolist() == expected.starts.tolist()
    assert combined.rows.tolist() == expected.rows.tolist()


def test_no_word_of_a_text_is_stored() -> None:
    stored = build_postings([terms("Zanzibar harbour")])
    data = stored.keys.tobytes() + stored.rows.tobytes() + stored.starts.tobytes()
    assert b"zanzibar" not in data.lower() and b"harbour" not in data.lower()
    assert Counter(stored.rows.tolist()) == {0: 2}
