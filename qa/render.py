"""Records to HTML, and the one place where text is escaped.

Pure functions. Each returns HTML on a single line: a Markdown renderer that is handed it finds neither a blank line nor
a character of its own to act on, and leaves it as it is. The classes are those of web/static.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit

from index.records import Filters, Hit, Passage
from qa.inferring import inferred_note
from qa.recency import day_text, evidence_note
from qa.records import Answer, Citation, Reply

CONTEXT_CHARS = 160  # about three lines of a card on each side of what it quotes
HIDDEN_CHARS = 60  # less than a line of it is not worth hiding

Span = tuple[int, int]  # half-open, in code points of the article's text

_UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), _UNSHOWABLE)
_PUNCTUATION = {ord(c): f"&#{ord(c)};" for c in "\n\t&<>\"'`*_{}[]()#+-.!|~:\\$@/=^%"}
_ESCAPES = str.maketrans(_CONTROLS | _PUNCTUATION)
_OUTDATED = "the last update of the index could not be used"
_MARK = re.compile(r"\s*\[(\d+)\]")


class Status(Protocol):
    """What is being searched, as `qa.answerer.Status` says it."""

    @property
    def name(self) -> str: ...
    @property
    def articles(self) -> int: ...
    @property
    def newest(self) -> date | None: ...
    @property
    def problem(self) -> str | None: ...  # why a newer generation is not the one that answers


def escape(text: str) -> str:
    """Text as HTML that shows exactly these characters, whether HTML or Markdown is expected around it.

    Characters that cannot be shown or sent (controls, lone surrogates) become U+FFFD.

    >>> escape("<b> *x* https://e.org")
    '&#60;b&#62; &#42;x&#42; https&#58;&#47;&#47;e&#46;org'
    """
    return text.translate(_ESCAPES)


def permalink(article_id: str, cited: Sequence[Citation] = (), passage: Passage | None = None) -> str:
    """Path of the article's page with these sentences marked, the passage shaded and the fragment of what to scroll to.

    `h` is a fingerprint of the marked text, so that the page can tell when the article has changed since.

    >>> permalink("space/luna 25")
    '/article/space/luna%2025'
    """
    keep = "" if {".", "..", ""} & set(article_id.split("/")) else "/"  # a browser would resolve such segments
    path = "/article/" + quote(article_id, safe=keep, errors="replace")
    marked = [c.quote for c in cited] or ([passage.text] if passage else [])
    if not marked:
        return path
    query = [("s", f"{c.start}-{c.end}") for c in cited]
    if passage:
        query.append(("p", f"{passage.start}-{passage.end}"))
    query.append(("h", fingerprint(marked)))
    return f"{path}?{urlencode(query)}#{'cited' if cited else 'passage'}"


def fingerprint(texts: Iterable[str]) -> str:
    """Eight hex digits that tell an edit from the original; no protection against someone who wants to collide."""
    return blake2b("\x1f".join(texts).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def web_link(url: str | None) -> str:
    """A link to where an article came from, showing the host; anything but http and https is shown as plain text."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed IPv6 bracket
        return escape(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return escape(url)
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{escape(parts.hostname.removeprefix('www.'))}</a>"
    )


def day(when: date | None) -> str:
    """The same inside <time>, kept on one line."""
    text = day_text(when).replace(" ", "&#160;")
    return f'<time datetime="{when.isoformat()}">{text}</time>' if when else text


def marked(text: str, start: int, spans: Mapping[Span, str]) -> str:
    """Escaped text that begins at `start` of its article, with each span in a <mark> carrying the given attributes.

    Where spans overlap, the later one is marked from where the earlier one ends; nothing outside the text is marked.

    >>> marked("Up. Down.", 10, {(14, 19): ' id="cited"'})
    'Up&#46; <mark id="cited">Down&#46;</mark>'
    """
    out, at, end = [], start, start + len(text)
    for (first, last), attributes in sorted(spans.items()):
        first, last = max(first, at), min(last, end)
        if first < last:
            between, quoted = text[at - start : first - start], text[first - start : last - start]
            out.append(f"{escape(between)}<mark{attributes}>{escape(quoted)}</mark>")
            at = last
    return "".join(out) + escape(text[at - start :])


