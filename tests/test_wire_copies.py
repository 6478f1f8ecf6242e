"""One story in several papers is one piece of evidence: the earliest, with the others named."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.records import Hit
from index.sync import sync
from qa.answerer import Answerer
from qa.composing import compose
from qa.serial import reply_json
from tests.conftest import WordEmbedder, silent
from tests.test_answering import ALWAYS, hit
from web.ask.evidence_view import beside_html

TODAY = date(2024, 3, 1)
STORY = (
    "A cargo ship ran aground off the northern cape on Friday night. All nineteen sailors were taken off by helicopter. "
    "The harbour master said that the pilot had warned of the sandbank twice before the ship turned."
)
PAPERS = {
    "wire": (date(2024, 1, 2), STORY),
    "gazette": (date(2024, 1, 3), STORY),
    "post": (date(2024, 1, 4), STORY.replace("Friday night", "Friday") + " The owner did not comment."),
    "herald": (
        date(2024, 1, 1),
        "A storm is coming to the northern cape, the weather service said. Ships should wait.",
    ),
}


def asked(tmp_path: Path, question: str) -> dict[str, object]:
    corpus = tmp_path / "papers"
    corpus.mkdir()
    rows = [
        {"id": name, "title": f"From the {name}", "date": day.isoformat(), "source": name, "text": text}
        for name, (day, text) in PAPERS.items()
    ]
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    embedder = WordEmbedder()
    sync(corpus, tmp_path / "index", embedder.identity.name, lambda _: embedder, progress=silent)
    return reply_json(Answerer(tmp_path / "index", embedder).ask(question, today=TODAY))


def test_a_story_in_three_papers_is_cited_once_from_the_first_that_had_it(tmp_path: Path) -> None:
    reply = asked(tmp_path, "What did the harbour master say of the pilot and the sandbank?")
    cited = reply["citations"]
    assert isinstance(cited, list)
    about_it = [one for one in cited if "harbour master" in one["quote"]]
    assert [one["article_id"] for one in about_it] == ["wire"]
    assert [copy["article_id"] for copy in about_it[0]["copies"]] == ["gazette", "post"]
    texts = {name: text for name, (_, text) in PAPERS.items()}
    for copy in about_it[0]["copies"]:
        assert texts[copy["article_id"]][copy["start"] : copy["end"]] == about_it[0]["quote"]
    evidence = [c["article_id"] for one in cited for c in (one, *one["copies"])]
    assert len(evidence) == len(set(evidence)) or len(cited) > 1


def of_paper(text: str, name: str, day: date | None, rank: int) -> Hit:
    found = hit(text, [0.9 - rank / 100], article_id=name, rank=rank)
    return replace(found, article=replace(found.article, published=day))


def test_small_edits_are_copies_and_another_number_is_not() -> None:
    hits = [
        of_paper("Rescuers brought 19 sailors ashore by helicopter near the northern cape on Friday.", "b", TODAY, 1),
        of_paper("Rescuers brought 19 sailors ashore by helicopter near the northern cape Friday.", "a", None, 2),
        of_paper("Rescuers brought 23 sailors ashore by helicopter near the northern cape on Friday.", "c", TODAY, 3),
    ]
    citations = compose("What happened?", hits, ALWAYS).citations
    assert [(one.article_id, [copy.article_id for copy in one.copies]) for one in citations] == [
        ("b", ["a"]),
        ("c", []),
    ]


def test_another_number_in_words_and_a_denial_are_no_copies() -> None:
    said = "{} sailors were {}brought ashore by helicopter near the northern cape on Friday evening, the harbour master said."
    hits = [
        of_paper(said.format(number, denied), name, TODAY, rank)
        for rank, (name, number, denied) in enumerate(
            [("a", "Three", ""), ("b", "Four", ""), ("c", "Three", "not ")], 1
        )
    ]
    citations = compose("What happened?", hits, ALWAYS).citations
    assert [(one.article_id, one.copies) for one in citations] == [("a", ()), ("b", ()), ("c", ())]


def test_who_did_it_and_to_whom_is_told_by_the_order_of_the_words() -> None:
    hits = [
        of_paper("Holmby Rovers beat Norport United in the final of the harbour cup on Sunday.", "a", TODAY, 1),
        of_paper("Norport United beat Holmby Rovers in the final of the harbour cup on Sunday.", "b", TODAY, 2),
        of_paper("On Sunday Holmby Rovers beat Norport United in the final of the harbour cup.", "c", TODAY, 3),
    ]
    citations = compose("What happened?", hits, ALWAYS).citations
    assert [(one.article_id, [copy.article_id for copy in one.copies]) for one in citations] == [
        ("a", ["c"]),
        ("b", []),
    ]


def test_an_undated_copy_is_never_taken_for_the_original_and_equal_days_go_by_id() -> None:
    text = "Rescuers brought the sailors ashore by helicopter near the northern cape."
    hits = [of_paper(text, "a", None, 1), of_paper(text, "c", TODAY, 2), of_paper(text, "b", TODAY, 3)]
    (only,) = compose("What happened?", hits, ALWAYS).citations
    assert (only.article_id, [copy.article_id for copy in only.copies]) == ("b", ["c", "a"])


def test_what_is_printed_again_a_year_later_is_no_copy() -> None:
    text = "The dividend is paid to all members of the harbour cooperative in the first week of July."
    hits = [of_paper(text, "now", date(2024, 2, 28), 1), of_paper(text, "before", date(2023, 2, 27), 2)]
    (only,) = compose("When is the dividend paid?", hits, ALWAYS).citations
    assert (only.article_id, only.copies) == ("now", ())


def test_a_short_sentence_that_two_articles_share_by_chance_is_no_copy() -> None:
    hits = [of_paper("Nobody was hurt.", "a", TODAY, 1), of_paper("Nobody was hurt.", "b", TODAY, 2)]
    assert compose("What happened?", hits, ALWAYS).citations[0].copies == ()


def test_copies_are_listed_on_the_page_behind_their_number() -> None:
    text = "Rescuers brought the sailors ashore by helicopter near the <b>northern</b> cape."
    (only,) = compose("What?", [of_paper(text, n, TODAY, i) for i, n in enumerate("abc", 1)], ALWAYS).citations
    assert "+2 copies" in beside_html(only) and beside_html(replace(only, copies=())) == ""
