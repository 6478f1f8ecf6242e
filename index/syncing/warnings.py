"""What the user should know about an article that was indexed all the same."""

import re
from collections.abc import Callable, Sequence

from index.readers.text import UNREADABLE
from index.records import Article

NEAR_EMPTY_CHARS = 200  # less than a short paragraph: most often a page whose text was not found
_LANGUAGE_SAMPLE_CHARS = 2000
_ENGLISH = frozenset(("the", "of", "and", "that", "with"))
_ENGLISH_SHARE = 0.07


def warnings_of(articles: Sequence[Article]) -> tuple[str, ...]:
    """A sentence for each kind of doubt about the articles of one file."""
    return tuple(
        said if len(articles) == 1 else f"{said} ({found} of {len(articles)} articles)"
        for doubtful, said in _DOUBTS
        if (found := sum(doubtful(article) for article in articles))
    )


def _has_spoilt_characters(article: Article) -> bool:
    return UNREADABLE in article.text


def _is_undated(article: Article) -> bool:
    return article.published is None


def _is_near_empty(article: Article) -> bool:
    return len(article.text) < NEAR_EMPTY_CHARS


def _is_not_english(article: Article) -> bool:
    if article.lang:
        return article.lang != "en"
    sample = article.text[:_LANGUAGE_SAMPLE_CHARS]
    if len(article.text) < NEAR_EMPTY_CHARS or _is_plainly_english(sample):
        return False
    from py3langid.langid import classify

    return bool(classify(sample)[0] != "en")


def _is_plainly_english(text: str) -> bool:
    """So many of these words are in no other language; the classifier, which takes 0.3 s and 75 MB, is for the rest."""
    words = re.findall(r"\w+", text.casefold())
    return sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) > 0


_DOUBTS: tuple[tuple[Callable[[Article], bool], str], ...] = (
    (_is_undated, "no date: questions about a time will not find it"),
    (_has_spoilt_characters, f'bytes that are no text: "{UNREADABLE}" stands for them; save the file as UTF-8'),
    (_is_near_empty, f"hardly any text: fewer than {NEAR_EMPTY_CHARS} characters"),
    (_is_not_english, "not in English: the default model reads English, other languages are found by their words only"),
)