def excerpt(text: str, start: int, spans: Mapping[Span, str]) -> str:
    """As `marked`, with what is far from the spans in <span class="more">, which a card shows once it is opened.

    Without spans the beginning is what matters. Cuts are made between words.
    """
    first = min((a for a, _ in spans), default=start) - start
    last = max((b for _, b in spans), default=start) - start
    before = text.rfind(" ", 0, max(first - CONTEXT_CHARS, 0)) + 1
    after = text.find(" ", last + CONTEXT_CHARS * (1 if spans else 2))
    before = before if before >= HIDDEN_CHARS else 0
    after = after if 0 <= after <= len(text) - HIDDEN_CHARS else len(text)
    head = f'<span class="more early">{escape(text[:before])}</span>' if before else ""
    tail = f'<span class="more late">{escape(text[after:])}</span>' if after < len(text) else ""
    return head + marked(text[before:after], start + before, spans) + tail


def question_html(question: str, turn: int) -> str:
    return f'<div class="question" id="q{turn}" dir="auto">{escape(question)}</div>'


def pending_html() -> str:
    return '<div class="pending">Reading your articles</div>'


def notice_html(sentence: str) -> str:
    """Something that went wrong, in one sentence."""
    return f'<div class="notice">{escape(sentence)}</div>'


def answer_html(reply: Reply, status: Status, turn: int) -> str:
    """The answer as it stands in the conversation: how the question was read, what is said, the receipt."""
    answer = reply.answer
    verdict = "" if answer.answered else '<p class="verdict">Not answered by your articles</p>'
    said = _said(answer, turn) if answer.answered else escape(answer.text)
    return (
        f'<div class="answer{"" if answer.answered else " declined"}" id="a{turn}">'
        f"{_understood(reply)}{verdict}"
        f'<div class="said" dir="auto">{said}</div>'
        f"{age_html(reply)}"
        f"{_receipt(reply, status, turn)}</div>"
    )


def age_html(reply: Reply) -> str:
    """How old the evidence is; nothing where nothing is cited."""
    note = evidence_note(reply.answer.citations, reply.asked_on)
    return f'<p class="evidence-age">{escape(note)}</p>' if note else ""


def _said(answer: Answer, turn: int) -> str:
    """The answer's text; "[n]" becomes a link to the cited sentence and goes with the word before it at line ends."""
    by_number = {c.number: c for c in answer.citations}
    pieces = _MARK.split(answer.text)
    out = [escape(pieces[0])]
    for number, text in zip(pieces[1::2], pieces[2::2], strict=True):
        citation = by_number.get(int(number))
        out.append(_chip(citation, _home(citation, answer.consulted), turn) if citation else escape(f" [{number}]"))
        out.append(escape(text))
    return "".join(out)


def _chip(citation: Citation, home: Hit | None, turn: int) -> str:
    href = permalink(citation.article_id, [citation], home.passage if home else None)
    title = f"{escape(citation.title)}, {day_text(citation.published)}"
    return (
        f'&#160;<a class="chip" id="a{turn}-{citation.number}" href="{escape(href)}" title="{title}" target="_blank"'
        f' rel="noopener"><span class="unseen">source </span>{escape(f"[{citation.number}]")}</a>'
    )


def _understood(reply: Reply) -> str:
    """How the question was read, where that is more than what was asked."""
    notes = [f'<span class="filter">{escape(note)}</span>' for note in filter_notes(reply.filters)]
    if reply.resolved_question.strip() != reply.question.strip():
        notes.insert(0, f"Read as: <q>{escape(reply.resolved_question)}</q>")
    if note := inferred_note(reply.inferred):
        notes.append(escape(note))
    return f'<p class="understood" dir="auto">{" ".join(notes)}</p>' if notes else ""


def filter_notes(filters: Filters) -> list[str]:
    """The filters in words, one each."""
    notes = [
        filters.after and f"from {filters.after.isoformat()}",
        filters.before and f"until {filters.before.isoformat()}",
        filters.source and f"source: {filters.source}",
        filters.author and f"author: {filters.author}",
        filters.article_ids is not None and f"{_count(len(filters.article_ids), 'chosen article')}",
    ]
    return [note for note in notes if note]


def _receipt(reply: Reply, status: Status, turn: int) -> str:
    """What the answer rests on: its sources, the generation asked with its size and newest article, the time taken."""
    answer = reply.answer
    shown = _count(len(answer.citations), "cited sentence") if answer.answered else "Nearest passages"
    facts = [f'<a class="show" href="#t{turn}">{shown}</a>'] if answer.citations or answer.consulted else []
    if status.name == reply.generation:
        facts.append(searched_html(status))
    facts += [_duration(reply.took_ms), f"index <code>{escape(reply.generation)}</code>"]
    if status.name != reply.generation:
        facts.append("the index has been updated since")
    if answer.answered:
        facts.append('<button type="button" class="copy">Copy with sources</button>')
    return f'<p class="receipt">{" · ".join(facts)}</p>'


