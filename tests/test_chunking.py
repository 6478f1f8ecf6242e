import itertools
import re
import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.chunking import chunk, embedded_text
from index.records import Article, Passage
from index.sentences import sentences


def words(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", text)]


def article(text: str, **fields: object) -> Article:
    return Article("a", "A title", text, **fields)  # type: ignore[arg-type]


def test_sentences_are_packed_up_to_the_budget_and_never_cut() -> None:
    text = "One two three. Four five. Six seven eight nine. Ten."
    passages = [c.passage.text for c in chunk(article(text), words, passage_tokens=5)]
    assert passages == ["One two three. Four five.", "Six seven eight nine. Ten."]


def test_a_sentence_over_the_budget_is_cut_at_white_space() -> None:
    text = " ".join(["word"] * 400) + "."
    chunks = chunk(article(text), words, passage_tokens=160)
    assert [len(c.passage.text.split()) for c in chunks] == [160, 160, 80]
    assert " ".join(c.passage.text for c in chunks) == text


def test_an_article_without_text_has_no_passage() -> None:
    assert chunk(article(""), words) == []


def test_the_embedded_string_carries_title_and_date_and_the_passage_does_not() -> None:
    told = article("It rained.", published=date(2023, 8, 21))
    passage = Passage("a", 0, 10, "It rained.")
    text, start = embedded_text(told, passage)
    assert text == "A title, 21 August 2023\nIt rained."
    assert text[start:] == passage.text


TEXTS = st.text(alphabet='ab é🙂中。.!?\n"שA', max_size=300).map(lambda t: unicodedata.normalize("NFC", t))


@given(TEXTS)
def test_passages_are_exact_spans_and_every_sentence_is_in_exactly_one(text: str) -> None:
    told = article(text)
    chunks = chunk(told, words, passage_tokens=6)
    assert all(text[c.passage.start : c.passage.end] == c.passage.text for c in chunks)
    assert all(a.passage.end <= b.passage.start for a, b in itertools.pairwise(chunks))
    assert [span for c in chunks for span in c.sentences] == sentences(text)
