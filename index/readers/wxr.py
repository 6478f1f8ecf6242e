"""WordPress export (.xml): its published posts and pages, one article each."""

import re
from collections.abc import Iterator

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.markup import Element, fragment_text
from index.readers.reading import Draft, Reading, several
from index.readers.xmltree import below, words_at

_KINDS = ("post", "page")
_SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][\w-]*)(?P<rest>(?:\s[^\[\]\n]{0,500})?/?)\]")
_CLOSED = re.compile(r"\[/([a-z][\w-]*)\]")
_OWN_SHORTCODES = frozenset(("audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"))
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\[\]\n]{0,500}\](?P<caption>[^\[]{0,2000})\[/(?:wp_)?caption\]")
_BLOCK_TAG = re.compile(r"</?(?:p|div|ul|ol|li|table|blockquote|h[1-6]|pre|figure|section)\b", re.IGNORECASE)


def read_wxr(root: Element, article_id: str, limits: Limits) -> Reading:
    channel = next(below(root, "channel"), None)
    if channel is None:
        raise ReaderError("the export has no channel")
    people = below(channel, "author")
    authors = {words_at(person, "author_login"): words_at(person, "author_display_name") for person in people}
    source, lang = words_at(channel, "title"), words_at(channel, "language")
    posts = [item for item in below(channel, "item") if words_at(item, "post_type") in _KINDS]
    shown = [post for post in posts if words_at(post, "status") == "publish" and not words_at(post, "post_password")]
    reading = several(_items(shown, article_id, authors, source, lang), article_id, limits)
    if hidden := len(posts) - len(shown):
        which = "1 post is a draft" if hidden == 1 else f"{hidden:,} posts are drafts"
        left_out = f"{which}, private or locked with a password and left out"
        return Reading(reading.articles, (*reading.problems, left_out))
    return reading


def _items(
    posts: list[Element], stem: str, authors: dict[str | None, str | None], source: str | None, lang: str | None
) -> Iterator[tuple[str, Draft | ReaderError]]:
    for post in posts:
        number = words_at(post, "post_id")
        place = f"post {number or '?'}"
        try:
            text = _text(next((content.text or "" for content in _encoded(post)), ""))
        except ReaderError as error:
            yield place, error
            continue
        login = words_at(post, "creator")
        published = words_at(post, "post_date") or words_at(post, "pubDate")
        yield (
            place,
            Draft(
                text=text,
                id=f"{stem}/{number}" if number else None,
                title=words_at(post, "title"),
                published=published,
                modified=words_at(post, "post_modified"),
                author=authors.get(login) or login,
                source=source,
                url=words_at(post, "link"),
                lang=lang,
            ),
        )


def _encoded(post: Element) -> Iterator[Element]:
    """The element of the full text; the excerpt has the same name in another namespace."""
    return (child for child in below(post, "encoded") if "/content/" in child.tag)


def _text(content: str) -> str:
    """The text of a post. Older posts part their paragraphs by blank lines where newer ones have tags."""
    content = _without_shortcodes(_CAPTION.sub(r"<figcaption>\g<caption></figcaption>", content))
    if not _BLOCK_TAG.search(content):
        content = "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n\s*\n", content.replace("\r\n", "\n")))
    return fragment_text(content)


def _without_shortcodes(content: str) -> str:
    """A post without the marks of plugins. Brackets round words of the text, as "[the mayor] said" has, are no such mark."""
    closed = {*_OWN_SHORTCODES, *_CLOSED.findall(content)}

    def kept(found: re.Match[str]) -> str:
        is_mark = found["name"] in closed or "=" in found["rest"] or found["rest"].endswith("/") or "_" in found["name"]
        return "" if is_mark else found[0]

    return _SHORTCODE.sub(kept, content)