def searched_html(status: Status) -> str:
    """What is being searched, in a few words."""
    newest = f", newest {day(status.newest)}" if status.newest else ""
    problem = f' · <span class="problem" title="{escape(status.problem)}">{_OUTDATED}</span>' if status.problem else ""
    return f"{_count(status.articles, 'article')}{newest}{problem}"


def _duration(took_ms: float) -> str:
    return f"{took_ms / 1000:.1f} s" if took_ms >= 1000 else f"{max(took_ms, 1):.0f} ms"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def sources_html(reply: Reply, turn: int) -> str:
    """The panel of one answer: cited excerpts, or the nearest passages marked as no answer; what else was consulted."""
    answer = reply.answer
    cited, rest = _by_home(answer)
    if answer.answered:
        cards = "".join(_cited_card(home, citations, turn) for home, citations in cited)
        body = f'<h2 class="heading">Sources</h2><ol class="cards">{cards}</ol>{_also(rest)}'
    else:
        cards = "".join(_passage_card(hit) for hit in rest)
        body = (
            '<h2 class="heading">Nearest passages</h2>'
            '<p class="not-an-answer">Not an answer: the closest that your articles come to the question.</p>'
            f'<ol class="cards">{cards}</ol>'
        )
    asked = f'<p class="asked" dir="auto">{escape(reply.question)}</p>'
    return f'<section class="sources" id="t{turn}" tabindex="-1">{asked}{body}</section>'


def _home(citation: Citation, consulted: Sequence[Hit]) -> Hit | None:
    """The best hit whose passage holds the cited sentence."""
    of_article = (hit for hit in consulted if hit.article.id == citation.article_id)
    holding = (hit for hit in of_article if hit.passage.start <= citation.start and citation.end <= hit.passage.end)
    return next(holding, None)


def _by_home(answer: Answer) -> tuple[list[tuple[Hit | None, list[Citation]]], list[Hit]]:
    """Citations by number, those of one passage together; then the hits that no citation stands in."""
    groups: dict[str, tuple[Hit | None, list[Citation]]] = {}
    for citation in answer.citations:
        home = _home(citation, answer.consulted)
        key = home.passage.id if home else f"[{citation.number}]"
        groups.setdefault(key, (home, []))[1].append(citation)
    return list(groups.values()), [hit for hit in answer.consulted if hit.passage.id not in groups]


def _cited_card(home: Hit | None, citations: Sequence[Citation], turn: int) -> str:
    first = citations[0]
    numbers = "".join(
        f'<span class="number" id="c{turn}-{c.number}">{escape(f"[{c.number}]")}</span> ' for c in citations
    )
    text, start = (home.passage.text, home.passage.start) if home else (first.quote, first.start)
    body = excerpt(text, start, {(c.start, c.end): f' class="quote-{c.number}"' for c in citations})
    href = permalink(first.article_id, citations, home.passage if home else None)
    meta = _meta(first.published, home.article.source if home else None)
    return _card(numbers, first.title, meta, body, href)


def _passage_card(hit: Hit) -> str:
    article, passage = hit.article, hit.passage
    meta = _meta(article.published, article.source)
    body = excerpt(passage.text, passage.start, {})
    return _card("", article.title, meta, body, permalink(article.id, passage=passage))


def _card(numbers: str, title: str, meta: str, body: str, href: str) -> str:
    return (
        f'<li class="card" tabindex="-1"><h3 class="title" dir="auto">{numbers}{escape(title)}</h3>'
        f'<p class="meta">{meta}</p><blockquote class="passage" dir="auto">{body}</blockquote>'
        f'<a class="open" href="{escape(href)}" target="_blank" rel="noopener">Open article'
        f'<span class="unseen">: {escape(title)}</span></a></li>'
    )


def _meta(published: date | None, source: str | None) -> str:
    return day(published) + (f" · <bdi>{escape(source)}</bdi>" if source else "")


def _also(rest: Sequence[Hit]) -> str:
    if not rest:
        return ""
    cards = "".join(_passage_card(hit) for hit in rest)
    return (
        f'<details class="also"><summary>Also consulted ({len(rest)})</summary>'
        f'<p class="aside">Read for this answer, but not cited.</p><ol class="cards">{cards}</ol></details>'
    )
