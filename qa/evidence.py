"""Hits -> the sentences worth quoting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from index.lexical import query_terms, terms
from index.records import Hit, Sentence
from qa.beginning import opening
from qa.english.capitals import plain, words_in
from qa.english.clauses import dates_something_else, leaves_the_fate_untold
from qa.english.kinds import HOW_OLD, AskedFor, Kind, gives_a_reason
from qa.english.quantities import says_how_old, tells_an_age
from qa.people.offices import is_held_elsewhere
from qa.people.speaking import only_speaks_of, whose_words
from qa.quotes import Quote, without_repeats
from qa.sections import Sections, is_in_a_question, question_over
from qa.stating import asks, is_date, states

PASSAGES_READ = 8  # sentences of passages ranked lower are hardly ever the answer (bench/README.md)
# How many are quoted at most, and how far below the best one another may score: more and wider holds the answer more
# often and says more beside it (docs/decisions/0046-which-sentences-are-quoted.md).
MAX_QUOTES = 5
QUOTE_MARGIN = 0.22
NEWEST_MARGIN = 0.45  # where the newest is asked for, of sentences that say as much of the question as the best
# What a sentence's own score is added to (docs/decisions/0119-what-a-sentence-is-worth.md).
PASSAGE_WEIGHT = 1.2  # of the score of its passage: "It was built in 1911." has little of the question itself
KIND_BONUS = 0.3  # for the kind of thing that is asked for (docs/decisions/0098-the-kind-of-answer.md)
# Taken off, instead of that bonus, for the day of something else, no age where one is asked for, and the question itself again.
SOMETHING_ELSE = 0.5
SAID_BONUS = 0.2  # for holding all that the question says, with the sentence before it and what its article opens with
_SMALL = re.compile(r"is|was|are|were|the|an?|of|now|today|his|her|its", re.IGNORECASE)
_GAP = 8  # characters between a sentence and the next: a space, an empty line
ENOUGH_FOR_A_PART = 2  # of a part's best sentences one has to be quoted


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks, as a question of its own, and what was found for it."""

    question: str
    hits: Sequence[Hit]
    whole: str = ""  # the question with the paper or author that it asks of, where `question` is without


def choose_quotes(
    question: str, hits: Sequence[Hit], *, newest_first: bool = False, parts: Sequence[Part] = ()
) -> list[Quote]:
    """The sentences that answer best, best first: at most MAX_QUOTES, none that only repeats another.

    `newest_first` orders those that answer nearly as well as the best by date instead, undated ones last. For each part
    that none of them answers the best sentence follows, in place of the last of them where they are too many.
    """
    answering = answering_quotes(question, hits if newest_first else hits[:PASSAGES_READ], newest_first=newest_first)
    if newest_first:
        answering.sort(key=lambda quote: quote.hit.article.published or date.min, reverse=True)
    chosen = without_repeats(answering, MAX_QUOTES)
    lacking: list[Quote] = []
    for part in parts:
        best = answering_quotes(part.question, part.hits[:PASSAGES_READ])
        quoted = {quote.place for quote in (*chosen, *lacking)}
        if best and not quoted & {quote.place for quote in best[:ENOUGH_FOR_A_PART]}:
            lacking.append(best[0])
    return without_repeats([*chosen[: MAX_QUOTES - len(lacking)], *lacking], MAX_QUOTES)


def answering_quotes(question: str, hits: Sequence[Hit], *, newest_first: bool = False) -> list[Quote]:
    """Every sentence that answers nearly as well as the best, best first; also newer ones that say as much of the question.

    Equal scores are ordered by rank of the hit, then by place in the article.
    """
    asked = _Asked(question, hits)
    scored = [(asked.score(before, quote), quote) for before, quote in _sentences(hits)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].hit.rank, pair[1].sentence.start))
    best = scored[0][1] if scored else None
    answering = [
        quote
        for score, quote in scored
        if score >= scored[0][0] - (NEWEST_MARGIN if newest_first and _is_newer(quote, best) else QUOTE_MARGIN)
    ]
    return _of_their_own(question, answering, [quote for _, quote in scored])


def _is_newer(quote: Quote, best: Quote | None) -> bool:
    """Whether it is newer than the best one, and says as much of the question."""
    return best is not None and quote.day > best.day and quote.sentence.coverage >= best.sentence.coverage


