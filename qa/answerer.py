"""The program's functions over a live index, for every door alike."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.embedding import Embedder
from index.library import Edition
from index.live import LiveSearcher
from index.models.wordsalone import WordsAlone
from index.records import Article, Filters, Hit
from index.store import Entry
from qa.answering import ask, checked_question
from qa.composing import CONSULTED
from qa.learnt import AS_SHIPPED, in_force
from qa.lookups.exact_search import EVERYTHING, search_exactly
from qa.question.abbreviations import written_out
from qa.question.spelling import respelt, whole_in
from qa.reader import NO_READER, Reader, ReadingSearch
from qa.reading.room import ReadingRoom, Seat
from qa.records import Reply, Turn
from qa.searching import Search, Tell, TellingSearch


@dataclass(frozen=True, slots=True)
class Status:
    """What is being searched."""

    name: str  # of the generation
    articles: int
    newest: date | None
    problem: str | None  # why a newer generation, or the index's own calibration, is not used, in a sentence
    ahead: int = 0  # files of the corpus folder that are not searched as they are, where somebody looks for that
    declining: str = ""  # where the decision is from whether a question is answered, in a sentence


class Answerer:
    """Safe to share between threads; each call sees one generation from beginning to end."""

    def __init__(
        self, root: Path, embedder: Embedder, reader: Reader | None = None, *, as_shipped: bool = False
    ) -> None:
        """`as_shipped` sets aside what `calibrate` has learnt for this index.

        Raises IndexMissing and its siblings when there is no index to answer from.
        """
        self._live = LiveSearcher(root, embedder)
        self.embedder = embedder
        self.reader = reader.name if reader else NO_READER
        self._without_model = embedder.missing if isinstance(embedder, WordsAlone) else None
        # What was learnt from cosines says nothing of guesses at them.
        as_shipped = as_shipped or self._without_model is not None
        self._in_force = AS_SHIPPED if as_shipped else in_force(root, embedder.identity, self.reader)
        self._reader = reader if self._in_force.reads else None
        self._room = ReadingRoom()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        limit: int = CONSULTED,
        infer_dates: bool = True,
        today: date | None = None,
        tell: Tell | None = None,
        asked_at: float | None = None,
    ) -> Reply:
        """An answer with citations; unless `infer_dates` is off, the question's own times may become filters.

        `tell` gets the passages as soon as they are found, before a reader has read them and an answer is made.
        `asked_at`, by time.monotonic(), is when the question came in, if it has waited since: where there is no time
        to read for it soon after that, it is answered from the search alone, and the reply is `hurried`.
        Raises QuestionError for an empty or over-long question.
        """
        with self._live.searcher() as searcher, self._room.seat(asked_at) as seat:
            search = TellingSearch(searcher.search, tell) if tell else searcher.search
            reply = ask(
                question,
                self._reading(search, seat),
                words=searcher.words,
                respell=lambda asked: respelt(
                    written_out(asked, searcher.words), searcher.words, whole_in(self.embedder)
                ),
                generation=searcher.manifest.name,
                history=history,
                filters=filters,
                limit=limit,
                infer_dates=infer_dates,
                today=today or date.today(),
                decision=self._in_force.decision,
            )
            return replace(reply, hurried=seat.refused, words_alone=self._without_model is not None)

    def search(self, query: str, *, filters: Filters = Filters(), limit: int = CONSULTED) -> list[Hit]:
        """Ranked passages and no answer, however long the wait for the reader. Raises QuestionError as `ask` does.

        What stands in quotation marks is wanted word for word; "*" is every article, the newest first.
        """
        with self._live.searcher() as searcher, self._room.seat(patience_s=None) as seat:
            if query.strip() == EVERYTHING:
                return searcher.newest(filters=filters, limit=limit)
            search = self._reading(searcher.search, seat)
            return search_exactly(checked_question(query), search, searcher.words, filters=filters, limit=limit)

    def _reading(self, search: Search, seat: Seat) -> Search:
        return search if self._reader is None else ReadingSearch(search, self._reader, seat)

    def article(self, article_id: str) -> Article:
        """An article as it is today. Raises ArticleMissing."""
        return self.edition(article_id).current

    def edition(self, article_id: str, content_hash: str = "") -> Edition:
        """An article, and the text of it that was cited. Raises ArticleMissing."""
        with self._live.searcher() as searcher:
            return searcher.library.edition(article_id, content_hash)

    def titles(self) -> list[tuple[str, str]]:
        """(id, title) of every article, by id."""
        with self._live.searcher() as searcher:
            return searcher.library.titles()

    def keeping_up(self, then: Callable[[], None]) -> AbstractContextManager[None]:
        """Within the block new generations are followed also while nobody asks; `then` is called each time."""
        return self._live.keeping_up(then)

    def listing(self) -> list[tuple[Entry, int]]:
        """Every article without its text but with the length of it, by id."""
        with self._live.searcher() as searcher:
            return searcher.library.listing()

    def status(self) -> Status:
        with self._live.searcher() as searcher:
            manifest = searcher.manifest
            newest = date.fromisoformat(manifest.newest) if manifest.newest else None
            problem = self._live.problem or self._in_force.problem or self._without_model
            return Status(manifest.name, manifest.counts.articles, newest, problem, declining=self._in_force.about)
