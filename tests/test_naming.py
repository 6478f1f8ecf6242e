import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from index.records import Article
from index.search import Searcher
from qa.abstain import DEFAULT_CALIBRATION, Calibration, Decision, confidence_of, signals
from qa.answering import ask
from qa.composing import NOT_ANSWERED
from qa.question.naming import GUESSED, in_no_article, mentions, named_in, names_missing, unmentioned
from qa.serial import reply_json
from qa.terminal import reply_view
from tests.conftest import Syncing
from tests.test_answering import ALWAYS, finding, hit
from tests.test_render import Skeleton
from tests.web_examples import SEARCHED, landed, reply
from web.ask.answer_view import Place, answer_html


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the capital of Mongolia?", ["Mongolia"]),
        ("Mongolia's capital?", ["Mongolia"]),
        ("who is the president of brazil", ["brazil"]),
        ("Who won the 2020 US election?", ["2020", "US"]),
        ("What did Ida Holm say in March?", ["Ida", "Holm"]),
        ("How did the 3 boats sink on Monday?", []),
        ("Why is the sky blue?", []),
        ("Who won in 1988-89, in 1989–90 and in 2019/20?", ["1988", "1989", "2019"]),
        ("What sank in '89 with 21 men?", ["21"]),
        ("Who won 21-19 in 1988, 89 or 1990-1991?", ["21", "19", "1988", "89", "1990", "1991"]),
        ("When was 2019-20-03?", ["2019", "20", "03"]),
    ],
)
def test_names_and_numbers_are_found_in_any_case_but_no_month(question: str, named: list[str]) -> None:
    assert [one.text for one in named_in(question)] == named


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Who leads the Shanghai Cooperation Organisation?", "The SCO met on Monday."),
        ("Who leads the SCO?", "The Shanghai Cooperation Organisation met on Monday."),
        ("What does the JCPOA allow?", "The Joint Comprehensive Plan of Action allows little."),
        ("What did the Hawaiian station read?", "A station in Hawaii read 424."),
        ("How many jets will the Swedes send?", "Sweden sends four jets."),
        ("What did the Turkish minister say?", "Turkey said nothing."),
        ("What did France say?", "The French minister said nothing."),
        ("How much CO2 is there?", "There is more CO₂ than ever."),
        ("What did Kariko win?", "Katalin Karikó won."),
        ("What did the EU forbid?", "The European Union forbids it."),
        ("What happened in 2024?", "It rained."),  # the article is of that year
    ],
)
def test_a_name_is_mentioned_however_the_passage_writes_it(asked: str, text: str) -> None:
    *_, last = named_in(asked)
    assert mentions(hit(text), last)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("What is the capital of Mongolia?", "Mongoose and Monday."),
        ("Who leads the SCO?", "Some cars overtook."),
        ("What happened in 2020?", "It rained in 2021."),
        ("Who won in Niger?", "Nobody but Nigella won."),
    ],
)
def test_another_name_is_none(asked: str, text: str) -> None:
    *_, last = named_in(asked)
    assert not mentions(hit(text), last)


def test_the_share_missing_is_that_of_the_hit_with_most_names_and_counts_half_without_capitals() -> None:
    hits = [hit("Ida Holm sailed."), hit("Bo Ek sailed.", article_id="b", rank=2)]
    assert names_missing("Did Ida Holm and Bo sail?", hits) == pytest.approx(1 / 3)
    assert names_missing("did ida holm and bo sail to karsund?", hits) == pytest.approx(GUESSED * 2 / 4)
    assert names_missing("Why did it rain?", hits) == 0


def test_a_missing_name_lowers_the_confidence() -> None:
    hits = [hit("The capital of Norway is Oslo.", [0.5])]
    known, foreign = (
        confidence_of(signals(f"What is the capital of {name}?", hits), DEFAULT_CALIBRATION)
        for name in ("Norway", "Mongolia")
    )
    assert foreign < known / 2


@pytest.fixture
def indexed(synced: Syncing, opened: Callable[[], Searcher]) -> Searcher:
    synced()
    return opened()


def test_what_is_in_no_article_is_said_by_name_or_else_by_noun(indexed: Searcher) -> None:
    words = indexed.words
    hits = [hit("Ministers met in Oslo.")]
    assert in_no_article("What did ministers in Oslo and Ulan Bator say?", hits, words) == ["Ulan Bator"]
    assert in_no_article("What is the wingspan of the whale?", hits, words) == ["wingspan"]
    assert in_no_article("Which newest articles mention Oslo?", hits, words) == []
    assert in_no_article("What did the Ministers agree on in Oslo?", hits, words) == []
    assert in_no_article("蒙古的首都是什么？", hits, words) == []


