"""Questions drafted from articles, and the review that makes a dataset of them."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from index.errors import DatasetError
from index.records import Article, Hit
from qa.answerer import Answerer
from qa.drafting import draft_into
from qa.drafting.drafts import Draft, drafts
from qa.drafting.reviewing import Queue, review
from qa.drafting.wording import as_keywords, from_headline, is_about_something, wordings
from qa.evaluation.datasets import load
from tests.conftest import silent

MEETING = "Ministers of Norway met in Oslo on 21 August 2023 to discuss cod."


class Shelf:
    """Articles, of which every search finds all that share a word with the question."""

    def __init__(self, *articles: Article, hits: Sequence[Hit] = ()) -> None:
        self._articles, self._hits = {a.id: a for a in articles}, list(hits)

    def titles(self) -> list[tuple[str, str]]:
        return [(a.id, a.title) for a in self._articles.values()]

    def article(self, article_id: str) -> Article:
        return self._articles[article_id]

    def search(self, query: str, *, limit: int) -> list[Hit]:
        return self._hits[:limit]


def asked(sentence: str, article: str = "") -> dict[str, tuple[str, str]]:
    return {one.kind: (one.question, one.answer) for one in wordings(sentence, article)}


@pytest.mark.parametrize(
    ("sentence", "kind", "question", "answer"),
    [
        (MEETING, "date", "When was it that ministers of Norway met in Oslo to discuss cod?", "21 August 2023"),
        (MEETING, "place", "Where was it that ministers of Norway met on 21 August 2023 to discuss cod?", "Oslo"),
        (
            "Ada Lind opened the old harbour bridge of Bergen after nine years.",
            "name",
            "Who opened the old harbour bridge of Bergen after nine years?",
            "Ada Lind",
        ),
        (
            "Nine boats sank in the winter storm off the coast of Norway.",
            "number",
            "How many boats sank in the winter storm off the coast of Norway?",
            "Nine",
        ),
        (
            "The harbour company of Bergen sold 40 boats to a shipyard.",
            "number",
            "How many boats was it that the harbour company of Bergen sold to a shipyard?",
            "40",
        ),
        (
            "“We shall rebuild every one of the piers,” said Ada Lind on Monday.",
            "quotation",
            "Who said “We shall rebuild every one of the piers”?",
            "Ada Lind",
        ),
    ],
)
def test_a_detail_of_a_sentence_is_asked_for(sentence: str, kind: str, question: str, answer: str) -> None:
    assert asked(sentence).get(kind, ("", "")) == (question, answer)


@pytest.mark.parametrize(
    "sentence",
    [
        "She opened the old harbour bridge of Bergen in May 2021 after nine years.",
        "The bridge of Bergen, however, reopened in May 2021 after nine years.",
        "By Ada Lind, 12 March 2024, Harbour Gazette, Bergen and Oslo",
        "Who opened the old harbour bridge of Bergen in May 2021, and why?",
        "The bridge that was opened in May 2021 will be closed again in Bergen.",
        "But ministers of Norway met in Oslo on 21 August 2023 to discuss cod.",
    ],
)
def test_what_leans_on_its_surroundings_or_tells_nothing_past_is_not_asked_for(sentence: str) -> None:
    assert wordings(sentence) == []


def test_a_capital_that_only_opens_a_sentence_is_no_name() -> None:
    sentence = "Pumping resumed on 12 May 2021 in the southern states of America."
    assert "name" not in asked(sentence, sentence)
    assert asked("Ingenuity rose twelve metres above the Martian crater.", "They named it Ingenuity.")["name"]


def test_a_date_within_a_clause_is_left_alone() -> None:
    assert "date" not in asked("The bridge, which was opened in May 2021, closed when the river of Bergen froze.")


def test_headlines_are_asked_about_and_mere_titles_are_not() -> None:
    [one] = from_headline("Ada Lind opens the old harbour bridge after nine years")
    assert (one.question, one.answer) == ("Who opens the old harbour bridge after nine years?", "Ada Lind")
    assert not from_headline("Ada Lind Opens The Old Harbour Bridge") and not from_headline("A night in Lusail")


def test_a_question_says_what_it_is_about() -> None:
    assert is_about_something("Who opened the old bridge of Bergen?")
    assert not is_about_something("Who or what was it?") and not is_about_something(
        "Who opened the old harbour bridge?"
    )


def test_keywords_are_what_is_typed_into_a_search_box() -> None:
    assert as_keywords("Who was it that opened the old bridge of Bergen?") == "who opened old bridge bergen"


OSLO = Article("oslo", "Talks on fish", f"{MEETING} Nine boats sank in the winter storm off the coast of Norway.")
BERGEN = Article(
    "bergen",
    "A bridge",
    "Ada Lind opened the old harbour bridge in Bergen on 3 May 2021. The crowd of Danes cheered Ole Hansen in Tromsø on Monday.",
)


def test_every_draft_points_at_its_sentence_and_the_answer_stands_in_it() -> None:
    for one in drafts(Shelf(OSLO, BERGEN), seed=1):
        assert one.answer in one.article.text[one.start : one.end] or one.swapped


def test_the_same_seed_drafts_the_same_and_nothing_twice() -> None:
    first, second = (list(drafts(Shelf(OSLO, BERGEN), seed=3)) for _ in range(2))
    assert first == second and first
    ids = {one.id for one in first}
    assert len(ids) == len(first) and not any(one.id in ids for one in drafts(Shelf(OSLO, BERGEN), 3, ids))


def test_a_question_without_an_answer_names_what_no_article_found_for_it_mentions() -> None:
    unanswered = [one for seed in range(9) for one in drafts(Shelf(OSLO, BERGEN), seed) if one.swapped]
    assert unanswered and all(one.swapped not in one.article.text and not one.answer for one in unanswered)


def test_a_question_that_another_article_answers_as_well_is_not_drafted(answerer: Answerer) -> None:
    """The sample corpus tells of some events in several articles, in nearly the same words."""
    for one in islice(drafts(answerer, seed=2), 5):
        others = [hit for hit in answerer.search(one.question, limit=10) if hit.article.id != one.article.id]
        assert not one.answer or all(s.coverage < 0.9 for hit in others for s in hit.sentences)


def test_an_answer_that_the_title_gives_away_is_not_asked_for() -> None:
    told = Article("cod", "Talks in Oslo", MEETING)
    assert all(one.answer != "Oslo" for seed in range(5) for one in drafts(Shelf(told), seed))


def queued(folder: Path) -> Queue:
    queue = Queue(folder)
    draft_into(queue, Shelf(OSLO, BERGEN), 10, 0, silent)
    return queue


def test_what_is_kept_is_a_dataset_that_can_be_asked(tmp_path: Path) -> None:
    queue = queued(tmp_path)
    waiting = queue.waiting()
    review(queue, lambda line: "keep", lambda line: "")
    assert [q.question for q in load(tmp_path).questions] == [line["question"] for line in waiting]
    assert {q.kind for q in load(tmp_path).questions} == {line["meta"]["kind"] for line in waiting}
    assert not queue.waiting()


def test_each_decision_is_kept_when_the_review_is_broken_off(tmp_path: Path) -> None:
    queue = queued(tmp_path)
    first, second, *rest = (line["id"] for line in queue.waiting())
    decisions = {first: "drop", second: "skip"}
    review(queue, lambda line: decisions.get(line["id"], "quit"), lambda line: "")
    assert [line["id"] for line in queue.waiting()] == [second, *rest] and queue.kept() == 0
    draft_into(queue, Shelf(OSLO, BERGEN), 10, 0, silent)
    assert first not in {line["id"] for line in queue.waiting()}


def test_a_question_may_be_put_in_other_words(tmp_path: Path) -> None:
    queue = queued(tmp_path)
    review(queue, lambda line: "edit", lambda line: "When did the ministers meet?")
    assert {q.question for q in load(tmp_path).questions} == {"When did the ministers meet?"}


def test_a_power_cut_between_the_two_steps_of_a_decision_asks_nothing_twice(tmp_path: Path) -> None:
    queue = queued(tmp_path)
    line = queue.waiting()[0]
    with (tmp_path / "questions.jsonl").open("a") as file:  # the first of the two
        file.write(json.dumps(line) + "\n")
    assert line["id"] not in {one["id"] for one in queue.waiting()} and line["id"] in queue.ids()


def test_a_queue_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "unreviewed.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(DatasetError, match=r'unreviewed.jsonl, line 1: "question" is None, expected a text'):
        Queue(tmp_path).waiting()


def test_from_the_terminal_questions_are_made_reviewed_and_asked(sample_index: Path, tmp_path: Path) -> None:
    run, folder, index = CliRunner().invoke, str(tmp_path / "mine"), str(sample_index)
    made = run(cli.app, ["make-questions", folder, "--index", index, "--count", "3"])
    assert "3 drafted. 3 to review with: article-qa review-questions" in made.stdout
    reviewed = run(cli.app, ["review-questions", folder], input="what\nkeep\nd\nk\n")
    assert "2 kept, 0 to review" in reviewed.stdout and reviewed.exit_code == 0
    scored = run(
        cli.app, ["eval", folder, "--index", index, "--out", str(tmp_path / "out"), "--reader", "none", "--json"]
    )
    assert scored.exit_code == 0 and len((tmp_path / "out" / "run.jsonl").read_text().splitlines()) == 2


def test_text_from_an_article_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = Article("evil", "A\x1b[2J title", MEETING.replace("cod", "cod\x1b[31m"))
    Queue(tmp_path).add(Draft("date", "When \x1b[2J?", "21 August 2023", evil, 0, 60).row())
    shown = CliRunner().invoke(cli.app, ["review-questions", str(tmp_path)], input="q\n").stdout
    assert "\x1b" not in shown and "21 August 2023" in shown
