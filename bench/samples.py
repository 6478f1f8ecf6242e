"""A part of a dataset that every program can be asked in minutes: the same articles and questions for all of them.

Taken are questions that nothing was fitted on. The weights of the program were fitted on every second question of
those that count for retrieval, beginning with the first; the sample is of the others.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from qa.evaluation.datasets import ARTICLES, QUESTIONS, load
from qa.evaluation.records import Dataset

TEXTS = "texts.jsonl"  # the articles as the index has them, which is what the other programs are given
MAX_ARTICLES, MAX_QUESTIONS = 600, 500

Row = dict[str, Any]
T = TypeVar("T")


def sample(dataset: Path, folder: Path) -> Dataset:
    """Write the sample as a dataset folder of its own and read it back."""
    questions = spread(held_out(_rows(dataset / QUESTIONS)), MAX_QUESTIONS)
    articles = with_gold(_rows(dataset / ARTICLES), questions, MAX_ARTICLES)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / ARTICLES, articles)
    _write(folder / QUESTIONS, questions)
    taken = load(folder)
    _write(folder / TEXTS, [{"id": a.id, "title": a.title, "text": a.text} for a in taken.articles])
    return taken


def held_out(questions: Sequence[Row]) -> list[Row]:
    """Every second question of those that may be answerable and name their articles, from the second on."""
    counted = [q for q in questions if q["answerable"] is not False and q["article_ids"]]
    return counted[1::2]


def with_gold(articles: Sequence[Row], questions: Sequence[Row], limit: int) -> list[Row]:
    """All articles that a question names and as many others as the limit leaves, in the order of the dataset."""
    gold = {id for question in questions for id in question["article_ids"]}
    others = [article for article in articles if article["id"] not in gold]
    taken = gold | {article["id"] for article in spread(others, max(0, limit - len(gold)))}
    return [article for article in articles if article["id"] in taken]


def spread(items: Sequence[T], limit: int) -> list[T]:
    """At most `limit` items, evenly spaced from the first on.

    >>> spread("abcdefgh", 3)
    ['a', 'c', 'f']
    """
    if len(items) <= limit:
        return list(items)
    return [items[place * len(items) // limit] for place in range(limit)]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _write(path: Path, rows: Sequence[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
