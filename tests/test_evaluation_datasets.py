import json
from datetime import date
from pathlib import Path

import pytest

from index.errors import DatasetError
from index.records import Article
from qa.evaluation.datasets import load
from qa.evaluation.records import Span
from qa.records import Turn
from tests.evaluation_examples import RAIN, SNOW

ARTICLE = {"id": "weather/rain", "title": "Rain", "date": "2024-02-03", "url": "", "text": RAIN.text}
QUESTION = {
    "id": "q1",
    "question": "How far did the river rise?",
    "answers": ["two metres"],
    "article_ids": ["weather/rain"],
    "evidence": ["The river rose by two metres."],
    "evidence_spans": [{"article_id": "weather/rain", "start": 21, "end": 50}],
    "answerable": True,
    "history": [],
}


def write(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def folder(tmp_path: Path, question: object = QUESTION, article: object = ARTICLE) -> Path:
    write(tmp_path / "articles.jsonl", article)
    write(tmp_path / "questions.jsonl", question)
    return tmp_path


def complaint(tmp_path: Path, question: object = QUESTION, article: object = ARTICLE) -> str:
    with pytest.raises(DatasetError) as error:
        load(folder(tmp_path, question, article))
    return str(error.value)


def lookup(article_id: str) -> Article | None:
    return {RAIN.id: RAIN, SNOW.id: SNOW}.get(article_id)


# ------------------------------------------------------------------------------------------------------ our own layout


def test_a_folder_gives_its_articles_and_questions(tmp_path: Path) -> None:
    dataset = load(folder(tmp_path))
    assert dataset.name == tmp_path.name
    assert [(a.id, a.title, a.text, a.published, a.url) for a in dataset.articles] == [
        ("weather/rain", "Rain", RAIN.text, date(2024, 2, 3), None)
    ]
    (question,) = dataset.questions
    assert question.id == "q1" and question.question == "How far did the river rise?"
    assert question.answers == ("two metres",) and question.article_ids == ("weather/rain",)
    assert question.evidence == (Span("weather/rain", 21, 50),)
    assert question.answerable is True and question.history == () and question.kind is None


def test_an_article_without_a_date_has_no_date(tmp_path: Path) -> None:
    (article,) = load(folder(tmp_path, article=ARTICLE | {"date": ""})).articles
    assert article.published is None


def test_an_untitled_article_is_titled_by_its_first_words(tmp_path: Path) -> None:
    (article,) = load(folder(tmp_path, article=ARTICLE | {"title": ""})).articles
    assert article.title == RAIN.text


def test_what_meta_says_is_read(tmp_path: Path) -> None:
    meta = {"kind": "date", "today": "2024-03-01", "rewrite": "How far did it rise?", "paragraph": [0, 50]}
    (question,) = load(folder(tmp_path, QUESTION | {"meta": meta})).questions
    assert (question.kind, question.today) == ("date", date(2024, 3, 1))
    assert (question.rewrite, question.paragraph) == ("How far did it rise?", Span("weather/rain", 0, 50))


@pytest.mark.parametrize(
    "history",
    [
        [{"question": "Did it rain?", "answer": "Yes."}, {"question": "When?", "answer": ""}],
        [
            {"role": "user", "text": "Did it rain?"},
            {"role": "agent", "text": "Yes."},
            {"role": "user", "text": "When?"},
        ],
    ],
)
def test_a_history_may_be_turns_or_messages(tmp_path: Path, history: list[object]) -> None:
    (question,) = load(folder(tmp_path, QUESTION | {"history": history})).questions
    assert question.history == (Turn("Did it rain?", "Yes."), Turn("When?", ""))


def test_a_byte_order_mark_at_the_head_of_a_file_is_passed_over(tmp_path: Path) -> None:
    path = folder(tmp_path) / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [q.id for q in load(tmp_path).questions] == ["q1"]


def test_another_question_file_can_be_named(tmp_path: Path) -> None:
    write(folder(tmp_path) / "questions.hard.jsonl", QUESTION | {"id": "hard"})
    assert [q.id for q in load(tmp_path, questions="questions.hard.jsonl").questions] == ["hard"]


def test_a_question_of_unknown_answerability_stays_unknown(tmp_path: Path) -> None:
    (question,) = load(folder(tmp_path, QUESTION | {"answerable": None})).questions
    assert question.answerable is None


# ------------------------------------------------------------------------------------------------------ gold evidence


def test_a_span_moves_with_the_text_that_cleaning_changes(tmp_path: Path) -> None:
    raw = "\ufeffRain fell.\r\n\r\n\r\nThe river rose.\r\n\r\n\r\nSnow fell. The river rose."
    start = raw.rindex("The river rose.")
    spans = [{"article_id": "weather/rain", "start": start, "end": len(raw)}]
    changed = QUESTION | {"evidence": ["The river rose."], "evidence_spans": spans}
    dataset = load(folder(tmp_path, changed, ARTICLE | {"text": raw}))
    text = dataset.articles[0].text
    assert dataset.questions[0].evidence == (Span("weather/rain", len(text) - 15, len(text)),)


def test_a_span_moves_when_the_title_repeated_at_the_head_is_cut_off(tmp_path: Path) -> None:
    raw = "Rain\n\nA river rose. Rain\n\nA river rose."
    spans = [
        {"article_id": "weather/rain", "start": 6, "end": 19},
        {"article_id": "weather/rain", "start": 26, "end": 39},
    ]
    changed = QUESTION | {"evidence": ["A river rose."] * 2, "evidence_spans": spans}
    dataset = load(folder(tmp_path, changed, ARTICLE | {"text": raw}))
    assert dataset.articles[0].text == "A river rose. Rain\n\nA river rose."
    assert dataset.questions[0].evidence == (Span("weather/rain", 0, 13), Span("weather/rain", 20, 33))


def test_evidence_without_spans_is_every_place_where_it_stands(tmp_path: Path) -> None:
    words = QUESTION | {"article_ids": ["weather/snow"], "evidence": ["The river froze."], "evidence_spans": []}
    write(tmp_path / "set.jsonl", words)
    (question,) = load(tmp_path / "set.jsonl", articles=lookup).questions
    assert question.evidence == (Span("weather/snow", 22, 38), Span("weather/snow", 39, 55))


def test_questions_alone_are_a_dataset_without_articles(tmp_path: Path) -> None:
    write(tmp_path / "questions.jsonl", QUESTION)
    dataset = load(tmp_path)
    assert dataset.articles == () and dataset.questions[0].evidence == (Span("weather/rain", 21, 50),)
    assert load(tmp_path / "questions.jsonl").questions == dataset.questions


# ------------------------------------------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": 7}, '"id" is 7, expected a text'),
        ({"question": " "}, "\"question\" is ' ', expected a text"),
        ({"answers": "two"}, "\"answers\" is 'two', expected a list of texts"),
        ({"answerable": "yes"}, "\"answerable\" is 'yes', expected true, false or null"),
        ({"article_ids": ["gone"]}, "there is no 'gone'"),
        ({"article_ids": [], "evidence": [], "evidence_spans": []}, "at least one article"),
        ({"meta": [1]}, '"meta" is [1], expected an object'),
        ({"meta": {"today": "soon"}}, "line 1, meta: \"today\" is 'soon', expected a day as YYYY-MM-DD"),
        ({"meta": {"paragraph": [5, 2]}}, '"paragraph" is [5, 2], expected [start, end]'),
        ({"meta": {"paragraph": [0, 99]}}, "found 0-99 of 'weather/rain', expected a span"),
        ({"evidence": ["a", "b"]}, "one span for each of the 2 texts"),
        (
            {"evidence": ["Rain fell on Monday."]},
            "holds 'The river rose by two metres.', expected 'Rain fell on Monday.'",
        ),
        ({"evidence": ["It hailed."], "evidence_spans": []}, "word for word, and 'It hailed.' is none"),
        ({"evidence_spans": [{"article_id": "weather/rain", "start": 21, "end": 90}]}, "found 21-90 of 'weather/rain'"),
        ({"evidence_spans": [{"article_id": "weather/rain", "start": 5, "end": 5}]}, "a place after the start, 5"),
        ({"evidence_spans": [{"article_id": "weather/rain", "start": True, "end": 5}]}, '"start" is True'),
        ({"history": [{"role": "agent", "text": "Yes."}]}, "history[0]: \"role\" is 'agent'"),
    ],
)
def test_a_wrong_question_names_the_line_what_was_found_and_what_was_expected(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    message = complaint(tmp_path, QUESTION | change)
    assert message.startswith(f"{tmp_path / 'questions.jsonl'}, line 1") and said in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": ""}, "\"text\" is '', expected a text"),
        ({"date": "21st of never"}, "21st of never"),
        ({"id": ""}, "\"id\" is ''"),
    ],
)
def test_a_wrong_article_names_the_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    message = complaint(tmp_path, article=ARTICLE | change)
    assert message.startswith(f"{tmp_path / 'articles.jsonl'}, line 1") and said in message


