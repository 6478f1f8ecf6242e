"""HTML elements to the text that a reader of the page would read."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from index.errors import ReaderError
from index.readers.blocks import Block, joined, table_row

Element = Any  # lxml has no types


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _names("""
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer header hr html
    h1 h2 h3 h4 h5 h6 legend li main ol p pre section summary table tbody td tfoot th thead tr ul
    head list item quote row cell
""")  # the last line are trafilatura's names
_HEADINGS = _names("h1 h2 h3 h4 h5 h6 head")
_LISTS = _names("ul ol dl table list")
_ROWS = _names("tr row")
_UNREAD = _names("""
    script style noscript template svg math iframe object embed form button select input textarea nav aside footer
    dialog menu audio video canvas map datalist title meta link
""")
_UNREAD_ROLES = _names("navigation complementary banner contentinfo dialog alertdialog search menu toolbar")
_PROMOTION_NAMES = _names("""
    ad ads advert advertisement banner breadcrumb breadcrumbs comments consent cookie cookies newsletter outbrain
    pagination promo recirculation recommended related share sharebar sharing sidebar social sponsored subscribe
    taboola toolbar
""")
_UNREAD_NAMES = _PROMOTION_NAMES | _names("byline dateline timestamp")
_TELLING = _names("role hidden aria-hidden style")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"[ \t\r\n\f]+")  # not the no-break space, which the author chose
_ROUND_LINE_END = re.compile(r" *\n *")
_SPACES_IN_LINE = re.compile(r" {2,}")
_TEASER = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related|recommended|more (?:on|from))\b", re.IGNORECASE
)


# ------------------------------------------------------------------------------------------------------------- parsing


def parse_page(text: str) -> Element:
    """The root element of a page. The parser neither opens anything nor loses text silently."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    # As bytes: lxml refuses text that states an encoding. Whatever the page states, this is UTF-8 now.
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "ignore"), parser)
    except etree.ParserError as error:
        raise ReaderError("there is no text in it") from error
    for entry in parser.error_log:
        if entry.level_name == "FATAL":  # all that follows this place is missing from the tree
            raise ReaderError(f"the HTML cannot be read: {entry.message.partition(',')[0]} at line {entry.line}")
    return root


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML, such as the body of a feed's entry."""
    return text_of(parse_page(f"<html><body>{markup}</body></html>")) if markup.strip() else ""


# ---------------------------------------------------------------------------------------------------------------- text


def text_of(root: Element, left_out: Collection[Element] = ()) -> str:
    """All that is to be read below `root`, block by block, without navigation, notices and lists of links."""
    walk = _Walk(root, left_out)
    walk.visit(root)
    walk.flush()
    while len(walk.blocks) > 1 and walk.ends_with_heading:  # a heading with nothing below it
        walk.drop_heading()
    return joined(walk.blocks)


def paragraph_chars(root: Element) -> Counter[Element]:
    """How much text stands in paragraphs below `root` and each element within it, navigation and notices in that aside."""
    from lxml import etree

    words_of = etree.XPath("string()", smart_strings=False)  # several times as quick as itertext()
    found: Counter[Element] = Counter()
    within = [0]  # of each element that is open, the outermost first
    for event, element in etree.iterwalk(root, events=("start", "end")):  # one pass, however a page is nested
        if event == "start":
            within.append(len(words_of(element).strip()) if element.tag == "p" else 0)
        elif chars := within.pop():
            found[element] = chars
            within[-1] += 0 if is_unread(element) else chars
    return found


def is_unread(element: Element) -> bool:
    """Whether an element is by its tag or its role not part of an article."""
    if element.tag in _UNREAD:
        return True
    if _TELLING.isdisjoint(element.keys()):  # as of nearly all: one look instead of four
        return False
    is_marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    is_marked = is_marked or element.get("role") in _UNREAD_ROLES
    return is_marked or _HIDDEN.search(element.get("style") or "") is not None


def within_unread(element: Element) -> bool:
    """Whether an element stands in one that is not part of an article."""
    return any(map(is_unread, element.iterancestors()))


def within_promotion(element: Element, place: Element) -> bool:
    """Whether an element, or one round it within `place`, is by its class or id what leads away from the article."""
    while element is not None and element is not place:
        if not _PROMOTION_NAMES.isdisjoint(name_parts(element)):
            return True
        element = element.getparent()
    return False


