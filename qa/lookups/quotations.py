"""A quotation that someone pasted: the article and the exact span that it is from, also where it was changed a little.

The rarest words choose the articles (`index.retrieval.words`), the alignment decides: what stands nowhere is said to stand nowhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from index.lexical import terms
from index.records import Article, Filters, Span
from index.retrieval.words import WordIndex
from index.sentences import sentences_of

SAME = 0.8  # of the characters from which a span is the quotation, changed
WORDS_KEPT = 0.75  # of the words likewise: with every third word from elsewhere it is another sentence …
MISTYPED = 0.88  # … unless so many characters are right that its words are only mistyped
AS_GOOD = 0.02  # less alike than the best is still the same quotation
HELD = 0.4  # of the words that a place has to hold in about their order to be looked at closely
LOOKED_AT = 20  # passages with most of the quotation's words
FEWEST_WORDS = 6  # in quotation marks; fewer is a name or a title
FEWEST_SAID = 4  # the same behind "who said"
LONGEST_SMALL = 3  # letters of a word that a title may write without a capital, as it may those of SMALL
SMALL = frozenset(["from", "with", "into", "over", "upon", "than"])
FEWEST_BARE = 12  # without marks; what asks is no quotation

MARKED = r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»|„([^“”]+)[“”]"  # in quotation marks that are no apostrophes
_QUOTED = re.compile(rf"{MARKED}|(?<!\w)[‘']((?:[^‘’']|(?<=\w)[’'](?=\w))+)[’'](?!\w)")
# "Who said", "Who said it"
_WHO_SAID = re.compile(
    r"\bwho (?:sa(?:id|ys)|writes|wrote|told|declared|claimed|asked|called|warned|stated|announced)\b|\bsaid (?:it|this|that|so)\b",
    re.IGNORECASE,
)
# A question or a command, which is no quotation.
_ASKS = re.compile(
    r"\?\s*$|^(?:who|what|when|where|why|which|how|is|are|was|were|did|do|does|has|have|can|list|show|tell|give)\b",
    re.IGNORECASE,
)
# What a quotation leaves out: "…", "[...]"
_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+|[$€£¥₹₽%]")  # a word, or a sign without which $5 would be £5, or 5%
_OPENING = re.compile('[“"«„]')
_CLOSING = {"“": re.compile("”"), '"': re.compile('"'), "«": re.compile("»"), "„": re.compile("[“”]")}

Place = tuple[int, int, float]  # first word, one past the last, likeness


@dataclass(frozen=True, slots=True)
class Pasted:
    """A quotation as it was pasted."""

    text: str
    marked: bool  # stands in quotation marks, so that not finding it is an answer


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: `article.text[start:end]`."""

    article: Article
    start: int
    end: int
    likeness: float  # 1 is word for word, case and punctuation apart, but for the signs of currencies


def pasted_quotation(question: str) -> Pasted | None:
    """The longest quotation in the question, or the question itself where it is a long statement.

    >>> pasted_quotation("Who said “we shall fight on the beaches”?")
    Pasted(text='we shall fight on the beaches', marked=True)
    """
    quoted = [text for match in _QUOTED.finditer(question) if not _is_title(text := next(filter(None, match.groups())))]
    longest = max(quoted, key=len, default="")
    fewest = FEWEST_SAID if _WHO_SAID.search(question) else FEWEST_WORDS
    if len(_WORD.findall(longest)) >= fewest:
        return Pasted(longest.strip(), marked=True)
    bare = len(_WORD.findall(question)) >= FEWEST_BARE and not _ASKS.search(question)
    return Pasted(question.strip(), marked=False) if bare else None


def _is_title(text: str) -> bool:
    """Whether all words but the small ones begin with a capital: "There's a Goat on the Roof" names a thing.

    >>> _is_title("His Band and the Street Choir"), _is_title("We shall fight on the beaches")
    (True, False)
    """
    long = [word for word in _WORD.findall(text) if len(word) > LONGEST_SMALL and word not in SMALL]
    return len(long) > 1 and not text.isupper() and all(word[0].isupper() for word in long)


def find_quotation(text: str, words: WordIndex, filters: Filters) -> list[Found]:
    """Every place among the likely articles that is the quotation, one for each article: the most alike first.

    Only places that are nearly as much alike as the best; equal ones by day, undated last, then by article id.
    """
    articles = words.likely(terms(text), filters, LOOKED_AT)
    pages = [_Page(article) for article in articles]
    found = [place for page in pages if (place := align(text, page, _Page.exact))]
    found = found or [place for one in articles if (place := align(text, _Page.spoken(one), _Page.exact))]
    found = found or [place for page in pages if (place := align(text, page, _Page.nearest))]
    found = [_snapped(place) if place.likeness < 1 else place for place in found]
    best = max((place.likeness for place in found), default=0.0)
    kept = [place for place in found if place.likeness >= best - AS_GOOD]
    return sorted(kept, key=lambda f: (-f.likeness, f.article.published is None, f.article.published, f.article.id))


def titled(text: str, words: WordIndex, filters: Filters) -> list[Article]:
    """The articles whose title has just these words in a row, by id."""
    wanted = _words_of(text)
    holding = [one.entry for one in words.holding(terms(text), filters) if one.in_title]
    return [words.article(entry.id) for entry in holding if f" {wanted} " in f" {_words_of(entry.title)} "]


