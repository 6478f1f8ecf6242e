"""RSS and Atom (.rss, .atom, .xml): one article per entry, from the full text where the feed carries it."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.errors import ReaderError
from index.readers.factlines import without_mail
from index.readers.limits import Limits
from index.readers.markup import fragment_text
from index.readers.reading import Draft, Reading, several
from index.readers.text import one_line
from index.readers.xmltree import parse_xml

Entry = Any  # feedparser has no types
# What WordPress sets below each entry of its feeds.
_SIGNPOST = re.compile(r"(?<!\s)\s*\bThe post [^\n]{1,400}? (?:appeared first|first appeared) on [^\n]{1,200}\.\s*$")
# Formats in which dc:date, which feedparser takes for a change, is the one date there is.
_WITHOUT_PUBLISHED = ("rss090", "rss10")


def read_feed(data: bytes, article_id: str, limits: Limits) -> Reading:
    parse_xml(data, mend=True)  # refuses entities of its own, which feedparser would look at
    import feedparser

    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # what its loose parser raises for a feed damaged beyond it
        raise ReaderError("the feed is damaged, or not in the encoding that it names") from error
    if not found.version:
        raise ReaderError("it is neither RSS nor Atom")
    feed = found.feed
    if found.version in _WITHOUT_PUBLISHED:
        for entry in found.entries:
            entry["published"] = entry.pop("updated", None)
    return several(_items(found.entries, feed.get("title"), feed.get("language")), article_id, limits)


def _items(entries: list[Entry], source: str | None, lang: str | None) -> Iterator[tuple[str, Draft | ReaderError]]:
    links = Counter(entry.get("link") for entry in entries)
    for number, entry in enumerate(entries, start=1):
        # Without an id of its own its address is it, if no other entry has the same: its number moves with each new entry.
        own_id = entry.get("id") or (entry.get("link") if links[entry.get("link")] == 1 else None)
        try:
            yield f"entry {number}", _draft(entry, own_id, source, lang)
        except ReaderError as error:
            yield f"entry {number}", error


def _draft(entry: Entry, own_id: str | None, source: str | None, lang: str | None) -> Draft:
    bodies = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    body = max(bodies, key=lambda body: len(body.get("value") or ""))
    value, kind = body.get("value") or "", body.get("type")
    own_source = entry.get("source") or {}
    text = value if kind == "text/plain" and "<" not in value else fragment_text(value)
    return Draft(
        text=_SIGNPOST.sub("", text),
        id=own_id,
        title=one_line(fragment_text(entry.get("title", ""))) or None,
        published=entry.get("published"),
        # feedparser answers with the day of publication where there is no other; `in` does not.
        modified=entry["updated"] if "updated" in entry else None,  # noqa: SIM401
        author=_author(entry),
        source=own_source.get("title") or source,
        url=entry.get("link"),
        lang=(entry.get("title_detail") or {}).get("language") or lang,
    )


def _author(entry: Entry) -> str | None:
    """All who wrote it. What is written of one is read here: feedparser cuts long top-level domains into the name."""
    names = [author.get("name") for author in entry.get("authors", ()) if author.get("name")]
    if len(names) > 1:
        return ", ".join(names)
    written = entry.get("author")
    return (without_mail(written) or written) if written else None
