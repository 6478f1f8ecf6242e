"""What a page says of itself in JSON-LD: the NewsArticle of schema.org and its kin."""

import html
import json
from collections.abc import Iterator, Mapping

from index.readers.markup import Element

_KINDS = ("Article", "BlogPosting", "Report")  # the ends of NewsArticle, ReportageNewsArticle, LiveBlogPosting …
_DEPTH = 12

Node = Mapping[str, object]


class Statement:
    """The first article among the JSON-LD of a page, with the nodes that it refers to."""

    def __init__(self, scripts: list[str]) -> None:
        nodes = [node for script in scripts for node in _nodes(_loaded(script), _DEPTH)]
        self._by_id = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
        self._article: Node = next((node for node in nodes if _is_article(node)), {})

    def words(self, name: str) -> str | None:
        """A property as text, as a name, or as an address."""
        return self._words(self._article.get(name), _DEPTH)

    def _words(self, value: object, depth: int) -> str | None:
        if isinstance(value, str):
            return html.unescape(value).strip() or None
        if isinstance(value, list) and depth:
            return ", ".join(said for item in value if (said := self._words(item, depth - 1))) or None
        if isinstance(value, dict) and depth:
            known = self._by_id.get(str(value.get("@id")), {})
            found = value.get("name") or known.get("name") or value.get("@value") or value.get("@id")
            return self._words(found, depth - 1)
        return None


def page_statement(tree: Element) -> Statement:
    kinds = ((script, (script.get("type") or "").strip().lower()) for script in tree.iter("script"))
    return Statement([script.text or "" for script, kind in kinds if kind == "application/ld+json"])


def _loaded(script: str) -> object:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):  # a page with broken JSON-LD still has its other fields
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, (dict, list)) and depth:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _nodes(inner, depth - 1)


def _is_article(node: Node) -> bool:
    stated = node.get("@type")
    return any(str(kind).endswith(_KINDS) for kind in (stated if isinstance(stated, list) else [stated]))
