"""What every reader gives back, and the way from the strings that a file holds to articles."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.errors import ReaderError
from index.readers.languages import tells_its_language
from index.readers.limits import Limits
from index.readers.text import clean, one_line, parse_date, shortened, title_of
from index.records import Article

_FIELD_CHARS = 300  # of a title, author or source; longer ones are cut
_ID_CHARS = 300
_URL_CHARS = 2_000
_PROBLEMS_KEPT = 20
_SAMPLE_CHARS = 2_000

_URL = re.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*", re.IGNORECASE)
_BY = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
_LANG = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: its articles, in the file's order, and a sentence on each thing that is wrong with it."""

    articles: tuple[Article, ...]
    problems: tuple[str, ...] = ()


Reader = Callable[[bytes, str, Limits], Reading]  # content, id of the article or stem of its ids, bounds


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of one article, before any of it is believed."""

    text: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    lang: str | None = None
    id: str | None = None
    left_out: tuple[str, ...] = ()  # a sentence on each other field that is given but not understood

    def article(self, default_id: str, limits: Limits) -> Article:
        """The article; a title of its own is not repeated as the first paragraph of its text."""
        if len(self.text) > limits.text_chars:
            raise ReaderError(f"the text has {len(self.text):,} characters, at most {limits.text_chars:,} are read")
        title, text = _short(self.title), clean(self.text)
        if title:
            text = without_title(text, title)
        if not text:
            raise ReaderError("there is no text in it")
        tongue = self._tongue()
        return Article(
            id=self.own_id() or default_id,
            title=title or title_of(text),
            text=text,
            published=parse_date(self.published, tongue),
            modified=parse_date(self.modified, tongue),
            author=_short(_BY.sub("", self.author)) if self.author else None,
            source=_short(self.source),
            url=web_address(self.url),
            lang=language(self.lang),
        )

    def own_id(self) -> str | None:
        given = one_line(self.id or "")
        return given if 0 < len(given) <= _ID_CHARS else None

    def doubts(self) -> list[str]:
        """A sentence on each date and other field that is given but not understood."""
        dates = (("date", self.published), ("date of change", self.modified))
        return [*self.left_out] + [
            f'the {name} "{shortened(one_line(given), 40)}" is not understood and left out; write YYYY-MM-DD'
            for name, given in dates
            if given and given.strip() and parse_date(given, self._tongue()) is None
        ]

    def _tongue(self) -> str | None:
        return language(self.lang) or tells_its_language(self.text[:_SAMPLE_CHARS])


def single(draft: Draft, article_id: str, limits: Limits) -> Reading:
    """The reading of a file that holds one article."""
    return Reading((draft.article(article_id, limits),), tuple(draft.doubts()))


def several(items: Iterable[tuple[str, Draft | ReaderError]], stem: str, limits: Limits) -> Reading:
    """The reading of a file of many articles, each with the words that say where it stands ("line 3").

    An article without an id of its own is `stem/n`, n from 1 over all items; the second of two with one id is left out.
    """
    articles: dict[str, Article] = {}
    places: dict[str, str] = {}
    problems: list[str] = []
    for number, (place, item) in enumerate(items, start=1):
        try:
            if isinstance(item, ReaderError):
                raise item
            article = item.article(f"{stem}/{number}", limits)
        except ReaderError as error:
            problems.append(f"{place}: {error}")
            continue
        problems += [f"{place}: {doubt}" for doubt in item.doubts()]
        if article.id in articles:
            first = places[article.id]
            problems.append(f'{place}: the id "{article.id}" is taken by {first}; this article is left out')
            continue
        articles[article.id], places[article.id] = article, place
    return _checked(Reading(tuple(articles.values()), abridged(problems)))


def _checked(reading: Reading) -> Reading:
    if not reading.articles and not reading.problems:
        raise ReaderError("there are no articles in it")
    return reading


def abridged(problems: list[str]) -> tuple[str, ...]:
    """The first problems of a file, and how many more there are."""
    kept = problems[:_PROBLEMS_KEPT]
    if len(problems) > len(kept):
        kept.append(f"and {len(problems) - len(kept):,} more problems of this file")
    return tuple(kept)


def without_title(text: str, title: str) -> str:
    """`text` without a first paragraph that only repeats the title; a text that is nothing else stays."""
    first, _, rest = text.partition("\n\n")
    repeats = len(first) <= 2 * _FIELD_CHARS and _short(first) == title
    return rest.lstrip() if repeats and rest.strip() else text


def web_address(given: str | None) -> str | None:
    """`given` when it is an http or https address, else None."""
    address = (given or "").strip()
    is_sound = len(address) <= _URL_CHARS and address.isprintable()
    return address if is_sound and _URL.fullmatch(address) else None


def language(given: str | None) -> str | None:
    """The ISO 639-1 code at the head of a language tag ("en-GB" gives "en"), or None."""
    found = _LANG.fullmatch((given or "").strip())
    return found[1].lower() if found else None


def _short(given: str | None) -> str | None:
    return shortened(one_line(given[: 4 * _FIELD_CHARS]), _FIELD_CHARS) or None if given else None
