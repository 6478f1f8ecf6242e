"""Rows of a question file -> Questions, each gold span checked against the article that it points into."""

from index.errors import DatasetError
from index.readers.text import clean
from qa.evaluation.records import Question, Span
from qa.evaluation.rows import Row
from qa.evaluation.texts import Texts, occurrences
from qa.records import Turn

PARAGRAPH_KEYS = ("paragraph", "passage", "paragraph_en")  # of meta: [start, end] in the first gold article
KIND_KEYS = ("kind", "type")  # of meta


def question_of(row: Row, texts: Texts) -> Question:
    """One question. `meta.kind`, `meta.today`, `meta.rewrite` and `meta.paragraph` are optional."""
    meta = row.row("meta")
    question = Question(
        id=row.text("id"),
        question=row.text("question"),
        answers=row.texts("answers"),
        article_ids=_articles(row, texts),
        evidence=_evidence(row, texts),
        answerable=row.flag("answerable"),
        history=_history(row),
        kind=next((meta.text(key) for key in KIND_KEYS if meta.given(key)), None),
        today=meta.day("today"),
        paragraph=_paragraph(row, meta, texts),
        rewrite=meta.optional_text("rewrite"),
    )
    if question.answerable and not question.article_ids:
        raise row.wrong("article_ids", "at least one article, as the question is answerable")
    return question


def _articles(row: Row, texts: Texts) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(row.texts("article_ids")))
    for article_id in ids if texts.known else ():
        if texts.article(article_id) is None:
            raise row.wrong("article_ids", f"articles that exist; there is no {article_id!r}")
    return ids


def _evidence(row: Row, texts: Texts) -> tuple[Span, ...]:
    """The spans that are given; without them every place of the evidence sentences in the gold articles."""
    quotes = row.texts("evidence")
    given = row.rows("evidence_spans")
    if not given:
        return tuple(span for quote in quotes for span in _located(quote, row, texts))
    if quotes and len(quotes) != len(given):
        raise row.wrong("evidence_spans", f"one span for each of the {len(quotes)} texts of evidence")
    spans = [_moved(_span(one), one, texts) for one in given]
    for span, quote, one in zip(spans, quotes, given, strict=False):
        article = texts.article(span.article_id)
        if article and article.text[span.start : span.end] != clean(quote):
            found = article.text[span.start : span.end]
            raise DatasetError(f"{one.where}: holds {found!r}, expected {quote!r}, the text given as evidence")
    return tuple(spans)


def _located(quote: str, row: Row, texts: Texts) -> list[Span]:
    if not texts.known:
        raise row.wrong(
            "evidence_spans", "a span for each text of evidence, as there are no articles here in which to look for it"
        )
    words = clean(quote)
    articles = [article for one in row.texts("article_ids") if (article := texts.article(one))]
    spans = [Span(a.id, start, end) for a in articles for start, end in occurrences(words, a.text)]
    if not spans:
        articles_named = ", ".join(row.texts("article_ids")) or "a gold article"
        raise row.wrong("evidence", f"sentences of {articles_named}, word for word, and {quote!r} is none")
    return spans


def _span(row: Row) -> Span:
    start, end = row.whole("start"), row.whole("end")
    if not 0 <= start < end:
        raise row.wrong("end", f"a place after the start, {start}")
    return Span(row.text("article_id"), start, end)


def _moved(span: Span, row: Row, texts: Texts) -> Span:
    moved = texts.moved(span)
    if moved is None:
        where = f"{span.start}-{span.end} of {span.article_id!r}"
        raise DatasetError(f"{row.where}: found {where}, expected a span of the article's text after cleaning")
    return moved


def _paragraph(row: Row, meta: Row, texts: Texts) -> Span | None:
    key = next((key for key in PARAGRAPH_KEYS if meta.given(key)), None)
    articles = row.texts("article_ids")
    if key is None or not articles:
        return None
    match meta.fields[key]:
        case [int(start), int(end)] if 0 <= start < end:
            return _moved(Span(articles[0], start, end), meta, texts)
    raise meta.wrong(key, "[start, end] of the first gold article")


def _history(row: Row) -> tuple[Turn, ...]:
    """Turns as {question, answer} or as messages {role, text}, of which one of the user opens a turn."""
    turns: list[Turn] = []
    for message in row.rows("history"):
        if message.given("question"):
            turns.append(Turn(message.text("question"), message.optional_text("answer") or ""))
        elif message.text("role") == "user":
            turns.append(Turn(message.text("text"), ""))
        elif turns and not turns[-1].answer:
            turns[-1] = Turn(turns[-1].question, message.text("text"))
        else:
            raise message.wrong("role", 'a message of the "user" before the one that replies')
    return tuple(turns)
