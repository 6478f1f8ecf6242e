"""Text, dates and links as HTML: the one place where text is escaped. What pages are made of is in web/.

Pure functions. Each returns HTML on a single line: a Markdown renderer that is handed it finds neither a blank line nor
a character of its own to act on, and leaves it as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from index.records import Passage, Span
from qa.provenance.recency import day_text
from qa.records import Citation

CONTEXT_CHARS = 160  # about three lines of a card on each side of what it quotes
HIDDEN_CHARS = 60  # less than a line of it is not worth hiding

_UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), _UNSHOWABLE)
_PUNCTUATION = {ord(c): f"&#{ord(c)};" for c in "\n\t&<>\"'`*_{}[]()#+-.!|~:\\$@/=^%"}
_ESCAPES = str.maketrans(_CONTROLS | _PUNCTUATION)


def escape(text: str) -> str:
    """Text as HTML that shows exactly these characters, whether HTML or Markdown is expected around it.

    Characters that cannot be shown or sent (controls, lone surrogates) become U+FFFD.

    >>> escape("<b> *x* https://e.org")
    '&#60;b&#62; &#42;x&#42; https&#58;&#47;&#47;e&#46;org'
    """
    return text.translate(_ESCAPES)


def permalink(
    article_id: str,
    cited: Sequence[Citation] = (),
    passage: Passage | None = None,
    *,
    version: str = "",
    beside: Sequence[Span] = (),
) -> str:
    """Path of the article's page with these sentences marked, the passage shaded and the fragment of what to scroll to.

    `beside` are spans to be marked lightly.
    `version` is the content hash of the text that the spans are of; citations bring their own. The page then shows that
    text, and what has changed since.

    >>> permalink("space/luna 25")
    '/article/space/luna%2025'
    """
    keep = "" if {".", "..", ""} & set(article_id.split("/")) else "/"  # a browser would resolve such segments
    path = "/article/" + quote(article_id, safe=keep, errors="replace")
    if not cited and not passage:
        return path
    query = [("s", f"{c.start}-{c.end}") for c in cited] + [("o", f"{start}-{end}") for start, end in beside]
    if passage:
        query.append(("p", f"{passage.start}-{passage.end}"))
    if version := next((c.content_hash for c in cited), version):
        query.append(("v", version))
    return f"{path}?{urlencode(query)}#{'cited' if cited else 'passage'}"


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


def count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
