"""The panel beside the conversation: what an answer quotes, each in its passage, and what else was read."""

from collections.abc import Iterable, Sequence
from datetime import date

from index.records import Hit
from qa.composing import CONSULTED
from qa.records import Answer, Citation, Reply
from qa.render import day, escape, excerpt, permalink
from web.ask.evidence_view import beside_html
from web.ask.quoted import Quoted, quoted_beside, quoted_up_to


def sources_html(reply: Reply, turn: int, earlier: Iterable[Quoted] = ()) -> str:
    """The panel of one answer: cited excerpts, or the nearest passages marked as no answer; what else was consulted.

    `earlier` is what the conversation has quoted before: an article opened from here shows that lightly.
    """
    answer = reply.answer
    quoted = quoted_up_to(answer, earlier)
    cited, rest = _by_home(answer)
    if answer.answered:
        cards = "".join(_cited_card(home, citations, turn, quoted) for home, citations in cited)
        body = f'<h2 class="heading">Sources</h2><ol class="cards">{cards}</ol>{_also(rest, quoted)}'
    else:
        cards = "".join(_passage_card(hit, quoted) for hit in rest)
        body = (
            '<h2 class="heading">Nearest passages</h2>'
            '<p class="not-an-answer">Not an answer: the closest that your articles come to the question.</p>'
            f'<ol class="cards">{cards}</ol>'
        )
    return _panel(body, reply.question, turn)


def found_sources_html(hits: Sequence[Hit], question: str, turn: int) -> str:
    """The panel while the answer is still made: the best passages that were found."""
    cards = "".join(_passage_card(hit, ()) for hit in hits[:CONSULTED])
    return _panel(f'<h2 class="heading">Found so far</h2><ol class="cards">{cards}</ol>', question, turn)


def _panel(body: str, question: str, turn: int) -> str:
    asked = f'<p class="asked" dir="auto">{escape(question)}</p>'
    return f'<section class="sources" id="t{turn}" tabindex="-1">{asked}{body}</section>'


def home_of(citation: Citation, consulted: Sequence[Hit]) -> Hit | None:
    """The best hit whose passage holds the cited sentence."""
    of_article = (hit for hit in consulted if hit.article.id == citation.article_id)
    holding = (hit for hit in of_article if hit.passage.start <= citation.start and citation.end <= hit.passage.end)
    return next(holding, None)


def _by_home(answer: Answer) -> tuple[list[tuple[Hit | None, list[Citation]]], list[Hit]]:
    """Citations by number, those of one passage together; then the hits that no citation stands in."""
    groups: dict[str, tuple[Hit | None, list[Citation]]] = {}
    for citation in answer.citations:
        home = home_of(citation, answer.consulted)
        key = home.passage.id if home else f"[{citation.number}]"
        groups.setdefault(key, (home, []))[1].append(citation)
    return list(groups.values()), [hit for hit in answer.consulted if hit.passage.id not in groups]


def _cited_card(home: Hit | None, citations: Sequence[Citation], turn: int, quoted: Sequence[Quoted]) -> str:
    first = citations[0]
    numbers = "".join(
        f'<span class="number" id="c{turn}-{c.number}">{escape(f"[{c.number}]")}</span> ' for c in citations
    )
    text, start = (home.passage.text, home.passage.start) if home else (first.quote, first.start)
    body = excerpt(text, start, {(c.start, c.end): f' class="quote-{c.number}"' for c in citations})
    others = quoted_beside(first.article_id, first.content_hash, quoted, citations)
    href = permalink(first.article_id, citations, home.passage if home else None, beside=others)
    meta = _meta(first.published, first.source)
    beside = "".join(beside_html(citation) for citation in citations)
    return _card(numbers, first.title, meta, body, href, beside)


def _passage_card(hit: Hit, quoted: Sequence[Quoted]) -> str:
    article, passage = hit.article, hit.passage
    meta = _meta(article.published, article.source)
    body = excerpt(passage.text, passage.start, {})
    version = article.content_hash
    others = quoted_beside(article.id, version, quoted)
    return _card("", article.title, meta, body, permalink(article.id, passage=passage, version=version, beside=others))


def _card(numbers: str, title: str, meta: str, body: str, href: str, beside: str = "") -> str:
    return (
        f'<li class="card" tabindex="-1"><h3 class="title" dir="auto">{numbers}{escape(title)}</h3>'
        f'<p class="meta">{meta}</p><blockquote class="passage" dir="auto">{body}</blockquote>{beside}'
        f'<a class="open" href="{escape(href)}" target="_blank" rel="noopener">Open article'
        f'<span class="unseen">: {escape(title)}</span></a></li>'
    )


def _meta(published: date | None, source: str | None) -> str:
    return day(published) + (f" · <bdi>{escape(source)}</bdi>" if source else "")


def _also(rest: Sequence[Hit], quoted: Sequence[Quoted]) -> str:
    if not rest:
        return ""
    cards = "".join(_passage_card(hit, quoted) for hit in rest)
    return (
        f'<details class="also"><summary>Also consulted ({len(rest)})</summary>'
        f'<p class="aside">Read for this answer, but not cited.</p><ol class="cards">{cards}</ol></details>'
    )
