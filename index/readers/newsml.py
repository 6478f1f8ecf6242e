"""NewsML-G2 and NITF (.xml), the XML of news agencies."""

from collections.abc import Iterator

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.markup import Element, fragment_text, text_of
from index.readers.reading import Draft, Reading, several
from index.readers.xmltree import below, local_name, words, words_at

_WITHHELD = ("canceled", "withheld", "withdrawn")
_HEADLINES = (("body", "body.head", "hedline", "hl1"), ("body", "body.head", "headline", "hl1"), ("head", "title"))
_BYLINE = ("body", "body.head", "byline")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(root: Element, article_id: str, limits: Limits) -> Reading:
    """The text items of a NewsML-G2 document: one <newsItem>, or a <newsMessage> of many."""
    items = [root] if local_name(root) == "newsItem" else list(below(root, "itemSet", "newsItem"))
    return several(((f"item {n}", _news_draft(item)) for n, item in enumerate(items, start=1)), article_id, limits)


def read_nitf(root: Element, article_id: str, limits: Limits) -> Reading:
    return several([("the article", nitf_draft(root))], article_id, limits)


# ----------------------------------------------------------------------------------------------------------- NewsML-G2


def _news_draft(item: Element) -> Draft | ReaderError:
    status = _attribute(item, "qcode", "itemMeta", "pubStatus") or "usable"
    if status.rpartition(":")[2] in _WITHHELD:
        return ReaderError(f'the item is "{status}"; it is left out')
    try:
        inner = _content(item)
    except ReaderError as error:  # HTML that cannot be read
        return error
    if inner is None:
        return ReaderError("the item holds no text: neither inline XML nor inline data")
    created = words_at(item, "itemMeta", "firstCreated") or words_at(item, "contentMeta", "contentCreated")
    version = words_at(item, "itemMeta", "versionCreated")
    published = created or version
    return Draft(
        text=inner.text,
        id=item.get("guid"),
        title=words_at(item, "contentMeta", "headline") or inner.title or words_at(item, "itemMeta", "title"),
        published=published,
        modified=words_at(item, "contentMeta", "contentModified") or (version if version != published else None),
        author=words_at(item, "contentMeta", "by") or _named(item, "contentMeta", "creator") or inner.author,
        source=_named(item, "itemMeta", "provider") or _named(item, "contentMeta", "infoSource") or inner.source,
        url=_attribute(item, "href", "itemMeta", "link") or inner.url,
        lang=_attribute(item, "tag", "contentMeta", "language") or item.get(_XML_LANG),
    )


def _content(item: Element) -> Draft | None:
    for inline in below(item, "contentSet", "inlineXML"):
        for child in inline:
            return nitf_draft(child) if local_name(child) == "nitf" else Draft(text=text_of(_plain_names(child)))
    for inline in below(item, "contentSet", "inlineData"):
        data = inline.text or ""
        return Draft(text=fragment_text(data) if "html" in (inline.get("contenttype") or "") else data)
    return None


def _named(item: Element, *path: str) -> str | None:
    """The name of a party: as an element of its own, as text, or in an attribute."""
    for found in below(item, *path):
        if name := words_at(found, "name") or words(found) or found.get("literal"):
            return str(name)
    return None


def _attribute(item: Element, name: str, *path: str) -> str | None:
    return next((found.get(name) for found in below(item, *path) if found.get(name)), None)


# ---------------------------------------------------------------------------------------------------------------- NITF


def nitf_draft(root: Element) -> Draft:
    content = next(below(root, "body", "body.content"), None)
    dates = [_attribute(root, "norm", "head", "docdata", name) for name in ("date.issue", "date.release")]
    issued = next(filter(None, dates), None)
    return Draft(
        text=text_of(_plain_names(content)) if content is not None else "",
        id=_attribute(root, "id-string", "head", "docdata", "doc-id"),
        title=next(filter(None, (words_at(root, *path) for path in _HEADLINES)), None),
        published=issued or _attribute(root, "date.publication", "head", "pubdata"),
        author=words_at(root, *_BYLINE, "person") or words_at(root, *_BYLINE),
        source=_attribute(root, "regsrc", "head", "docdata", "doc-id") or _attribute(root, "name", "head", "pubdata"),
        url=_attribute(root, "ex-ref", "head", "pubdata"),
        lang=root.get(_XML_LANG),
    )


def _plain_names(root: Element) -> Element:
    """The tree, in place, with the tags of HTML: no namespaces, and headings and captions as HTML names them."""
    names = {"hl2": "h2", "hl1": "h1", "media-caption": "figcaption", "media-reference": "img", "body.content": "body"}
    for element in _elements(root):
        name = local_name(element)
        element.tag = names.get(name, name)
    return root


def _elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))
