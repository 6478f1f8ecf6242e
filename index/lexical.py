"""Words: how they are cut and stemmed, and an inverted index of them. The only importer of tantivy.

tantivy cuts and stems; the postings are ours, because theirs cannot forget: a deleted article's terms stay in
its files, and its statistics, until a merge that cannot be asked for. Ours are rewritten without them, so that an
index that was edited a thousand times is equal to a fresh one (docs/decisions/0003-own-postings.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]

# Words that ask; they say what kind of answer is wanted and nothing of what it is about.
_ASKING_WORDS = (
    "what when where which why how did does do were has have had can could would should many much tell me about"
)
_ASKING = frozenset(_ASKING_WORDS.split())
_WORD = re.compile(r"\w+")
# "Oslo's", "didn't": what is cut off there is no word of its own
_ENDING = re.compile(
    r"(?:\b(?:did|does|do|is|are|was|were|has|have|had|wo|ca|could|should|would)n['’]t|['’](?:s|re|ve|ll|d|m))\b",
    re.IGNORECASE,
)
_FEWEST_INITIALS = 3
_LONG_NAME = re.compile(
    rf"\b(?:[A-Z]\w{{1,40}}(?:[ \n-](?:(?:of|the|and|for|on|in)[ \n]){{0,2}})){{{_FEWEST_INITIALS - 1},5}}[A-Z]\w{{1,40}}\b"
)
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # scripts written without spaces between words
_WIDE_RUN = re.compile(f"[{_WIDE}]+")


def terms(text: str) -> list[str]:
    """Lower-case stems of the text's words, in order, without stop words; scripts without spaces give pairs of characters.

    >>> terms("The Ministers were telephoning")
    ['minist', 'were', 'telephon']
    """
    if not _WIDE_RUN.search(text):
        return _analyzer().analyze(text)  # type: ignore[no-any-return]
    pairs = [run[i : i + 2] for run in _WIDE_RUN.findall(text) for i in range(max(1, len(run) - 1))]
    return [*_analyzer().analyze(_WIDE_RUN.sub(" ", text)), *pairs]


_LASTING = re.compile(r"\bhow (?:much )?long(?:er)?\b(.*)\blast(?=\W*$)", re.IGNORECASE)


def query_terms(query: str) -> list[str]:
    """The distinct terms of a question that say what it is about, in order of appearance.

    >>> query_terms("What did the WHO declare, and who declared it?")
    ['who', 'declar']
    >>> query_terms("Why didn't Oslo's mayor come?")
    ['oslo', 'mayor', 'come']
    >>> query_terms("How long did the strike last?")  # the verb: "last" elsewhere is of another one
    ['strike']
    """
    words = _WORD.findall(_ENDING.sub("", _LASTING.sub(r"\1", query)))
    kept = [w for w in words if w.lower() not in _ASKING and w not in ("who", "Who", "whom", "Whom")]
    return list(dict.fromkeys(terms(" ".join(kept))))


def initials_term(letters: str) -> str:
    """The term that a sentence has for a long name with these initials; no word is cut to one like it."""
    return ".".join(letters.lower()) + "."


def initials(text: str) -> list[str]:
    """Terms for the initials of the text's names of three to six words, also without their first words: a name may stand
    behind a title.

    >>> initials("The Shanghai Cooperation Organisation met.")
    ['t.s.c.o.', 's.c.o.']
    """
    found: list[str] = []
    for name in _LONG_NAME.findall(text):
        letters = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
        found += [initials_term(letters[first:]) for first in range(len(letters) - _FEWEST_INITIALS + 1)]
    return found


def term_keys(words: Iterable[str]) -> Keys:
    """A 64-bit key for each term. Only keys are stored: the index files hold no word of any article."""
    return np.fromiter((_key(word) for word in words), dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term, the rows that hold it: `rows[starts[i]:starts[i + 1]]` ascending, one entry per occurrence."""

    keys: Keys  # ascending, distinct
    starts: npt.NDArray[np.int64]  # one more than keys
    rows: Rows

    def of_each(self, keys: Keys) -> list[Rows]:
        """For each term its rows, ascending; empty where no row has it."""
        if not len(self.keys):
            return [self.rows[:0]] * len(keys)
        places = self.keys.searchsorted(keys)
        ends = places + (self.keys[np.minimum(places, len(self.keys) - 1)] == keys)  # the place itself without the term
        spans = zip(self.starts[places].tolist(), self.starts[ends].tolist(), strict=True)
        return [self.rows[first:last] for first, last in spans]

    def lengths(self, rows: int) -> npt.NDArray[np.int64]:
        """Number of term occurrences in each of `rows` rows."""
        return np.bincount(self.rows, minlength=rows)


def build_postings(texts: Sequence[Sequence[str]]) -> Postings:
    """Postings of texts given as terms; the row of a text is its position."""
    counts = np.fromiter((len(words) for words in texts), dtype=np.int64, count=len(texts))
    return sorted_postings(
        term_keys(word for words in texts for word in words), np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    )


def combine_postings(parts: Sequence[tuple[Postings, Rows]]) -> Postings:
    """Postings of several indexes laid end to end. `new_row[old_row]` is -1 for a row that is left out."""
    keys: list[Keys] = []
    rows: list[Rows] = []
    for postings, new_row in parts:
        moved = new_row[postings.rows]
        kept = moved >= 0
        keys.append(np.repeat(postings.keys, np.diff(postings.starts))[kept])
        rows.append(moved[kept])
    return sorted_postings(np.concatenate(keys), np.concatenate(rows))


def sorted_postings(keys: Keys, rows: Rows) -> Postings:
    """Postings out of one entry per occurrence: the key of the term and the row that it is in."""
    order = np.lexsort((rows, keys))
    distinct, first = np.unique(keys[order], return_index=True)
    return Postings(distinct, np.append(first, len(keys)).astype(np.int64), rows[order].astype(np.int32))


@lru_cache(maxsize=1 << 20)
def _key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(64))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stopword("english"))
        .filter(Filter.stemmer("english"))
        .build()
    )
