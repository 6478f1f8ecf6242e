"""Times in answers: the newest first where it is asked for, the age of the evidence, filters read from the question."""

from dataclasses import replace
from datetime import date

import pytest

from index.records import Correction, Filters, Hit
from qa.answering import ask
from qa.evidence import QUOTE_MARGIN, choose_quotes
from qa.inferring import LOOKED_AT, inferred_note
from qa.provenance.recency import age_text, evidence_note
from qa.records import Reply
from qa.serial import reply_json
from tests.evaluation_examples import RAIN, SNOW, citation
from tests.test_answering import hit
from tests.web_examples import SEARCHED
from web.ask.answer_view import Place, answer_html

TODAY = date(2024, 3, 1)


def dated(text: str, score: float, published: date | None, rank: int) -> Hit:
    found = hit(text, [score], article_id=f"a{rank}", rank=rank)
    return replace(found, article=replace(found.article, published=published), score=0.5)


OLD = dated("The ferry line is run by Ada Lind.", 0.9, date(2019, 1, 2), 1)
NEW = dated("Bo Ek has run every ferry since this winter.", 0.9 - QUOTE_MARGIN / 2, date(2023, 12, 2), 2)
UNDATED = dated("Others say that Cy Dahl may run a ferry too.", 0.9 - QUOTE_MARGIN / 2, None, 3)
FAR_OFF = dated("It snowed in Oslo.", 0.9 - QUOTE_MARGIN * 2, date(2024, 2, 28), 4)


def asked(question: str, hits: list[Hit], **options: object) -> Reply:
    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        return [found for found in hits if filters.admit(found.article)][:limit]

    return ask(question, search, generation="1", today=TODAY, **options)  # type: ignore[arg-type]


def cited(reply: Reply) -> list[str]:
    return [one.article_id for one in reply.answer.citations]


def test_the_newest_comes_first_only_where_the_question_asks_for_it() -> None:
    hits = [OLD, NEW, UNDATED, FAR_OFF]
    assert cited(asked("Who runs the ferries?", hits)) == ["a1", "a2", "a3"]
    assert cited(asked("Who currently runs the ferries?", hits)) == ["a2", "a1", "a3"]


def test_what_does_not_answer_is_not_cited_however_new_it_is() -> None:
    assert FAR_OFF not in [quote.hit for quote in choose_quotes("who", [OLD, FAR_OFF], newest_first=True)]


def test_the_newest_is_looked_for_further_down_than_what_is_shown() -> None:
    many = [dated(f"Boat {n} went out.", 0.9, TODAY, n) for n in range(1, LOOKED_AT)]
    late = replace(NEW, rank=LOOKED_AT)
    older = [replace(one, article=replace(one.article, published=date(2020, 1, 1))) for one in many]
    answer = asked("What is the latest on the ferries?", [*older, late], limit=5).answer
    assert answer.citations[0].article_id == "a2"
    assert [found.rank for found in answer.consulted if found.rank > 5] == [LOOKED_AT]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("What is the latest on the ferries?", "What about the ferries?"),
        ("Any news from Oslo?", "What about Oslo?"),
        ("What’s new with the ferries since May 2023?", "What about the ferries since May 2023?"),
        ("Who runs the latest ferry?", "Who runs the latest ferry?"),
        ("What is the latest price of a ticket?", "What is the latest price of a ticket?"),
    ],
)
def test_the_latest_on_a_matter_is_what_is_new_of_it_not_what_is_called_the_latest(
    question: str, searched: str
) -> None:
    queries = []

    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        queries.append(query)
        return [OLD, NEW]

    reply = ask(question, search, generation="1", today=TODAY)
    assert queries[0] == searched and reply.resolved_question == question
    assert cited(reply)[0] == "a2"


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2024, 2, 29), "1 day"),
        (date(2024, 2, 10), "2 weeks"),
        (date(2023, 12, 1), "2 months"),
        (date(2023, 3, 1), "12 months"),
        (date(2022, 3, 1), "2 years"),
        (date(1969, 7, 21), "54 years"),
    ],
)
def test_an_age_is_told_in_a_fitting_unit(day: date, age: str) -> None:
    assert age_text(day, TODAY) == age


def test_an_answer_says_how_old_its_newest_evidence_is() -> None:
    reply = asked("Who runs the ferries?", [OLD, NEW])
    note = "As of 2 December 2023: the newest evidence is 2 months old."
    assert reply_json(reply)["evidence"] == {"newest": "2023-12-02", "age_days": 90, "note": note}
    assert "2 months old" in answer_html(reply, SEARCHED, Place("e", 1))


def test_undated_evidence_is_said_to_be_undated_and_no_evidence_says_nothing() -> None:
    assert evidence_note([citation(SNOW, 0, 21, 1)], TODAY) == "The cited articles are undated."
    assert evidence_note([citation(RAIN, 0, 20, 1)], date(2024, 2, 3)) == "As of 3 February 2024."
    assert evidence_note([], TODAY) is None
    undated = [citation(RAIN, 0, 20, 1), citation(SNOW, 0, 21, 2)]
    assert evidence_note(undated, TODAY) == "As of 3 February 2024: the newest dated evidence is 3 weeks old."
    note = Correction("note", "Putting it right", date(2024, 2, 28), 0, 6, "It rai")
    corrected = [replace(undated[0], correction=note)]
    assert evidence_note(corrected, TODAY) == "As of 28 February 2024: the newest evidence is 2 days old."


def test_a_time_read_from_the_question_is_in_the_json_and_on_the_page() -> None:
    reply = asked("What did the papers say in December 2023?", [OLD, NEW])
    assert cited(reply) == ["a2"]
    inferred = reply_json(reply)["inferred"]
    assert isinstance(inferred, dict)
    assert [one["text"] for one in inferred["expressions"]] == ["in December 2023"]
    assert (inferred["after"], inferred["before"], inferred["relaxed"]) == ("2023-12-01", "2024-02-29", False)
    read = "“in December 2023” was read as: published from 2023-12-01 until 2024-02-29 (60 days longer, as news of that time may"
    assert read in str(inferred_note(reply.inferred))
    assert "was read as" in answer_html(reply, SEARCHED, Place("e", 1))


@pytest.mark.parametrize("said", ["before 2024", "from the nineties", "from 1990 to 2023"])
def test_only_a_period_of_a_year_at_most_is_searched_for_longer_than_it_was(said: str) -> None:
    note = str(inferred_note(asked(f"Which weather did the articles {said} tell of?", [OLD, NEW]).inferred))
    assert "was read" in note and "longer" not in note


def test_a_time_that_no_article_fits_is_relaxed_and_that_is_said() -> None:
    reply = asked("What did the papers say in May 2001?", [OLD, NEW])
    assert reply.filters == Filters() and reply.inferred and reply.inferred.relaxed
    assert "so all dates were searched" in str(inferred_note(reply.inferred))


def test_reading_times_can_be_switched_off() -> None:
    reply = asked("What is the latest that the papers said in December 2023?", [OLD, NEW], infer_dates=False)
    assert cited(reply) == ["a1", "a2"] and reply.filters == Filters()
    assert reply.inferred is None and inferred_note(reply.inferred) is None


def test_bounds_that_are_given_are_kept_whatever_the_question_says() -> None:
    given = Filters(before=date(2020, 1, 1))
    reply = asked("What did the papers say in December 2023?", [OLD, NEW], filters=given)
    assert (reply.filters, cited(reply)) == (given, ["a1"])