def _is_named_unread(element: Element) -> bool:
    """Whether an element is by its class or id what sites put into articles: sharing, promotion, bylines."""
    return not _UNREAD_NAMES.isdisjoint(name_parts(element))


def name_parts(element: Element) -> list[str]:
    """The words of an element's class and id."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return _NAME_PARTS.split(names) if names != " " else []


class _Walk:
    """One pass over a tree that collects its blocks. As deep as the tree, which the parser bounds at 256."""

    def __init__(self, root: Element, left_out: Collection[Element]) -> None:
        self.blocks: list[Block] = []
        self._left_out = frozenset(left_out)
        self._chars = paragraph_chars(root)
        self._article_chars = self._chars[root]
        self._words: list[str] = []
        self._group: int | None = None
        self._headings: list[bool] = []  # of each block whether it is one

    @property
    def ends_with_heading(self) -> bool:
        return bool(self._headings) and self._headings[-1]

    def drop_heading(self) -> None:
        self.blocks.pop()
        self._headings.pop()

    def flush(self, *, heading: bool = False) -> None:
        text = _ROUND_LINE_END.sub("\n", _SPACES_IN_LINE.sub(" ", "".join(self._words))).strip()
        self._words.clear()
        if text:
            self.blocks.append((self._group, text))
            self._headings.append(heading)

    def visit(self, element: Element) -> None:
        if not isinstance(element.tag, str) or self._is_left_out(element):
            return
        if element.tag in ("br", "lb"):
            self._words.append("\n")
        elif element.tag in _ROWS and not _is_layout(element):
            self._row(element)
        elif element.tag == "pre":
            self.flush()
            self._words.append("".join(element.itertext()))
            self.flush()
        elif element.tag in _BLOCKS:
            self._block(element)
        else:
            self._inside(element)

    def _inside(self, element: Element) -> None:
        self._words.append(_SPACES.sub(" ", element.text or ""))
        for child in element:
            self.visit(child)
            self._words.append(_SPACES.sub(" ", child.tail or ""))

    def _block(self, element: Element) -> None:
        self.flush()
        opens_group = element.tag in _LISTS and self._group is None
        if opens_group:
            self._group = len(self.blocks)
        self._inside(element)
        self.flush(heading=element.tag in _HEADINGS)
        if opens_group:
            self._group = None

    def _row(self, row: Element) -> None:
        self.flush()
        self._words.append(table_row("".join(cell.itertext()) for cell in row))
        self.flush()

    def _is_left_out(self, element: Element) -> bool:
        if is_unread(element) or _is_note_mark(element) or element in self._left_out:
            return True
        if _is_named_unread(element):  # unless a careless name stands on what holds the article
            return self._chars[element] * 4 < self._article_chars or self._article_chars == 0
        if _is_link_list(element) or _is_teaser(element):
            self.flush()
            if self.ends_with_heading:
                self.drop_heading()
            return True
        return False


def _is_layout(row: Element) -> bool:
    return any(True for _ in row.iter("p", "div", "table", "ul", "ol"))


def _is_note_mark(element: Element) -> bool:
    return element.tag == "sup" and any((link.get("href") or "").startswith("#") for link in element.iter("a"))


def _is_link_list(element: Element) -> bool:
    """Whether a list consists of nothing but links: a menu of other articles."""
    if element.tag not in ("ul", "ol"):
        return False
    items = [item for item in element if item.tag == "li"]
    return len(items) > 1 and all(_linked_share(item) > 0.9 for item in items)


def _is_teaser(element: Element) -> bool:
    if element.tag not in ("p", "li", "div") or len(element) == 0:
        return False
    first_words = next(_filled(element), "")
    return bool(_TEASER.match(first_words)) and _linked_share(element) > 0.5


def _filled(element: Element) -> Iterator[str]:
    return (stripped for text in element.itertext() if (stripped := text.strip()))


def _linked_share(element: Element) -> float:
    chars = sum(map(len, _filled(element)))
    linked = sum(sum(map(len, _filled(link))) for link in element.iter("a"))
    return linked / chars if chars else 0.0
