"""The folder layout of BEIR (Thakur et al. 2021, arXiv:2104.08663), read as rows of our own layout.

A score above 0 counts as relevant, and no score more than another: nDCG of a graded set is not the published one.
Whether a query can be answered is not known there, so such a set measures retrieval only.
"""

from collections.abc import Iterator
from pathlib import Path

from index.errors import DatasetError
from qa.evaluation.rows import Row, read_rows, unreadable

CORPUS, QUERIES, JUDGEMENTS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"


def is_beir(folder: Path) -> bool:
    return (folder / CORPUS).is_file()


def article_rows(folder: Path) -> Iterator[Row]:
    """The corpus. A document of nothing but a title is its title; one of nothing at all is left out."""
    for row in read_rows(folder / CORPUS):
        title, text = row.optional_text("title"), row.optional_text("text")
        if title or text:
            yield Row(row.where, {"id": row.text("_id"), "title": title or "", "text": text or title})


def question_rows(folder: Path, judgements: str) -> Iterator[Row]:
    """The queries that have a relevant document, in the order of queries.jsonl."""
    relevant = _relevant(folder / judgements)
    for row in read_rows(folder / QUERIES):
        ids = relevant.pop(row.text("_id"), None)
        if ids:
            yield Row(row.where, {"id": row.text("_id"), "question": row.text("text"), "article_ids": ids})
    if relevant:
        query = next(iter(relevant))
        raise DatasetError(f"{folder / judgements}: found a judgement of {query!r}, expected queries of {QUERIES}")


def _relevant(path: Path) -> dict[str, list[str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: not UTF-8 ({error}), expected a table of judgements") from None
    relevant: dict[str, list[str]] = {}
    for number, line in enumerate(lines, 1):
        match line.rstrip("\r").split("\t"):
            case [""] | ["query-id", "corpus-id", "score"]:
                continue
            case [query, document, score] if score.lstrip("-").isdecimal():
                if int(score) > 0:
                    relevant.setdefault(query, []).append(document)
            case _:
                expected = "a query-id, a corpus-id and a whole score between tabs"
                raise DatasetError(f"{path}, line {number}: found {line!r}, expected {expected}")
    return relevant
