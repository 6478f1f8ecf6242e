"""HTML pages (.html, .htm): the article among the page, and what the page states of it. Nothing is guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from index.readers.datenotes import DateNote, date_notes
from index.readers.heads import only_day
from index.readers.jsonld import page_statement
from index.readers.limits import Limits
from index.readers.markedbylines import marked_byline, shown_days
from index.readers.markup import Element, paragraph_chars, parse_page, text_of, within_unread
from index.readers.reading import Draft, Reading, language, single, web_address
from index.readers.signed import with_byline
from index.readers.text import decode, first_day, one_line

_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "pubdate", "publishdate", "publication_date", "parsely-pub-date", "citation_publication_date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod")
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "citation_author")
_SOURCE = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_WIDE = re.compile(rb"utf-?(?:16|32)|ucs", re.IGNORECASE)  # in which these words could not have been found
_FEWEST_CHARS = 200


def read_html(data: bytes, article_id: str, limits: Limits) -> Reading:
    tree = parse_page(_decoded(data))
    article = main_article(tree)
    notes = date_notes(article if article is not None else tree)
    facts = _facts(tree, article, notes)
    shown = {} if facts["published"] else shown_days(tree, article)
    if article is None:
        text = _main_text(tree)
    else:
        headlines = [h1 for h1 in article.iter("h1") if one_line("".join(h1.itertext())) == facts["title"]]
        text = text_of(article, [*headlines, *(note.block for note in notes)])
    draft = Draft(text, **facts)  # type: ignore[arg-type]  # the facts are fields of it
    above = ["".join(h1.itertext()) for h1 in tree.iter("h1")]
    return single(_dated(with_byline(draft, [draft.title, *above]), shown), article_id, limits)


def _decoded(data: bytes) -> str:
    """By the encoding that the page names, if its bytes agree; else as any text."""
    named = _CHARSET.search(data[:2048])
    if named and not _WIDE.match(named[1]) and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named[1].decode("ascii").replace("iso-8859-1", "cp1252"))  # as every browser reads it
        except (LookupError, UnicodeError):
            pass  # the label is wrong
    return decode(data)


# ---------------------------------------------------------------------------------------------------------------- text


def main_article(tree: Element) -> Element | None:
    """The <article> that holds most of the page's paragraphs, or None where there is no such one."""
    chars = paragraph_chars(tree)
    articles = sorted(tree.iter("article"), key=chars.__getitem__, reverse=True)  # of equals the first, the outermost
    best = next((element for element in articles if not within_unread(element)), None)
    if best is None:
        best = max(tree.xpath('//*[@itemprop="articleBody"]'), key=chars.__getitem__, default=None)
    return best if chars[best] and chars[best] * 2 >= chars[tree] else None


def _main_text(tree: Element) -> str:
    """The text of a page that does not mark its article, as trafilatura finds it; of a bare page, all of it."""
    import trafilatura

    whole = text_of(tree)
    found = trafilatura.bare_extraction(
        tree, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    text = text_of(body) if body is not None else ""
    return text if len(text) >= min(_FEWEST_CHARS, len(whole)) else whole


# --------------------------------------------------------------------------------------------------------------- facts


def _facts(tree: Element, article: Element | None, notes: list[DateNote]) -> dict[str, str | None]:
    """The fields of the article: from JSON-LD, else from <meta>, else from elements that say what they are."""
    stated, meta = page_statement(tree), _meta(tree)
    place = article if article is not None else tree
    source = stated.words("publisher") or _first(meta, _SOURCE)
    appeared = [note.stamp for note in notes if not note.is_change]
    changed = [note.stamp for note in notes if note.is_change]
    addresses = [*tree.xpath('//link[@rel="canonical"]/@href'), *_all(meta, ("og:url",)), stated.words("url")]
    tongues = [tree.get("lang"), stated.words("inLanguage"), _first(meta, ("og:locale",))]
    return {
        "title": stated.words("headline") or _title(tree, place, meta, source),
        "published": first_day([stated.words("datePublished"), *_all(meta, _PUBLISHED), *appeared]),
        "modified": first_day([stated.words("dateModified"), *_all(meta, _MODIFIED), *changed]),
        "author": stated.words("author") or _author(place, meta) or marked_byline(place, notes),
        "source": source,
        "url": next(filter(web_address, [*addresses, stated.words("mainEntityOfPage")]), None),
        "lang": next(filter(language, tongues), None),
    }


def _dated(draft: Draft, shown: Mapping[str, str]) -> Draft:
    """The draft with the days that the page shows where nothing else says them."""
    day = shown.get("published") or only_day(draft.text, shown.get("day"))
    return replace(draft, published=draft.published or day, modified=draft.modified or shown.get("modified"))


def _meta(tree: Element) -> Mapping[str, list[str]]:
    """The contents of <meta> by lower-case name, each in the order of the page."""
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _all(meta: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    return (content for name in names for content in meta.get(name, ()))


def _first(meta: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next(_all(meta, names), None)


def _title(tree: Element, place: Element, meta: Mapping[str, list[str]], source: str | None) -> str | None:
    head_line = next((line for h1 in place.iter("h1") if (line := one_line("".join(h1.itertext())))), None)
    named = _first(meta, ("og:title",)) or head_line or next(iter(tree.xpath("//head/title/text()")), None)
    return _without_source(one_line(named), source) if named else None


def _without_source(title: str, source: str | None) -> str:
    """A window title without the site's name behind a bar or dash."""
    for mark in (" | ", " - ", " – ", " — "):
        head, _, tail = title.rpartition(mark)
        if head and source and tail.casefold() == source.casefold():
            return head
    return title


def _author(place: Element, meta: Mapping[str, list[str]]) -> str | None:
    names = [name for name in _all(meta, _AUTHOR) if web_address(name) is None]
    if not names:
        marked = place.xpath('.//*[@itemprop="author" or @rel="author"]')
        names = [line for node in marked if (line := one_line(" ".join(node.itertext())))]
    return ", ".join(dict.fromkeys(names)) or None