def test_who_wrote_an_article_and_its_paper_are_not_said_to_be_in_no_article(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    (corpus / "ice.md").write_text("---\ntitle: Ice\nauthor: Eva Dahl\nsource: Karsund Post\n---\nThe harbour froze.\n")
    synced()
    asked = "What did Eva Dahl tell Ezra Pound in the Karsund Post?"
    assert in_no_article(asked, [hit("The harbour froze.")], opened().words) == ["Ezra Pound"]


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("How many kilos of Oslo did ministers meet?", []),
        ("how many km is it to oslo", []),
        ("How many feet are ministers from Oslo?", []),
        ("What percentage of ministers met in Oslo?", []),
        ("How many kilos of walrus did ministers meet?", ["walrus"]),
        ("How many goals did ministers meet in Oslo?", ["goals"]),
        ("How many miles is it from Oslo to Bergen?", ["Bergen"]),
        ("Did Ezra Pound meet Miles Davis in Oslo?", ["Ezra Pound", "Miles Davis"]),
        ("Which foot did ministers meet in Oslo?", ["foot"]),
    ],
)
def test_a_unit_is_not_said_to_be_in_no_article(indexed: Searcher, question: str, absent: list[str]) -> None:
    assert in_no_article(question, [hit("Ministers met and decided in Oslo.")], indexed.words) == absent


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("Which ministers met in Oslo in 1987 and 1988?", []),
        ("What did ministers in Oslo decide in the 1990s?", []),
        ("What did ministers in Oslo decide in 1988-89?", []),
        ("What is the wingspan of the whale of 1988?", ["wingspan"]),
        ("Which 7412 ministers met in Oslo?", ["7412"]),
        ("What did ministers of Mongolia decide in 1988?", ["Mongolia"]),
    ],
)
def test_a_year_is_not_said_to_be_in_no_article(indexed: Searcher, question: str, absent: list[str]) -> None:
    assert in_no_article(question, [hit("Ministers met and decided in Oslo.")], indexed.words) == absent


def test_a_declined_answer_says_which_name_no_article_mentions(indexed: Searcher) -> None:
    never = Calibration({}, -9.0, 0.5)
    day = date(2024, 3, 1)

    def text(question: str) -> str:
        reply = ask(
            question, indexed.search, words=indexed.words, generation="1", today=day, decision=Decision(never, never)
        )
        return reply.answer.text

    assert text("What is the capital of Mongolia?").startswith("No article mentions Mongolia.")
    assert text("Why did ministers meet in Oslo?") == NOT_ANSWERED
    assert (
        text("When did ministers get larger desks in Oslo?")
        == "No article mentions desks. " + NOT_ANSWERED.split(". ", 1)[-1]
    )


COST = "The repairs of the old bridge cost 40 million crowns."


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the repairs of the bridge in Lisbon cost?", ("Lisbon",)),
        ("What did Ada Lind say that the repairs cost?", ("Ada Lind",)),
        ("What did the repairs of the Old Bridge cost in 2021?", ()),
        ("what did the repairs of the bridge in lisbon cost", ()),  # any rare word looks like a name there
    ],
)
def test_an_answer_says_which_names_none_of_its_articles_mentions(question: str, named: tuple[str, ...]) -> None:
    answered = ask(question, finding(hit(COST, [0.9])), generation="1", today=date(2024, 3, 1), decision=ALWAYS)
    assert answered.answer.answered and answered.answer.unmentioned == named
    assert reply_json(answered)["unmentioned"] == list(named)


def test_a_name_that_stands_elsewhere_in_a_cited_article_or_in_its_record_is_mentioned() -> None:
    told = Article("a", "Bridges", f"{COST} It stands in Lisbon.", author="Ada Lind", source="Harbour Post")
    assert unmentioned("What did the bridge of Lisbon cost, Ada Lind of the Harbour Post asks?", [told]) == ()


def test_what_is_not_mentioned_is_shown_below_the_answer() -> None:
    lacking = reply(replace(landed(), unmentioned=("<b>Lisbon</b>", "Porto")))
    note = "Not mentioned in the cited articles: <b>Lisbon</b>, Porto."
    assert note in Skeleton(answer_html(lacking, SEARCHED, Place("e" * 22, 1))).text
    console = Console(width=200)
    with console.capture() as printed:
        console.print(reply_view(lacking))
    assert note in printed.get()


def test_a_passage_of_small_words_is_read_quickly() -> None:
    began = time.monotonic()
    assert not mentions(hit("And " + "and in de " * 100), named_in("What did AAAAAZ say?")[0])
    assert time.monotonic() - began < 20