def _of_their_own(question: str, answering: list[Quote], every: Sequence[Quote]) -> list[Quote]:
    """Without what others are quoted with of somebody, where it is asked what they said; the best other one if none is left."""
    name = whose_words(question)
    if name is None:
        return answering
    theirs = [quote for quote in answering if not only_speaks_of(name, quote.sentence.text)]
    best = (quote for quote in every if not only_speaks_of(name, quote.sentence.text))
    return theirs or list(islice(best, 1)) or answering


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[Sentence | None, Quote]]:
    """Each sentence of the hits that may answer, behind the one before it in its article; the others only if all are such."""
    every = [Quote(hit, sentence) for hit in hits for sentence in hit.sentences]
    ending = {(quote.hit.article.id, quote.sentence.end): quote.sentence for quote in every}
    stating = [quote for quote in every if _states(quote)]
    for quote in stating or every:
        start = quote.sentence.start
        gap = quote.hit.article.text[max(0, start - _GAP) : start]
        yield ending.get((quote.hit.article.id, start - len(gap) + len(gap.rstrip()))), quote


def _states(quote: Quote) -> bool:
    article, sentence = quote.hit.article, quote.sentence
    return states(article, sentence.start, sentence.end) and not is_in_a_question(article, sentence.start)


class _Asked:
    """A question, as the sentences of its hits are held against it."""

    def __init__(self, question: str, hits: Sequence[Hit]) -> None:
        self._question = question
        self._terms = frozenset(query_terms(question))
        self._for = AskedFor.by(question)
        self._for_an_age = HOW_OLD.search(question) is not None
        self._who = [plain(word) for word in words_in(HOW_OLD.sub("", question)) if not _SMALL.fullmatch(word)]
        articles = {hit.article.id: hit.article for hit in hits}
        self._every = [Quote(hit, one) for hit in hits for one in hit.sentences]
        self._known = {key: self._terms.intersection(terms(opening(one))) for key, one in articles.items()}
        self._sections = Sections(self._terms, self._known, self._every)

    def score(self, before: Sentence | None, quote: Quote) -> float:
        """How well a sentence answers, `before` being the one before it."""
        return (
            self._own_score(before, quote)
            + PASSAGE_WEIGHT * quote.hit.score
            + self._worth_of_its_kind(quote.sentence.text)
            + SAID_BONUS * self._share_said(before, quote)
            - SOMETHING_ELSE * self._sections.is_another(quote)
        )

    def _own_score(self, before: Sentence | None, quote: Quote) -> float:
        """The sentence's own, or that of what introduces it: "For how long?" before "Six years.", an interviewer's paragraph, a
        date, or, where it is asked why he did not travel, "He did not travel." """
        sentence, article = quote.sentence, quote.hit.article
        scores = [sentence.score]
        if before and (asks(before.text) or is_date(before.text) or self._repeated(before.text)):
            scores.append(before.score)
        if asked := question_over(article, sentence.start):
            scores += [
                one.sentence.score
                for one in self._every
                if one.hit.article.id == article.id and asked[0] <= one.sentence.start < asked[1]
            ]
        return max(scores)

    def _worth_of_its_kind(self, sentence: str) -> float:
        if self._for is None:
            return 0.0
        if self._for.kind is Kind.TIME and dates_something_else(self._question, sentence):
            return -SOMETHING_ELSE
        if self._for_an_age and says_how_old(self._who, sentence):
            return KIND_BONUS + SOMETHING_ELSE
        if self._for.kind is Kind.NAME and is_held_elsewhere(self._question, sentence):
            return -SOMETHING_ELSE
        if self._for.kind is Kind.NAME and leaves_the_fate_untold(self._question, sentence):
            return 0.0
        ageless = self._for_an_age and not tells_an_age(sentence)
        return -SOMETHING_ELSE if ageless or self._repeated(sentence) else KIND_BONUS * self._for.held(sentence)

    def _repeated(self, sentence: str) -> bool:
        """Whether a reason is asked for, and the sentence says hardly more than the question: "Ann Lee resigned on Monday." """
        if self._for is None or self._for.kind is not Kind.REASON:
            return False
        said = frozenset(query_terms(sentence))
        return len(said - self._terms) <= 1 and len(said & self._terms) >= 2 and not gives_a_reason(sentence)

    def _share_said(self, before: Sentence | None, quote: Quote) -> float:
        """Share of the question's terms in the sentence, the one before it ("She was 30." says of whom), its section's heading
        and the opening."""
        if not self._terms:
            return 0.0
        said = terms(f"{self._sections.heading(quote)} {before.text if before else ''} {quote.sentence.text}")
        return len(self._known[quote.hit.article.id] | self._terms.intersection(said)) / len(self._terms)
