"""What has changed between two texts of an article, sentence by sentence and, within a sentence, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from index.records import Article
from index.sentences import sentences_of

MAX_CHARS = 200_000  # of both texts together; longer ones would keep a reader waiting
MAX_WORDS = 1500  # of one changed place: beyond it the places are told apart as wholes
ALIKE = 0.5  # share of the words in common, below which a sentence is another one and not a changed one
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Fate(Enum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


Piece = tuple[Fate, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of an article that says something else now; None: it says nothing."""

    name: str
    before: str | None
    after: str | None


def text_changes(before: Article, after: Article) -> list[list[Piece]] | None:
    """The places where the text differs, in order, each in pieces; None when the texts are too long to compare."""
    if len(before.text) + len(after.text) > MAX_CHARS:
        return None
    old, new = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, old, new)
    return [
        _pieces(" ".join(old[a:b]), " ".join(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"
    ]


def field_changes(before: Article, after: Article) -> Iterator[Changed]:
    """The fields other than the text that differ, in the order of the record."""
    for name in ("title", "published", "modified", "author", "source", "url"):
        old, new = (getattr(article, name) for article in (before, after))
        if old != new:
            yield Changed(name, *(None if value is None else str(value) for value in (old, new)))


def _sentences(article: Article) -> list[str]:
    return [" ".join(article.text[start:end].split()) for start, end in sentences_of(article)]


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MAX_WORDS or not _are_alike(before, after):
        return [piece for piece in ((Fate.GONE, old), (Fate.NEW, new)) if piece[1]]
    return list(_word_by_word(before, after))


def _are_alike(before: Sequence[str], after: Sequence[str]) -> bool:
    old, new = ({word for word in words if word.isalnum()} for words in (before, after))
    return len(old & new) >= ALIKE * max(len(old), len(new))


def _word_by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Fate.SAME, "".join(before[a:b])
            continue
        if a < b:
            yield Fate.GONE, "".join(before[a:b])
        if c < d:
            yield Fate.NEW, "".join(after[c:d])
