"""Lists and counts of articles: told from other questions, and equal to a slow look through every text."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from index.lexical import terms
from index.records import Article, Filters
from index.search import Searcher
from index.sentences import sentences_of
from index.sync import sync
from qa.answering import ask
from qa.dates import read_time
from qa.lookups.wanted import LISTED, wanted_articles
from qa.records import Reply
from tests.conftest import ROOT, Syncing, WordEmbedder, silent

TODAY = date(2024, 3, 1)
TABLE = ROOT / "tests" / "data" / "listing_questions.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
NAMES = ("Ada Lind", "Bo Ek", "Ada Lind and Bo Ek")
MATTERS = ("Wang Yi spoke in Oslo.", "Yi Wang sang in Oslo.", "The harbour of Oslo froze.", "Nothing happened.")


@pytest.mark.parametrize("row", ROWS, ids=[row["question"] for row in ROWS])
def test_a_question_for_articles_is_told_from_any_other(row: dict[str, object]) -> None:
    question = str(row["question"])
    assert (wanted_articles(question, read_time(question, TODAY)) is not None) == row["listing"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Articles of three bylines, four years and four matters, one in three titled after a harbour, some undated."""
    folder = tmp_path_factory.mktemp("listing")
    corpus = folder / "corpus"
    corpus.mkdir()
    rows = [
        {
            "id": f"a{n:03}",
            "title": "By the harbour" if n % 3 == 0 else f"Number {n}",
            "author": NAMES[n % 3],
            "source": "The Oslo Courier" if n % 2 else "Harbour News",
            "text": f"It was day {n}. {MATTERS[n % 4]} It ended.",
            **({"date": f"{2020 + n % 4}-0{1 + n % 9}-11"} if n % 7 else {}),
        }
        for n in range(LISTED + 40)
    ]
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    embedder = WordEmbedder()
    sync(corpus, folder / "index", embedder.identity.name, lambda *_: embedder, progress=silent)
    opened = Searcher(folder / "index", embedder)
    yield opened
    opened.close()


def asked(searcher: Searcher, question: str, filters: Filters = Filters()) -> Reply:
    return ask(question, searcher.search, words=searcher.words, generation="1", today=TODAY, filters=filters)


def mentioning(searcher: Searcher, phrase: str, filters: Filters) -> set[str]:
    """The definition: every text is read through, sentence by sentence."""

    def says(article: Article) -> bool:
        texts = [article.title, *(article.text[start:end] for start, end in sentences_of(article))]
        wanted = " ".join(terms(phrase))
        return any(f" {wanted} " in f" {' '.join(terms(text))} " for text in texts)

    articles = [searcher.words.article(article_id) for article_id, _ in searcher.library.titles()]
    return {article.id for article in articles if filters.admit(article) and says(article)}


@pytest.mark.parametrize(
    ("question", "phrase", "filters"),
    [
        ("Which articles mention Wang Yi?", "Wang Yi", Filters()),
        ("Which articles by Bo Ek mention the harbour?", "harbour", Filters(author="Bo Ek")),
        (
            "How many articles by Ada Lind in 2022 mention Oslo?",
            "Oslo",
            Filters(after=date(2022, 1, 1), before=date(2022, 12, 31), author="Ada Lind"),
        ),
        ("How many articles mention Oslo since 2022?", "Oslo", Filters(after=date(2022, 1, 1))),
        ("Timeline of Wang Yi", "Wang Yi", Filters()),
        ("Which articles by Lind mention Oslo?", "Oslo", Filters(author="Ada Lind")),
        ("Which articles from the Courier mention Oslo?", "Oslo", Filters(source="The Oslo Courier")),
        ("List all articles Wang Yi", "Wang Yi", Filters()),
    ],
)
def test_a_list_is_equal_to_reading_every_text(
    searcher: Searcher, question: str, phrase: str, filters: Filters
) -> None:
    reply = asked(searcher, question)
    expected = mentioning(searcher, phrase, filters)
    assert reply.filters == filters and expected
    assert {one.article_id for one in reply.answer.citations} == expected
    assert reply.answer.lead.startswith(f"{len(expected)} articles")


def test_what_an_author_wrote_about_is_a_list_and_what_anybody_else_did_is_none(searcher: Searcher) -> None:
    reply = asked(searcher, "What has Lind written about in 2022?")
    assert reply.answer.lead.startswith(f"{len(reply.answer.citations)} articles by Ada Lind published")
    assert {one.published.year for one in reply.answer.citations if one.published} == {2022}
    assert asked(searcher, "What did Wang Yi write about?").answer.lead == ""
    assert " by Ada Lind." in asked(searcher, "What has Ada Lind written?").answer.lead


