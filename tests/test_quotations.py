"""Pasted quotations: recognised, found with their exact span though changed a little, and never made up."""

import json
import random
import re
import time
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quotations import drawn, edited, foreign, is_right
from index.records import Article, Filters
from index.search import Searcher
from index.sync import sync
from qa.answering import ask
from qa.lookups.quotations import _Page, align, find_quotation, pasted_quotation, spoken
from qa.records import Answer
from tests.conftest import ROOT, WordEmbedder, silent

TODAY = date(2024, 3, 1)
LETTER = (
    "The council met on Monday. “We will not sell the harbour, not this year and not in ten years,” said Ada Lind, the "
    "mayor. She had been asked three times. Nobody expected the vote to be so close, and the harbour stays with the town."
)
PIER = (
    "The vote was close. “Traders on the east bank,” she said after it, on the steps of the town hall in the rain, “will not "
    "survive two winters without a Café Zoë.” The repairs will cost the town £5 million by the end of next year."
)

SKATING = (
    "Tova Lind, the coach, said that she was to blame. “We should not have gone,” she added. “The ice was thin and we all "
    "knew that.” The match will be played in March."
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The sample corpus and two papers with one story, with an embedder that costs nothing."""
    folder = tmp_path_factory.mktemp("quotations")
    rows = [
        {"id": "late", "title": "Late", "date": "2024-02-02", "text": LETTER},
        {"id": "early", "title": "Early", "date": "2024-02-01", "text": LETTER},
        {"id": "pier", "title": "Council votes to shut the pier for two years", "date": "2024-02-03", "text": PIER},
        {"id": "skating", "title": "Skaters fall", "date": "2024-02-03", "text": SKATING},
    ]
    papers = folder / "papers"
    papers.mkdir()
    (papers / "two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for path in (ROOT / "corpus").rglob("*"):
        if path.is_file():
            (papers / path.parent.name).mkdir(exist_ok=True)
            (papers / path.parent.name / path.name).write_bytes(path.read_bytes())
    embedder = WordEmbedder()
    sync(papers, folder / "index", embedder.identity.name, lambda *_: embedder, progress=silent)
    opened = Searcher(folder / "index", embedder)
    yield opened
    opened.close()


def answer(searcher: Searcher, question: str) -> Answer:
    return ask(question, searcher.search, words=searcher.words, generation="1", today=TODAY).answer


@pytest.mark.parametrize(
    ("question", "quotation"),
    [
        ("Who said “we will not sell the harbour”?", "we will not sell the harbour"),
        ("Who says “we will stay here”?", "we will stay here"),
        ('Where does "nobody expected the vote to be so close" come from?', "nobody expected the vote to be so close"),
        ("who said 'it doesn't look good for us'", "it doesn't look good for us"),
        ("«the harbour stays with the old town»", "the harbour stays with the old town"),
        ("Who said “not today”?", None),
        ("What is “The Old Man and the Sea” about?", "The Old Man and the Sea"),
        ("What is the harbour worth?", None),
        ("Which of the council's members voted for the sale of the harbour and which voted against it?", None),
        (
            "Nobody expected the vote to be so close, and the harbour stays with the town.",
            "Nobody expected the vote to be so close, and the harbour stays with the town.",
        ),
    ],
)
def test_a_quotation_is_told_from_a_question(question: str, quotation: str | None) -> None:
    found = pasted_quotation(question)
    assert (found and found.text) == quotation


def test_a_quotation_is_cited_in_its_sentence_with_its_exact_span(searcher: Searcher) -> None:
    said = answer(searcher, "When was it said: “we will not sell the harbour, not this year”?")
    (cited,) = said.citations
    assert cited.quote.endswith("said Ada Lind, the mayor.") and said.lead == "Found word for word."
    assert cited.short and LETTER[slice(*cited.short)] == "We will not sell the harbour, not this year"


def test_who_said_it_is_answered_by_the_name_beside_it(searcher: Searcher) -> None:
    (cited,) = answer(searcher, "Who said “we will not sell the harbour, not this year”?").citations
    assert cited.short and LETTER[slice(*cited.short)] == "Ada Lind"


def test_who_said_it_is_answered_by_nothing_in_bold_where_nobody_is_named(searcher: Searcher) -> None:
    (cited,) = answer(searcher, "Who said “Traders on the east bank will not survive two winters”?").citations
    assert cited.quote.startswith("“Traders on the east bank,” she said") and cited.short is None


@pytest.mark.parametrize("question", ["Who said “{}”?", "Whose words are “{}”?", "By whom was it said: “{}”?"])
def test_who_is_only_she_beside_a_quotation_is_cited_by_name_from_the_sentence_before(
    searcher: Searcher, question: str
) -> None:
    said = answer(searcher, question.format("The ice was thin and we all knew that"))
    assert [cited.short_text for cited in said.citations] == ["", "Tova Lind"]
    assert said.citations[1].quote == "Tova Lind, the coach, said that she was to blame."
    assert said.text.endswith("she was to blame. [2]")


def test_the_earliest_article_that_has_it_is_cited_and_the_others_are_its_copies(searcher: Searcher) -> None:
    (cited,) = answer(searcher, "“Nobody expected the vote to be so close”").citations
    assert (cited.article_id, [copy.article_id for copy in cited.copies]) == ("early", ["late"])


@pytest.mark.parametrize(
    ("quotation", "among"),
    [
        ("We will sell the harbour, not this year and not in twenty years", ", among them another number."),
        ("She had not been asked three times", ", among them a “not” or its like."),
        ("The repairs will cost the town $5 million by the end of next year", ", among them another currency."),
        ("The repairs will cost the town £5 million by the end of next year", "Found word for word."),
        ("We will not sel the harbor, not this year and not in ten years", " alike)."),
    ],
)
def test_a_change_that_turns_the_meaning_of_a_quotation_is_named(
    searcher: Searcher, quotation: str, among: str
) -> None:
    assert answer(searcher, f"“{quotation}”").lead.endswith(among)


def test_a_quotation_that_its_article_interrupts_is_found_word_for_word(searcher: Searcher) -> None:
    said = answer(searcher, "Where does it say “Traders on the east bank will not survive two winters”?")
    assert said.lead == "Found word for word." and said.citations[0].short
    assert PIER[slice(*said.citations[0].short)].startswith("Traders") and said.citations[0].article_id == "pier"


def test_a_headline_is_not_said_to_be_in_no_article(searcher: Searcher) -> None:
    said = answer(searcher, "“council votes to shut the pier for two years”")
    assert said.lead == "“Council votes to shut the pier for two years” is the title of [1]."
    assert [(cited.article_id, cited.quote) for cited in said.citations] == [("pier", "The vote was close.")]


def test_a_quotation_whose_accents_stand_apart_from_their_letters_is_the_same(searcher: Searcher) -> None:
    said = answer(searcher, unicodedata.normalize("NFD", "“survive two winters without a Café Zoë”"))
    assert said.lead == "Found word for word."


def test_what_was_left_out_of_a_quotation_is_bridged(searcher: Searcher) -> None:
    said = answer(searcher, "“We will not sell the harbour … and not in ten years”")
    assert said.citations[0].short and LETTER[slice(*said.citations[0].short)].endswith("not in ten years")


def test_a_changed_quotation_is_found_and_said_to_be_changed(searcher: Searcher) -> None:
    said = answer(searcher, '"We will not sel the harbor, not this year and not in 10 years"')
    assert said.citations[0].article_id == "early" and said.lead.startswith("Found with small differences")


def test_a_quotation_that_no_article_has_is_said_to_be_in_none(searcher: Searcher) -> None:
    said = answer(searcher, "“We will gladly sell the airport to whoever pays in gold”")
    assert not said.answered and said.text == "This quotation is not in these articles."


def test_a_statement_that_is_no_quotation_is_answered_as_a_question(searcher: Searcher) -> None:
    said = answer(searcher, "I would like to know everything there is about the landing of Chandrayaan on the Moon")
    assert "quotation" not in said.text


def test_quotes_are_found_in_the_sample_corpus_and_foreign_ones_are_not(searcher: Searcher) -> None:
    rng = random.Random(3)
    articles = [searcher.words.article(one.id) for one in searcher.words.entries(Filters()) if one.id != "pier"]
    stream = drawn(articles, rng)
    quotes = [next(stream) for _ in range(25)]
    exact = changed = made_up = 0
    for quote in quotes:
        text = quote[0].text[quote[1] : quote[2]]
        exact += is_right(find_quotation(text, searcher.words, Filters()), quote)
        changed += is_right(find_quotation(edited(text, rng), searcher.words, Filters()), quote)
        made_up += bool(find_quotation(foreign(text, rng.choice(articles).text, rng), searcher.words, Filters()))
    assert (exact, made_up) == (25, 0) and changed >= 23  # .96 of 150 with python -m bench.quotations


@pytest.mark.parametrize("text", ["“It’s over,” he said.", "Ça va? שלום עולם, said 🙂 the man.", "One. One. One."])
def test_a_whole_text_is_its_own_quotation(text: str) -> None:
    page = _Page(Article("a", "A", f"Before it. {text} After it."))
    found = align(text, page, _Page.exact)
    assert found and found.likeness == 1


def test_filters_bind_quotations_too(searcher: Searcher) -> None:
    found = find_quotation("Nobody expected the vote to be so close", searcher.words, Filters(after=date(2024, 2, 2)))
    assert [place.article.id for place in found] == ["late"]


def test_a_title_in_quotation_marks_is_no_quotation() -> None:
    assert pasted_quotation('Who released "The Old Bridge and the Ships of Karsund" first?') is None


@given(st.text('“”"«»„a', max_size=14))
def test_what_is_spoken_agrees_with_the_definition(text: str) -> None:
    expected = re.finditer(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]", text)
    assert spoken(text) == [found.span() for found in expected]


def test_marks_that_nothing_closes_cost_little() -> None:
    began = time.process_time()
    assert spoken("“«" * 100_000) == []
    assert time.process_time() - began < 3  # measured: .4
