"""Which articles of a generation are corrected, and by which notes: worked out once, from the postings.

A note has words that few sentences have together, so that only sentences which hold them are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, reduce

import numpy as np

from index.days import days
from index.lexical import term_keys, terms
from index.notes import MISTOLD, THINGS, WRONGLY, corrects, is_headed_as_notes, is_note, notes_of
from index.records import Article, Correction
from index.retrieval.collection import Collection, Posted

PRINTED_WITHIN = timedelta(days=3)  # of one another are the copies of one article; a column comes each week
# For a sentence to be a note to `index.notes`, there is a row of which it has at least so many words of each group.
_CUES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("correction clarification erratum retraction", 1),),
    (("editor", 1), ("note", 1)),
    (("earlier previous original first", 1), (f"version {THINGS}", 2)),
    ((THINGS, 1), ("corrected amended updated revised clarified retracted withdrawn", 1)),
    ((THINGS, 1), (f"{WRONGLY} {MISTOLD}", 1)),
    ((THINGS, 1), ("should", 1), ("said", 1)),
    (("we", 1), (f"{WRONGLY} regret apologise apologize", 1)),
)


class Corrections:
    """Safe to share between threads: two that ask at once work the same out twice."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def of(self, article: Article) -> tuple[Correction, ...]:
        """What corrects the article: notes of other articles first, the latest first, then its own in reading order."""
        concerned = [note for note in self._near(article) if corrects(note, article) and self._is_meant(article, note)]
        own = [note for note in concerned if note.article_id == article.id]
        others = [note for note in concerned if note.article_id != article.id]
        others.sort(
            key=lambda note: (-note.published.toordinal() if note.published else 0, note.article_id, note.start)
        )
        return (*others, *own)

    def _is_meant(self, article: Article, note: Correction) -> bool:
        """Whether of several articles of one title, as a column has them, it is this one: of the day that is named, else the latest."""
        titled = self._days_of_title.get(article.title.casefold(), ())
        if note.article_id == article.id or article.published is None or len(titled) < 2:
            return True
        said = {(day.day, day.month) for day in days(note.quote)}
        named = [day for day in titled if (day.day, day.month) in said]
        before = [day for day in titled if note.published is None or day <= note.published]
        latest = max(named or before, default=article.published)
        return article.published in named or (not named and latest - article.published <= PRINTED_WITHIN)

    def _near(self, article: Article) -> Iterable[Correction]:
        """The notes that may concern the article: few, however many there are."""
        if article.title.casefold() in self._all_text:
            return self._notes
        day = article.published
        return [
            note
            for note, said in zip(self._notes, self._days, strict=True)
            if note.article_id == article.id or (day and (day.day, day.month) in said)
        ]

    @cached_property
    def _notes(self) -> tuple[Correction, ...]:
        found: list[Correction] = []
        cues = _spans_with_cues(self._collection)
        headed = {row for row, entry in enumerate(self._collection.entries) if is_headed_as_notes(entry.title)}
        for row in sorted(headed.union(cues)):
            article = self._collection.article(row)
            if row in headed or any(is_note(article.text[start:end]) for start, end in cues[row]):
                found += notes_of(article)
        return tuple(found)

    @cached_property
    def _days_of_title(self) -> Mapping[str, Sequence[date]]:
        found: dict[str, list[date]] = {}
        for entry in self._collection.entries:
            if entry.published:
                found.setdefault(entry.title.casefold(), []).append(entry.published)
        return found

    @cached_property
    def _all_text(self) -> str:
        return "\n".join(note.quote for note in self._notes).casefold()

    @cached_property
    def _days(self) -> tuple[frozenset[tuple[int | None, int | None]], ...]:
        return tuple(frozenset((day.day, day.month) for day in days(note.quote)) for note in self._notes)


def _spans_with_cues(collection: Collection) -> dict[int, list[tuple[int, int]]]:
    """Rows of articles, in order, with the spans of their sentences that have the words of a note."""
    rows = reduce(np.union1d, (_sentences_with(collection, cue) for cue in _CUES))
    found: dict[int, list[tuple[int, int]]] = {}
    articles = collection.article_of[collection.passage_of[rows]].tolist()
    for article, span in zip(articles, collection.spans(rows), strict=True):
        found.setdefault(article, []).append(span)
    return found


def _sentences_with(collection: Collection, cue: Sequence[tuple[str, int]]) -> Posted:
    groups = []
    for words, least in cue:
        posted = collection.sentences_with(term_keys(dict.fromkeys(terms(words))))
        rows, times = np.unique(np.concatenate(posted), return_counts=True)
        groups.append(rows[times >= least])
    return reduce(np.intersect1d, groups)