def test_what_was_left_out_of_the_count_is_said_with_it(searcher: Searcher) -> None:
    none = asked(searcher, "How many articles mention Oslo in 2019?").answer
    assert none.text == "No article published from 1 January 2019 until 31 December 2019 mentions “Oslo”."
    some = asked(searcher, "Which articles mention Oslo since 2022?").answer
    assert " articles published since 1 January 2022 mention “Oslo”." in some.lead
    none = asked(
        searcher, "Which articles mention Oslo?", Filters(article_ids=frozenset({"a003"}), source="harbour news")
    ).answer
    assert none.text == "No article of those chosen from harbour news mentions “Oslo”."


def test_a_question_about_a_story_is_not_answered_by_saying_that_no_article_has_its_words(searcher: Searcher) -> None:
    assert not asked(searcher, "Which story about the harbour came first?").answer.text.startswith(
        "No article mentions"
    )


def test_articles_that_mention_either_of_two_are_listed(searcher: Searcher) -> None:
    answer = asked(searcher, "Which articles mention Wang Yi or Yi Wang?").answer
    expected = mentioning(searcher, "Wang Yi", Filters()) | mentioning(searcher, "Yi Wang", Filters())
    assert {one.article_id for one in answer.citations} == expected
    assert answer.lead == f"{len(expected)} articles mention “Wang Yi” or “Yi Wang”."


@pytest.mark.parametrize(
    ("question", "mentioned", "left_out", "lead"),
    [
        ("How many articles do not mention Oslo?", "", "Oslo", "are without a mention of “Oslo”"),
        ("Which articles by Ada Lind don't mention Oslo?", "", "Oslo", "are without a mention of “Oslo”"),
        ("Which articles mention Oslo but not the harbour?", "Oslo", "harbour", "mention “Oslo” but not “the harbour”"),
        ("Which articles mention Oslo and not the harbour?", "Oslo", "harbour", "mention “Oslo” but not “the harbour”"),
        ("Which articles about Oslo do not mention the harbour?", "Oslo", "harbour", "but not “the harbour”"),
        ("Which articles mention neither Oslo nor Oslo harbour?", "", "Oslo", "a mention of “Oslo” or “Oslo harbour”"),
    ],
)
def test_articles_that_do_not_mention_something_are_those_left_over(
    searcher: Searcher, question: str, mentioned: str, left_out: str, lead: str
) -> None:
    answer = asked(searcher, question).answer
    filters = Filters(author="Ada Lind") if "Ada" in question else Filters()
    every = {entry.id for entry in searcher.words.entries(filters)}
    kept = mentioning(searcher, mentioned, filters) if mentioned else every
    assert {c.article_id for c in answer.citations} == kept - mentioning(searcher, left_out, filters)
    assert lead in answer.lead


@pytest.mark.parametrize(
    ("question", "filters", "lead"),
    [
        ("articles not by Ada Lind", Filters(author="Ada Lind"), "80 articles do not name Ada Lind as their author."),
        ("Which articles did Lind not write?", Filters(author="Ada Lind"), "do not name Ada Lind as their author."),
        ("All articles by others than Eva Dahl?", Filters(author="Eva Dahl"), "do not name Eva Dahl as their author."),
        ("Which articles aren't from the Courier?", Filters(source="The Oslo Courier"), "The Oslo Courier as their paper"),
    ],
)  # fmt: skip
def test_articles_by_others_are_those_left_over(searcher: Searcher, question: str, filters: Filters, lead: str) -> None:
    every, theirs = ({entry.id for entry in searcher.words.entries(one)} for one in (Filters(), filters))
    reply = asked(searcher, question)
    assert {c.article_id for c in reply.answer.citations} <= every - theirs and reply.filters == Filters()
    assert len(reply.answer.citations) == min(LISTED, len(every - theirs)) and lead in reply.answer.lead


