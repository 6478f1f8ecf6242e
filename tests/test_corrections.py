"""Corrections: which sentences are notes, which article they name, and what that does to an answer."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.notes import corrects, is_note, names, notes_of
from index.records import Article, Correction, Filters, Hit
from index.search import Searcher
from qa.composing import compose
from tests.conftest import ROOT, Syncing
from tests.test_answering import ALWAYS, hit
from web.ask.evidence_view import beside_html

DATA = ROOT / "tests" / "data"
NOTES = [json.loads(line) for line in (DATA / "correction_notes.jsonl").read_text("utf-8").splitlines()]
NAMED = [json.loads(line) for line in (DATA / "corrected_articles.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", NOTES, ids=[row["sentence"] for row in NOTES])
def test_a_labelled_sentence_is_told_to_be_a_note_or_not(row: dict[str, object]) -> None:
    assert is_note(str(row["sentence"])) == row["note"]


@pytest.mark.parametrize("row", NAMED, ids=range(len(NAMED)))
def test_a_note_names_an_article_by_its_title_or_by_day_and_matter(row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    assert names(row["note"], row["title"], row["beginning"], published) == row["named"]


def article(text: str, scores: list[float], title: str, published: date, rank: int) -> Hit:
    return hit(text, scores, article_id=f"a{rank}", rank=rank, title=title, published=published)


def corrections(article: Article, articles: list[Article]) -> list[Correction]:
    """The slow definition: every note of every article is held against the article."""
    notes = [note for one in articles for note in notes_of(one) if corrects(note, article)]
    return sorted(notes, key=lambda note: (note.article_id == article.id, -(note.published or date.min).toordinal(),
                                           note.article_id, note.start))  # fmt: skip


def found_together(*hits: Hit) -> list[Hit]:
    articles = [hit.article for hit in hits]
    return [replace(hit, corrections=tuple(corrections(hit.article, articles))) for hit in hits]


def test_the_notes_that_the_postings_lead_to_are_those_that_reading_every_article_finds(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    rows = [
        {"id": f"s{n:03}", "title": f"Matter number {n}", "text": f"It rained in Oslo. {row['sentence']} The end.",
         "date": f"2023-05-{1 + n % 28:02}"}
        for n, row in enumerate(NOTES)
    ]  # fmt: skip
    rows += [
        {"id": f"n{n:03}{side}", "title": row["title"] if side else f"Note number {n}", "date": day,
         "text": row["beginning"] if side else row["note"]}
        for n, row in enumerate(NAMED) if row["title"] and row["beginning"]
        for side, day in ((1, row["published"]), (0, "2030-01-01"))
    ]  # fmt: skip
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    searcher = opened()
    articles = [searcher.words.article(entry.id) for entry in searcher.words.entries(Filters())]
    hits = searcher.search("rain in Oslo", limit=len(articles) * 2)
    assert len({hit.article.id for hit in hits}) == len(articles)
    for found in hits:
        assert list(found.corrections) == corrections(found.article, articles)
    assert sum(bool(found.corrections) for found in hits) > len(NOTES) / 3


def test_a_note_in_an_article_that_is_no_answer_is_found_all_the_same(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    rows = [
        {"id": "dam", "title": "The dam at Corin is safe", "text": "The dam is 70 metres high.", "date": "2020-01-02"},
        {"id": "note", "title": "Putting it right", "date": "2020-02-03",
         "text": "Correction: “The dam at Corin is safe” gave a wrong height."},
    ]  # fmt: skip
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    (found,) = opened().search("How high is the dam?", limit=1)
    assert found.article.id == "dam" and [note.article_id for note in found.corrections] == ["note"]


@pytest.mark.parametrize(
    ("note", "corrected"),
    [
        ("Correction: “The weekly briefing” misstated the width of the dam.", ["w3"]),
        ("Correction: “The weekly briefing” of 10 May misstated the width of the dam.", ["w2"]),
    ],
)
def test_of_several_articles_of_one_title_the_one_of_the_day_or_the_latest_is_corrected(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher], note: str, corrected: list[str]
) -> None:
    rows = [
        {
            "id": f"w{n}",
            "title": "The weekly briefing",
            "text": f"The dam is {n}0 metres wide.",
            "date": f"2023-05-{day}",
        }
        for n, day in ((1, "03"), (2, "10"), (3, "17"), (4, "31"))
    ]
    rows.append({"id": "note", "title": "Putting it right", "text": note, "date": "2023-05-20"})
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    hits = opened().search("How wide is the dam?", limit=10)
    found = {hit.article.id for hit in hits if any(one.article_id == "note" for one in hit.corrections)}
    assert sorted(found - {"note"}) == corrected


def test_a_column_of_corrections_corrects_no_other_one_of_its_title() -> None:
    title = "Corrections and clarifications"
    old, new = (
        article("Corrections and clarifications: a dam was too high.", [0.5], title, date(2023, 5, day), rank).article
        for rank, day in ((1, 3), (2, 10))
    )
    (note,) = notes_of(new)
    assert not corrects(note, old)


FIRST = article("The storm killed 64 islanders.", [0.9], "Storm kills dozens on the islands", date(2018, 5, 30), 1)
LATER = article(
    "The storm killed 2,975 islanders.\n\nCorrection: An article of 30 May on the storm gave a toll of dozens killed "
    "on the islands. It was too low.",
    [0.85, 0.1, 0.1],
    "A new count",
    date(2018, 8, 28),
    2,
)


def test_a_correcting_article_goes_before_the_corrected_one_and_the_note_stands_beside_it() -> None:
    answer = compose("How many islanders were killed by the storm?", found_together(FIRST, LATER), ALWAYS)
    assert [one.article_id for one in answer.citations] == ["a2", "a1"]
    note = answer.citations[1].correction
    assert note and note.article_id == "a2" and note.quote.startswith("Correction: An article of 30 May")
    assert note.quote.endswith("It was too low.")
    assert LATER.article.text[note.start : note.end] == note.quote


def test_an_older_article_corrects_nothing() -> None:
    older = replace(LATER, article=replace(LATER.article, published=date(2018, 5, 1)))
    answer = compose("How many islanders were killed by the storm?", found_together(FIRST, older), ALWAYS)
    assert (answer.citations[0].article_id, answer.citations[0].correction) == ("a1", None)


def test_an_articles_own_note_stands_beside_its_citation_but_not_beside_itself() -> None:
    found = hit("The dam is 90 metres high. This article was amended on 4 May: it is not 70.", [0.9, 0.85])
    first, second = compose("How high is the dam?", found_together(found), ALWAYS).citations
    assert first.correction and first.correction.quote == second.quote and second.correction is None


@pytest.mark.parametrize(
    "note",
    [
        "Correction: our article of 16 March wrongly put the height at 70 metres.",
        "Correction: last week's recipe should have said 300 millilitres.",
    ],
)
def test_a_note_on_another_article_does_not_stand_beside_the_citations_of_the_article_that_prints_it(note: str) -> None:
    found = found_together(article(f"The dam is 90 metres high.\n\n{note}", [0.9, 0.1], "News", date(2021, 3, 23), 1))
    (cited, *_) = compose("How high is the dam?", found, ALWAYS).citations
    assert cited.quote == "The dam is 90 metres high." and cited.correction is None


def test_an_article_that_takes_back_what_it_said_of_last_year_is_corrected() -> None:
    found = found_together(
        hit("It is 90 metres high. An earlier version of this article misstated last year's height.", [0.9, 0.1])
    )
    (cited, *_) = compose("How high is it?", found, ALWAYS).citations
    assert cited.correction is not None


def test_a_note_is_quoted_whole_and_what_it_takes_back_is_no_short_answer() -> None:
    text = "It rained. Correction: we gave 64 as the number of people killed by the storm. The figure is 2,975."
    found = found_together(hit(text, [0.1, 0.9, 0.1]))
    (cited,) = compose("How many people were killed by the storm?", found, ALWAYS).citations
    assert cited.quote.startswith("Correction:") and cited.quote.endswith("2,975.") and cited.short is None


@pytest.mark.parametrize(
    ("text", "note_first"),
    [
        ("The vote is on 12 May in Oslo.\n\nCorrection: This article gave the date as 12 May; it is 19 May.", True),
        ("The vote is on 12 May in Oslo.\n\nCorrection: The vote is on 19 May, not 12 May.", True),
        (
            "The vote is on 19 May. Correction: An earlier version of this article gave the date as 12 May; it is 19 May.",
            False,
        ),
        (
            "The vote is on 12 May. Correction: An earlier version of this article misspelled the name of Ann Lee.",
            False,
        ),
    ],
)
def test_an_articles_own_note_goes_first_where_it_takes_back_what_is_asked_for(text: str, note_first: bool) -> None:
    first, *_ = compose("When is the vote?", found_together(hit(text, [0.9, 0.1])), ALWAYS).citations
    assert first.quote.startswith("Correction:") == note_first


def test_an_article_without_a_note_has_none() -> None:
    assert list(notes_of(hit("The market saw a correction. It noted an update.").article)) == []


def test_a_correction_is_escaped_on_the_page() -> None:
    found = hit("It is 90 metres high. Correction: <script>x</script> was wrong.", [0.9, 0.1])
    (cited, *_) = compose("How high is it?", found_together(found), ALWAYS).citations
    assert "&#60;script&#62;" in beside_html(cited) and "<script>" not in beside_html(cited)


def test_a_correction_says_of_which_day_it_is_only_where_another_article_has_it() -> None:
    found = hit("It is 90 metres high. Correction: we gave 60 metres.", [0.9, 0.1])
    (cited, *_) = compose("How high is it?", found_together(found), ALWAYS).citations
    assert cited.correction is not None and cited.correction.published is not None
    assert "<time" not in beside_html(cited)
    other = replace(cited.correction, article_id="another")
    assert "<time" in beside_html(replace(cited, correction=other))


DEAL = article(
    "Havre, founded in Aarhus in 2012 by two sisters, employs 540 people. In Lund 130 people work.",
    [0.9, 0.8],
    "Brightwell to buy Havre",
    date(2025, 1, 21),
    1,
)
TAKEN_BACK = article(
    "An article of 21 January (“Brightwell to buy Havre”) misstated two figures.\n\nThe article also said that in Lund 130 people "
    "work. The figure is 113.\n\nIn addition, it gave the year when Havre was founded as 2012. That was 2013.",
    [0.1, 0.1, 0.1, 0.1, 0.1],
    "Correction: Havre",
    date(2025, 1, 24),
    2,
)


def test_what_takes_back_the_figure_asked_for_goes_first_and_a_long_note_shows_the_paragraph_with_it() -> None:
    first, second = compose("When was Havre founded?", found_together(DEAL, TAKEN_BACK), ALWAYS).citations[:2]
    assert first.quote == "In addition, it gave the year when Havre was founded as 2012. That was 2013."
    assert first.short is None and first.correction is None
    assert second.article_id == "a1" and second.correction and second.correction.quote == first.quote


def test_a_small_number_that_is_taken_back_goes_with_what_is_counted() -> None:
    told = article("In the trial nine patients had a fever.", [0.9], "Jab works", date(2024, 9, 2), 1)
    note = article(
        "An article on 2 September (“Jab works”) said that nine patients had a fever. In fact nineteen had.",
        [0.1, 0.1],
        "Correction",
        date(2024, 9, 5),
        2,
    )
    first, second = compose("How many patients had a fever?", found_together(told, note), ALWAYS).citations
    assert (first.article_id, second.article_id, second.short) == ("a2", "a1", None)


def test_the_day_by_which_a_note_names_an_article_is_no_figure_that_it_takes_back() -> None:
    opened = article("The baths opened on 3 May 2024.", [0.9], "Baths open", date(2024, 5, 3), 1)
    note = article(
        "Our article of 3 May 2024 on the baths that opened misspelled the name of their director.",
        [0.1],
        "Corrections",
        date(2024, 5, 4),
        2,
    )
    assert compose("When did the baths open?", found_together(opened, note), ALWAYS).citations[0].article_id == "a1"


def test_a_name_is_not_taken_back_with_the_figures_beside_it() -> None:
    found = found_together(DEAL, TAKEN_BACK)
    assert compose("Who founded Havre in Aarhus?", found, ALWAYS).citations[0].article_id == "a1"


def test_a_note_under_a_heading_of_notes_goes_on_to_the_next_one() -> None:
    (note,) = notes_of(TAKEN_BACK.article)
    assert note.quote == TAKEN_BACK.article.text
    column = replace(
        TAKEN_BACK.article, text=f"{note.quote}\n\nOur report of 20 January said that it rained. It did not."
    )
    assert [one.quote.split()[0] for one in notes_of(column)] == ["An", "Our"]


def test_a_note_ends_where_the_corrected_story_begins() -> None:
    told = "In a story of 3 May the Wire gave 12 dead. The toll is 21.\n\nA corrected version of the story is below:\n\nIt burned."
    (note,) = notes_of(replace(TAKEN_BACK.article, title="Correction: Harbour fire", text=told))
    assert note.quote == "In a story of 3 May the Wire gave 12 dead. The toll is 21."


def test_an_article_headed_as_a_correction_is_one_without_a_word_for_wrong() -> None:
    told = article("The dam in Oslo will cost 340 million pounds.", [0.9], "A dam for Oslo", date(2024, 5, 2), 1)
    text = "Our article “A dam for Oslo” of 2 May said that it would cost 340 million pounds. The estimate is 430 million pounds."
    note = article(text, [0.8, 0.1], "Correction: the dam", date(2024, 5, 4), 2)
    first, second = compose("How much will the dam in Oslo cost?", found_together(told, note), ALWAYS).citations
    assert (first.article_id, first.quote, first.short) == ("a2", text, None)
    assert second.correction and second.correction.article_id == "a2"


def test_under_another_heading_the_same_sentence_takes_nothing_back() -> None:
    text = "Our article “A dam for Oslo” of 2 May said that it would cost 340 million pounds."
    assert not list(notes_of(article(text, [0.8], "Readers write", date(2024, 5, 4), 2).article))


@pytest.mark.parametrize("unit", ["our report ", "this article was updated "])
def test_whether_a_sentence_is_a_note_costs_little_of_whatever_it_is_made(unit: str) -> None:
    text = (unit * 2_000)[:20_000]
    noted = article(text, [0.8], "Correction: the dam", date(2024, 5, 4), 1).article
    began = time.process_time()
    assert not is_note(text) and not list(notes_of(noted))
    assert time.process_time() - began < 4  # measured: .5; where nothing bounded what is read, minutes
