"""A reader looks at the question and at each of the best passages together: better order, better quotes, honest declining.

    hits = read_hits(question, searcher.search(question, limit=20), reader)

What it says is added to what the search says; neither is enough alone (docs/reader.md).
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.records import Filters, Hit, Reading, Sentence
from qa.reading.room import Seat
from qa.searching import Search

READ = 5  # passages at most; each costs several times what the query's vector does, and with 8 no figure is better
NO_READER = "none"
SHIPPED_READER = "small"  # comes with the program (docs/reader.md)
TRAINED = ".safetensors"

# How much the reader's word counts beside the search's: of nine pairs, on half of the held-out questions, the best one with
# which no fewer of the sentences that answer are quoted (docs/reader.md).
RELEVANCE_WEIGHT = 0.10
# The same for sentences (docs/decisions/0119-what-a-sentence-is-worth.md).
EVIDENCE_WEIGHT = 0.055  # of the log-probability that it is the one that answers
LEAST_LOG_EVIDENCE = -8.0  # below this it says no more
UNREAD_LOG_EVIDENCE = -3.8  # what sentences that were not read are taken to have
ANSWER_WEIGHT = 0.10  # for the sentence with the short answer, by how sure it is that there is one (decision 0098)


class Read(Protocol):
    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """What is made of each hit's passage, in the order of the hits."""
        ...


class Reader(Read, Protocol):
    @property
    def name(self) -> str:
        """By which it was loaded."""
        ...


def load_reader(name: str, cache: Path) -> Reader | None:
    """None; the one that ships; one that `train/` made, by the path of its weights; or any cross-encoder of sentence-transformers.

    Compiled models are kept in `cache`. Raises ReaderMissing.
    """
    if name == NO_READER:
        return None
    if name == SHIPPED_READER or name.endswith(TRAINED):
        from qa.reading.small_reader import SHIPPED_WEIGHTS, small_reader

        return small_reader(name, SHIPPED_WEIGHTS if name == SHIPPED_READER else Path(name), cache)
    from index.models.crossencoder import CrossEncoderReader

    return CrossEncoderReader(name)


def read_hits(question: str, hits: Sequence[Hit], read: Read) -> list[Hit]:
    """The hits in a better order: scores, sentences' scores and ranks take in what the reader made of the first of them.

    One after another is read, at most READ, for as long as the next could still become the first: reading more than that
    changes no figure beyond chance (docs/decisions/0093-what-is-read.md). Ties are ordered by the rank before. The others
    keep their scores and follow.
    """
    judged: list[Hit] = []
    for hit in hits[:READ]:
        if judged and hit.score + RELEVANCE_WEIGHT < max(one.score for one in judged):
            break
        judged += [_judged(hit, reading) for reading in read(question, [hit])]
    following = hits[len(judged) :]
    judged.sort(key=lambda hit: (-hit.score, hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate([*judged, *following], start=1)]


class ReadingSearch:
    """A search whose hits have been read, for one question: no passage of it is read twice."""

    def __init__(self, search: Search, reader: Reader, seat: Seat) -> None:
        """Where there is no seat for the question, hits are as the search ranks them."""
        self._search, self._reader, self._seat = search, reader, seat
        self._known: dict[tuple[str, str], Reading] = {}

    def __call__(self, query: str, *, filters: Filters, limit: int) -> list[Hit]:
        hits = self._search(query, filters=filters, limit=max(limit, READ))
        return (read_hits(query, hits, self._read) if hits and self._seat.taken() else hits)[:limit]

    def _read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        new = [hit for hit in hits if (question, hit.passage.id) not in self._known]
        for hit, reading in zip(new, self._reader(question, new), strict=True):
            self._known[question, hit.passage.id] = reading
        return [self._known[question, hit.passage.id] for hit in hits]


def _judged(hit: Hit, reading: Reading) -> Hit:
    relevance = _probability(reading.relevance)
    sentences = hit.sentences
    if reading.evidence:
        sentences = tuple(_weighed(s, e, reading) for s, e in zip(hit.sentences, reading.evidence, strict=True))
    return replace(hit, score=hit.score + RELEVANCE_WEIGHT * relevance, sentences=sentences, reading=reading)


def _weighed(sentence: Sentence, log_evidence: float, reading: Reading) -> Sentence:
    answers = reading.answer is not None and sentence.start <= reading.answer[0] < sentence.end
    sure = _probability(reading.answer_margin / 2) if answers else 0.0
    likelier = max(log_evidence, LEAST_LOG_EVIDENCE) - UNREAD_LOG_EVIDENCE
    return replace(sentence, score=sentence.score + EVIDENCE_WEIGHT * likelier + ANSWER_WEIGHT * sure)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))