@pytest.mark.parametrize("line", ["{", "[1]", '"x"', "\udcff", "[" * 100_000])
def test_a_line_that_is_no_object_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    folder(tmp_path)
    with (tmp_path / "questions.jsonl").open("ab") as file:
        file.write(("\n" + line + "\n").encode("utf-8", "surrogateescape"))
    with pytest.raises(DatasetError, match=r"questions\.jsonl, line 3: found"):
        load(tmp_path)


def test_all_wrong_questions_are_named_at_once(tmp_path: Path) -> None:
    file = folder(tmp_path) / "questions.jsonl"
    write(file, QUESTION | {"id": 7}, QUESTION, QUESTION, QUESTION | {"id": "q2", "answerable": "yes"})
    file.write_text(file.read_text() + "{\n" + "[]\n" * 3)
    with pytest.raises(DatasetError) as caught:
        load(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{file}, line 1: ") and message.count(str(file)) == 1
    assert [f"; line {number}: " in message for number in range(2, 8)] == [False, True, True, True, True, False]
    assert message.endswith("; and 2 more lines are wrong")


def test_two_questions_or_articles_of_one_id_are_an_error(tmp_path: Path) -> None:
    write(folder(tmp_path) / "questions.jsonl", QUESTION, QUESTION)
    with pytest.raises(
        DatasetError, match=r"questions\.jsonl, line 2: \"id\" is 'q1', expected an id that no question"
    ):
        load(tmp_path)
    write(folder(tmp_path) / "articles.jsonl", ARTICLE, ARTICLE)
    with pytest.raises(DatasetError, match=r"articles\.jsonl, line 2: \"id\" is 'weather/rain'"):
        load(tmp_path)


def test_missing_folders_and_files_and_empty_ones_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no such folder"):
        load(tmp_path / "gone")
    with pytest.raises(DatasetError, match=r"there is no questions\.jsonl in it"):
        load(tmp_path)
    with pytest.raises(DatasetError, match=r"gone\.jsonl: there is no such file"):
        load(tmp_path / "gone.jsonl")
    write(tmp_path / "questions.jsonl")
    with pytest.raises(DatasetError, match="no question"):
        load(tmp_path)


def test_evidence_in_words_needs_articles_to_find_it_in(tmp_path: Path) -> None:
    write(tmp_path / "set.jsonl", QUESTION | {"evidence_spans": []})
    with pytest.raises(DatasetError, match="no articles here in which to look for it"):
        load(tmp_path / "set.jsonl")


# ---------------------------------------------------------------------------------------------------------------- BEIR


def beir(tmp_path: Path, judgements: str = "query-id\tcorpus-id\tscore\nq2\td1\t1\nq2\td2\t0\nq1\td2\t2\n") -> Path:
    documents = [{"_id": "d1", "title": "", "text": "Rain."}, {"_id": "d2", "title": "Snow", "text": ""}]
    write(tmp_path / "corpus.jsonl", *documents, {"_id": "d3", "title": "", "text": ""})
    write(tmp_path / "queries.jsonl", *({"_id": f"q{n}", "text": f"query {n}", "metadata": {}} for n in (1, 2, 3)))
    (tmp_path / "qrels").mkdir(exist_ok=True)
    (tmp_path / "qrels" / "test.tsv").write_text(judgements)
    return tmp_path


def test_a_beir_folder_gives_the_judged_queries(tmp_path: Path) -> None:
    dataset = load(beir(tmp_path))
    assert [(a.id, a.title, a.text) for a in dataset.articles] == [("d1", "Rain.", "Rain."), ("d2", "Snow", "Snow")]
    found = [(q.id, q.question, q.article_ids, q.answerable) for q in dataset.questions]
    assert found == [("q1", "query 1", ("d2",), None), ("q2", "query 2", ("d1",), None)]


@pytest.mark.parametrize(
    ("judgements", "said"),
    [
        ("q1 d1 1\n", "line 1: found 'q1 d1 1', expected a query-id, a corpus-id and a whole score"),
        ("q9\td1\t1\n", "found a judgement of 'q9', expected queries of queries.jsonl"),
        ("q1\td9\t1\n", "there is no 'd9'"),
    ],
)
def test_wrong_judgements_are_an_error(tmp_path: Path, judgements: str, said: str) -> None:
    with pytest.raises(DatasetError) as error:
        load(beir(tmp_path, judgements))
    assert said in str(error.value)
