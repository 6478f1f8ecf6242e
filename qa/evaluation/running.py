"""A dataset from its folder to its report: indexed if need be, asked, measured."""

from datetime import date
from functools import partial
from pathlib import Path

from index.embedding import load_embedder
from index.errors import ArticleMissing
from index.generation import IndexFolder
from index.records import Article, Hit
from index.sync import sync
from index.syncing.planning import Progress
from qa.answerer import Answerer
from qa.evaluation import beir
from qa.evaluation.datasets import ARTICLES, load, refuse_missing
from qa.evaluation.html_page import html_page
from qa.evaluation.markdown_page import markdown_page
from qa.evaluation.records import Question
from qa.evaluation.reports import Report, json_report, report_of
from qa.evaluation.runs import MAX_HITS, record
from qa.reader import SHIPPED_READER, load_reader
from qa.records import Reply

RUN_FILE = "run.jsonl"


def evaluate(
    dataset: Path, root: Path | None, out: Path, model: str, progress: Progress, *, reader: str = SHIPPED_READER
) -> Report:
    """Ask a dataset's questions of the index in `root`, or of one made from the dataset's own articles below `out`.

    Writes `out/run.jsonl`. Raises DatasetError and ReaderMissing.
    """
    refuse_missing(dataset)  # before an index is opened
    articles = articles_file(dataset)
    own = load(dataset) if articles else None  # before an index is made
    place = root or (out / "index" if articles else Path(".index"))
    embedder_of = partial(load_embedder, cache=IndexFolder(place).models)
    if root is None and articles:
        sync(articles, place, model, embedder_of, progress=progress)
    answerer = Answerer(place, embedder_of(model), load_reader(reader, IndexFolder(place).models))
    asked = own or load(dataset, articles=lambda article_id: found_article(answerer, article_id))
    asking = _Asking(answerer)
    lines = record(
        out / RUN_FILE,
        asked.questions,
        asking.reply,
        asking.hits,
        made_with=answerer.status().name,
        progress=lambda done: progress("asking", done, len(asked.questions)),
    )
    gold = {article_id for question in asked.questions for article_id in question.article_ids[:1]}
    found = ((article_id, found_article(answerer, article_id)) for article_id in gold)
    return report_of(asked.name, asked.questions, lines, {article_id: one for article_id, one in found if one})


def write_reports(report: Report, out: Path) -> None:
    """`report.json` (a baseline for a later gate), `report.md` and `report.html`, side by side."""
    for name, page in (("json", json_report), ("md", markdown_page), ("html", html_page)):
        (out / f"report.{name}").write_text(page(report), "utf-8", "replace")


class _Asking:
    """Asks each question once, though its hits and its answer are wanted one after the other."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._last: tuple[str, Reply] | None = None

    def reply(self, question: Question) -> Reply:
        if self._last is None or self._last[0] != question.id:
            today = question.today or date.today()
            reply = self._answerer.ask(question.question, history=question.history, limit=MAX_HITS, today=today)
            self._last = (question.id, reply)
        return self._last[1]

    def hits(self, question: Question) -> list[Hit]:
        return list(self.reply(question).answer.consulted)


def articles_file(dataset: Path) -> Path | None:
    """The articles that a dataset brings; None when its questions are about an index that exists already."""
    names = ("corpus.jsonl",) if dataset.is_dir() and beir.is_beir(dataset) else (ARTICLES,)
    return next((dataset / name for name in names if (dataset / name).is_file()), None)


def found_article(answerer: Answerer, article_id: str) -> Article | None:
    """An article of the index, None when it has none of that id."""
    try:
        return answerer.article(article_id)
    except ArticleMissing:
        return None
