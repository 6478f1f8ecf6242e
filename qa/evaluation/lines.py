"""Lines of a run file, whoever wrote it -> the records that are scored."""

from pathlib import Path

from qa.evaluation.records import Excerpt, Line, Span
from qa.evaluation.rows import Row, read_rows


def read_lines(path: Path) -> tuple[Line, ...]:
    """The lines of a run file, in its order; a question that stands in it twice is an error."""
    lines: dict[str, Line] = {}
    for row in read_rows(path):
        line = line_of(row)
        if line.question_id in lines:
            raise row.wrong("id", "a question that no line before it answers")
        lines[line.question_id] = line
    return tuple(lines.values())


def line_of(row: Row) -> Line:
    answer = row.row("answer")
    answered = answer.flag("answered")
    if answered is None:
        raise answer.wrong("answered", "true or false")
    return Line(
        question_id=row.text("id"),
        hits=tuple(_excerpt(hit, "text") for hit in _by_rank(row)),
        citations=tuple(_excerpt(citation, "quote") for citation in answer.rows("citations")),
        answered=answered,
        confidence=answer.number("confidence"),
        generation=answer.text("generation"),
        took_ms=answer.number("took_ms"),
        unsure=answer.flag("unsure") is True,
    )


def _by_rank(row: Row) -> tuple[Row, ...]:
    hits = row.rows("hits")
    for expected, hit in enumerate(hits, 1):
        if hit.whole("rank") != expected:
            raise hit.wrong("rank", f"{expected}: hits stand in the order of their ranks, which count from 1")
    return hits


def _excerpt(row: Row, words: str) -> Excerpt:
    start, end = row.whole("start"), row.whole("end")
    if not 0 <= start < end:
        raise row.wrong("end", f"a place after the start, {start}")
    return Excerpt(Span(row.text("article_id"), start, end), row.text("title"), row.text(words))
