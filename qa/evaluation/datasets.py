"""Dataset folders: articles to index, questions to ask, and what is known of the right answers.

- articles.jsonl and questions.jsonl: our own layout
- questions.jsonl alone, or a path to a .jsonl file: questions about an index that exists already
- corpus.jsonl, queries.jsonl and qrels/test.tsv: the layout of BEIR
"""

from collections.abc import Iterable
from pathlib import Path

from index.errors import DatasetError
from index.records import Article
from qa.evaluation import beir
from qa.evaluation.questions import question_of
from qa.evaluation.records import Dataset, Question, Span
from qa.evaluation.rows import Row, read_rows, together
from qa.evaluation.texts import Lookup, Texts, article_of

__all__ = ["Dataset", "Question", "Span", "load"]

ARTICLES, QUESTIONS = "articles.jsonl", "questions.jsonl"


def load(folder: Path, *, questions: str = QUESTIONS, articles: Lookup | None = None) -> Dataset:
    """Read a dataset: all of it or a DatasetError, which names the first wrong article or the first wrong questions.

    `questions` names another question file of the folder; in a folder of BEIR, other judgements. `articles` finds the
    articles of an existing index for questions that come without theirs: with it, gold articles must exist there, and
    evidence may be given as words alone.
    """
    refuse_missing(folder, questions)
    wrong: list[DatasetError] = []
    if folder.suffix == ".jsonl":
        return Dataset(folder.stem, (), _questions(read_rows(folder, wrong), Texts({}, {}, articles), wrong))
    if beir.is_beir(folder):
        texts = _texts(beir.article_rows(folder), None)
        rows = beir.question_rows(folder, beir.JUDGEMENTS if questions == QUESTIONS else questions)
    else:
        own = folder / ARTICLES
        texts = _texts(read_rows(own) if own.is_file() else (), articles)
        rows = read_rows(folder / questions, wrong)
    return Dataset(folder.resolve().name, tuple(texts.own.values()), _questions(rows, texts, wrong))


def refuse_missing(folder: Path, questions: str = QUESTIONS) -> None:
    """Raises DatasetError when there is no such file of questions, or no such folder with one."""
    if folder.suffix != ".jsonl" and not folder.is_dir():
        raise DatasetError(f"{folder}: there is no such folder, expected one with {questions}, or a .jsonl file")
    if folder.suffix == ".jsonl" and not folder.is_file():
        raise DatasetError(f"{folder}: there is no such file")
    if folder.is_dir() and not beir.is_beir(folder) and not (folder / questions).is_file():
        raise DatasetError(f"{folder}: there is no {questions} in it, expected one, or the layout of BEIR")


def _texts(rows: Iterable[Row], elsewhere: Lookup | None) -> Texts:
    own: dict[str, Article] = {}
    uncleaned: dict[str, str] = {}
    for row in rows:
        article = article_of(row)
        if article.id in own:
            raise row.wrong("id", "an id that no article before it has")
        own[article.id] = article
        if article.text != row.text("text"):
            uncleaned[article.id] = row.text("text")
    return Texts(own, uncleaned, elsewhere)


def _questions(rows: Iterable[Row], texts: Texts, wrong: list[DatasetError]) -> tuple[Question, ...]:
    """The questions of all rows; `wrong` fills with what is wrong with lines, so that all of it can be mended at once."""
    questions: dict[str, Question] = {}
    for row in rows:
        try:
            question = question_of(row, texts)
            if question.id in questions:
                raise row.wrong("id", "an id that no question before it has")
            questions[question.id] = question
        except DatasetError as error:
            wrong.append(error)
    if wrong:
        raise together(wrong)
    if not questions:
        raise DatasetError("the dataset holds no question, expected at least one")
    return tuple(questions.values())