def test_articles_by_others_have_to_mention_what_is_asked_for_and_be_of_the_time_and_the_author_chosen(
    searcher: Searcher,
) -> None:
    answer = asked(searcher, "Which articles not by Ada Lind mention Oslo in 2022?", Filters(author="Bo Ek")).answer
    within = Filters(after=date(2022, 1, 1), before=date(2022, 12, 31), author="Bo Ek")
    alone = {e.id for e in searcher.words.entries(within) if e.author == "Bo Ek"}
    assert {c.article_id for c in answer.citations} == alone & mentioning(searcher, "Oslo", within) != set()
    assert "that do not name Ada Lind as their author mention “Oslo”." in answer.lead
    none = asked(searcher, "articles not by Bo Ek", Filters(author="Ada Lind", article_ids=frozenset({"a002"}))).answer
    assert none.text == "No article of those chosen by Ada Lind is by others than Bo Ek."


def test_whoever_is_not_meant_is_not_left_out_where_it_may_be_several(searcher: Searcher) -> None:
    assert "do not name" not in asked(searcher, "Which articles are not from Brussels?").answer.lead


def test_nothing_that_is_not_mentioned_is_said_to_be() -> None:
    for question in (
        "Which articles mention no harbour?",
        "Which articles mention Oslo but not the harbour and the mayor?",
        "Which articles mention the harbour except Oslo?",
    ):
        assert wanted_articles(question, None) is None
    assert (film := wanted_articles("Which articles mention No Country for Old Men?", None)) and film.phrases


def test_each_of_several_things_is_looked_for_and_one_in_quotation_marks_is_one() -> None:
    def phrases(question: str) -> tuple[str, ...]:
        return found.phrases if (found := wanted_articles(question, None)) else ()

    assert phrases("Which articles mention the pier, the mayor and trams?") == ("the pier", "the mayor", "trams")
    assert phrases("Which articles mention Paris, Texas?") == ("Paris, Texas",)
    assert phrases("Which articles mention “bread and butter” and Oslo?") == ("bread and butter", "Oslo")
    assert phrases("Which articles mention “Black and White”?") == ("Black and White",)


def test_a_sentence_is_cited_whole_by_the_rules_of_its_articles_language(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    row = {"id": "a", "title": "Tag", "lang": "de", "text": "Am 3. Mai kam die Corin wieder. Alle sangen."}
    (corpus / "all.jsonl").write_text(json.dumps(row))
    synced()
    (cited,) = asked(opened(), "Which articles mention Corin?").answer.citations
    assert cited.quote == "Am 3. Mai kam die Corin wieder."


def test_each_article_is_cited_with_its_first_sentence_that_says_it(searcher: Searcher) -> None:
    for cited in asked(searcher, "Which articles mention Wang Yi?").answer.citations:
        assert cited.quote == MATTERS[0]
        assert searcher.words.article(cited.article_id).text[cited.start : cited.end] == cited.quote


def test_a_list_is_newest_first_and_a_timeline_oldest_first_undated_ones_last(searcher: Searcher) -> None:
    newest = [c.published for c in asked(searcher, "Which articles mention Wang Yi?").answer.citations]
    dated = [day for day in newest if day]
    assert dated == sorted(dated, reverse=True) and newest[: len(dated)] == dated and newest[-1] is None
    oldest = [c.published for c in asked(searcher, "Timeline of Wang Yi").answer.citations if c.published]
    assert oldest == sorted(oldest)


def test_a_long_list_counts_all_and_says_how_many_it_shows(searcher: Searcher) -> None:
    answer = asked(searcher, "How many articles mention day?").answer
    assert len(answer.citations) == LISTED
    assert answer.lead == f"{LISTED + 40} articles mention “day”. The newest {LISTED} are listed."


def test_metadata_alone_can_be_asked_for(searcher: Searcher) -> None:
    reply = asked(searcher, "How many articles did Bo Ek write in 2023?")
    admitted = Filters(after=date(2023, 1, 1), before=date(2023, 12, 31), author="Bo Ek")
    assert {c.article_id for c in reply.answer.citations} == {e.id for e in searcher.words.entries(admitted)}


def test_nothing_to_list_is_said_and_given_filters_bind(searcher: Searcher) -> None:
    none = asked(searcher, "Which articles mention the moon?").answer
    assert (none.answered, none.text) == (False, "No article mentions “the moon”.")
    none = asked(searcher, "Which articles by Eva Dahl mention Oslo?").answer
    assert (none.answered, none.text) == (False, "No article by Eva Dahl mentions “Oslo”.")
    only = Filters(article_ids=frozenset({"a000", "a004"}))
    assert len(asked(searcher, "Which articles mention Wang Yi?", only).answer.citations) == 2
