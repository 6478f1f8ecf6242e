"""The page of one article: plain HTML that needs no script, prints well and can be linked to for good."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.library import Edition
from index.records import Article, Span
from qa.render import day, escape, marked, web_link
from web.changes_view import changes_section, replaced_notice
from web.layout import page

_BLANK_LINES = re.compile(r"\n\s*\n")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
MAX_MARKS = 50  # no answer cites more sentences of one article
HEADING_CHARS = 70

STALE = (
    "This article has changed since the link to it was made, and its text of that time is kept no longer, so the quoted "
    "sentence cannot be marked. Ask the question again for a link to the article as it is now."
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a link asks to be shown in an article. `stale`: it was made for a text that is not to be had."""

    cited: tuple[Span, ...] = ()
    passage: Span | None = None
    beside: tuple[Span, ...] = ()  # quoted elsewhere in the conversation that the link is from
    stale: bool = False


def marks_of(edition: Edition, cited: Sequence[str], passage: str, beside: Sequence[str] = ()) -> Marks:
    """The spans that a permalink names, if the text that it was made for is there and holds them."""
    article = edition.cited
    if article is None:
        return Marks(stale=True)
    spans = tuple(_span(text) for text in cited[:MAX_MARKS])
    shaded = _span(passage)
    wanted = spans or ((shaded,) if shaded else ())
    if any(span is None or not span[0] < span[1] <= len(article.text) for span in wanted):
        return Marks(stale=True)
    known = tuple(span for span in wanted if span)
    fits = shaded is not None and shaded[0] < shaded[1] <= len(article.text)
    others = (_span(text) for text in beside[:MAX_MARKS])
    held = tuple(span for span in others if span and span[0] < span[1] <= len(article.text))
    return Marks(known if spans else (), shaded if fits else None, held)


def _span(text: str) -> Span | None:
    match = _SPAN.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def article_page(edition: Edition, marks: Marks) -> str:
    """The whole article: cited sentences marked (#cited), the passage they were read in shaded (#passage).

    Where the text that was cited has been replaced since, that text is shown and, below it, what has changed (#changes).
    """
    article = edition.cited or edition.current
    notice = f'<p class="stale" role="status">{escape(STALE)}</p>' if marks.stale else ""
    changes = ""
    if article != edition.current:
        notice, changes = replaced_notice(edition) + notice, changes_section(article, edition.current)
    lang = f' lang="{escape(article.lang)}"' if article.lang else ""
    body = "".join(_paragraph(article.text, a, b, marks) for a, b in _body(article, marks))
    return page(
        article.title,
        f'<article{lang}><header><h1 dir="auto">{escape(article.title)}</h1>{_byline(article)}</header>{notice}'
        f'{_legend(marks)}<div class="text">{body}</div></article>{changes}<footer class="origin">{_origin(article)}</footer>',
        style="article.css",
    )


def missing_page(article_id: str) -> str:
    return page(
        "Article not found",
        "<article><header><h1>Article not found</h1></header><div class='text'><p>There is no article "
        f"<code>{escape(article_id)}</code> in the index. It may have been renamed or deleted since the link was made."
        "</p></div></article>",
        style="article.css",
    )


def _body(article: Article, marks: Marks) -> list[Span]:
    """The paragraphs, without a first one that only repeats the title above it, unless it is what is marked."""
    spans = list(_paragraphs(article.text))
    first, last = spans[0]
    repeats = " ".join(article.text[first:last].split()) == article.title
    shown = any(first < b and a < last for a, b in (*marks.cited, *([marks.passage] if marks.passage else [])))
    return spans[1:] if repeats and not shown else spans


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for gap in _BLANK_LINES.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def _paragraph(text: str, start: int, end: int, marks: Marks) -> str:
    if not text[start:end].strip():
        return ""
    first, last = marks.passage or (start, start)
    first, last = min(max(first, start), end), min(max(last, start), end)
    spans = dict.fromkeys(marks.beside, ' class="beside"')
    spans |= {(a, b): ' id="cited"' if start <= a < end and (a, b) == marks.cited[0] else "" for a, b in marks.cited}
    before, read, after = (marked(text[a:b], a, spans) for a, b in ((start, first), (first, last), (last, end)))
    if read:
        anchor = ' id="passage"' if marks.passage and start <= marks.passage[0] < end else ""
        read = f'<span class="read"{anchor}>{read}</span>'
    heading = ' class="heading"' if _looks_like_heading(text[start:end]) and end < len(text) else ""
    return f'<p id="from-{start}" dir="auto"{heading}>{before}{read}{after}</p>'


def _looks_like_heading(paragraph: str) -> bool:
    """For the look of the page only: one short line that does not end as a sentence does."""
    line = paragraph.strip()
    return len(line) <= HEADING_CHARS and "\n" not in line and line[-1:].isalnum()


def _byline(article: Article) -> str:
    facts = [day(article.published)]
    if article.modified and article.modified != article.published:
        facts.append(f"updated {day(article.modified)}")
    facts += [f"<bdi>{escape(name)}</bdi>" for name in (article.source, article.author) if name]
    return f'<p class="byline">{" · ".join(facts)}</p>'


def _legend(marks: Marks) -> str:
    if not marks.cited and not marks.passage:
        return ""
    cited = "<li><mark>Marked</mark> is the sentence that the answer quotes.</li>" if marks.cited else ""
    beside = "<li><mark class='beside'>Marked lightly</mark> is what this conversation quotes besides.</li>"
    cited += beside if marks.beside else ""
    shaded = '<li><span class="read">Shaded</span> is the passage that was read.</li>' if marks.passage else ""
    return f'<ul class="legend">{cited}{shaded}</ul>'


def _origin(article: Article) -> str:
    original = f"Original: {web_link(article.url)} · " if article.url else ""
    return f"<p>{original}Article <code>{escape(article.id)}</code></p>"