def _words_of(text: str) -> str:
    """Its words in small letters, one blank between them."""
    return " ".join(_WORD.findall(text.casefold()))


def align(
    quotation: str, page: "_Page", part_in: Callable[["_Page", Sequence[str], int], Place | None]
) -> Found | None:
    """The span of the article that the quotation is, its left-out parts included; None when it is not in it."""
    parts = [part for part in _GAP.split(quotation) if _WORD.search(part)]
    at, spans, alike = 0, [], 0.0
    for part in parts:
        words = [word.casefold() for word in _TOKEN.findall(part)]
        place = part_in(page, words, at)
        if place is None:
            return None
        first, last, likeness = place
        spans.append((first, last))
        alike += likeness * len(words)
        at = last
    total = sum(len(_TOKEN.findall(part)) for part in parts)
    if not spans:
        return None
    return Found(page.article, page.spans[spans[0][0]][0], page.spans[spans[-1][1] - 1][1], round(alike / total, 3))


def _snapped(found: Found) -> Found:
    """A changed quotation may have lost its first or last word: the span reaches to a sentence end that is one word off."""
    text, start, end = found.article.text, found.start, found.end
    for first, last in sentences_of(found.article):
        if first < found.start and len(_WORD.findall(text[first : found.start])) == 1:
            start = first
        if found.end < last and len(_WORD.findall(text[found.end : last])) == 1:
            end = last
    return replace(found, start=start, end=end)


def spoken(text: str) -> list[Span]:
    """What stands in quotation marks, with them, in order; a mark that nothing closes opens none.

    >>> spoken("“Yes,” she said, and “no")
    [(0, 6)]
    """
    found: list[Span] = []
    unclosed: set[str] = set()  # from here on, so that nothing is looked for twice
    end = 0
    for mark in _OPENING.finditer(text):
        if mark.start() < end or mark[0] in unclosed:
            continue
        if closing := _CLOSING[mark[0]].search(text, mark.end()):
            end = closing.end()
            found.append((mark.start(), end))
        else:
            unclosed.add(mark[0])
    return found


class _Page:
    """An article as words, each with its span."""

    def __init__(self, article: Article, parts: Sequence[Span] | None = None) -> None:
        """`parts` None is the whole text."""
        self.article = article
        every = parts if parts is not None else [(0, len(article.text))]
        matches = [match for start, end in every for match in _TOKEN.finditer(article.text, start, end)]
        self.words = [match[0].casefold() for match in matches]
        self.spans = [match.span() for match in matches]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self._places.setdefault(word, []).append(place)

    @classmethod
    def spoken(cls, article: Article) -> "_Page":
        """Only what stands in quotation marks: “We will stay,” she said, “until it is over.” is one quotation."""
        return cls(article, spoken(article.text))

    def exact(self, words: Sequence[str], at: int) -> Place | None:
        """The first place from `at` on that has just these words, as (first, one past the last, 1.0)."""
        rarest = min(range(len(words)), key=lambda i: len(self._places.get(words[i], ())))
        for place in self._places.get(words[rarest], ()):
            first = place - rarest
            if first >= at and self.words[first : first + len(words)] == list(words):
                return first, first + len(words), 1.0
        return None

    def nearest(self, words: Sequence[str], at: int) -> Place | None:
        """The place that is most alike, if it is enough so."""
        best = max((self._aligned(words, first) for first in self._starts(words, at)), key=lambda p: p[2], default=None)
        return best if best and best[2] >= SAME else None

    def _starts(self, words: Sequence[str], at: int) -> list[int]:
        """Where the quotation would begin by most of the words that both have: the few likeliest places."""
        votes: dict[int, int] = {}
        slack = max(2, len(words) // 8)
        for i, word in enumerate(words):
            for place in self._places.get(word, ()):
                if place >= at:
                    votes[(place - i) // slack] = votes.get((place - i) // slack, 0) + 1
        near = {bucket: count + votes.get(bucket + 1, 0) for bucket, count in votes.items()}
        enough = [bucket for bucket, count in near.items() if count >= HELD * len(words)]
        return [max(at, bucket * slack) for bucket in sorted(enough, key=lambda bucket: (-near[bucket], bucket))[:2]]

    def _aligned(self, words: Sequence[str], start: int) -> Place:
        """The place near `start` that the words fit best; of likeness 0 where too few of them are kept."""
        slack = max(2, len(words) // 8) + 2
        low, high = max(0, start - slack), min(len(self.words), start + len(words) + 2 * slack)
        blocks = SequenceMatcher(None, words, self.words[low:high], autojunk=False).get_matching_blocks()[:-1]
        if not blocks:
            return start, start + 1, 0.0
        first = max(low, low + blocks[0].b - blocks[0].a)
        rest = len(words) - blocks[-1].a - blocks[-1].size
        last = min(high, low + blocks[-1].b + blocks[-1].size + rest)
        alike = SequenceMatcher(None, " ".join(words), " ".join(self.words[first:last]), autojunk=False).ratio()
        kept = 2 * sum(block.size for block in blocks) / (len(words) + last - first)
        return first, last, min(alike, 0.999) if kept >= WORDS_KEPT or alike >= MISTYPED else 0.0
