"""Questions made out of sentences: a detail is taken out of what a sentence tells, and asked for.

There are far more sentences than questions that people wrote. What is made here is clumsy, and it is easy to find the
passage for it; the detail that a passage must have to answer can be learned from it all the same (Lewis et al. 2019).
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.chunking import Chunk
from index.days import Day, days
from index.records import Article, Span
from qa.english.numerals import NUMERALS
from qa.evaluation.records import Question
from qa.evaluation.records import Span as Evidence
from train.altering import altered
from train.pairs import Excerpt, Pair, pair_from, without_answer

SENTENCE_CHARS = range(50, 300)
CONTEXT_WORDS = 15  # of the sentence, on both sides of the detail together
DROPPED = 0.25  # share of the small words that a question leaves out
LEAST_WORDS = 3  # of the sentence, in a question

_COUNT = re.compile(rf"(?<![\w.,$€£])(\d[\d,.]*\d|\d|{'|'.join(NUMERALS[2:11])}|twelve)( [a-z]{{4,}}s)\b")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:of (?:the )?|the |de |van )?[A-Z][\w'’-]+)*")
_DEFINED = re.compile(
    r"^(?:The |An? )?([A-Z][^,.;()]{2,40}?)(?: \([^)]*\))? (?:is|was|are|were) ((?:an? |the )[^,.;()]{8,70})"
)
_PLACE = re.compile(r"\b(?:in|at|near|from|to|into) $")
_PRONOUN = re.compile(r"^(?:He|She|It|They)\b")
_BEFORE_DATE = re.compile(r"\b(?:in|on|since|from|until|by|of|during|around|about)(?: the)? ?$", re.IGNORECASE)
_SMALL = re.compile(
    "a|an|the|of|to|in|on|at|by|for|with|from|as|and|or|also|that|which|who|whose|its|his|her|their|it", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that a sentence tells. Offsets are the sentence's."""

    start: int
    end: int
    asked_by: str  # "when", "how many people"
    left_out: int = 0  # characters before `start` that go with it: "in " of "in 1999"


def asked_pairs(article: Article, chunks: Sequence[Chunk], count: int, rng: random.Random) -> Iterator[Pair]:
    """Of at most so many sentences: a right pair and the wrong ones that can be made of it."""
    places = [(chunk, place) for chunk in chunks for place in range(len(chunk.sentences))]
    rng.shuffle(places)
    made = 0
    for chunk, place in places:
        if made == count:
            return
        asked = _question(article, chunk.sentences[place], rng)
        if asked:
            yield from _pairs(asked, article, chunk, place, chunks, rng)
            made += 1


def details(sentence: str) -> list[Detail]:
    """What can be asked of it, each with the words that ask.

    >>> [d.asked_by for d in details("In 1912 the town sold 40 boats to Norway.")]
    ['when', 'how many boats', 'where']
    """
    found = [_dated(sentence, day) for day in days(sentence) if day.year]
    found += [Detail(*match.span(), f"how many{match[2]}") for match in _COUNT.finditer(sentence)]
    taken = [range(detail.start, detail.end) for detail in found]
    for match in _NAME.finditer(sentence):
        if (
            match.start()
            and not _is_small(match[0])
            and not any(match.start() in one or match.end() - 1 in one for one in taken)
        ):
            place = _PLACE.search(sentence[: match.start()])
            found.append(Detail(*match.span(), "where" if place else "", len(place[0]) if place else 0))
    return found


def _dated(sentence: str, day: Day) -> Detail:
    before = _BEFORE_DATE.search(sentence[: day.start])
    return Detail(day.start, day.end, "when", len(before[0]) if before else 0)


def _question(article: Article, span: Span, rng: random.Random) -> Question | None:
    sentence = article.text[slice(*span)]
    if len(sentence) not in SENTENCE_CHARS or "\n" in sentence:
        return None
    if (defined := _DEFINED.match(sentence)) and rng.random() < 0.5:
        verb = rng.choice(("what is", "what are", "who is", "what does it mean", "define", "what kind of thing is"))
        return _record(article, span, f"{verb} {defined[1]}", defined[2])
    found = details(sentence)
    if not found:
        return None
    detail = rng.choice(found)
    words = _around(sentence, detail, article.title, rng)
    if words is None:
        return None
    return _record(article, span, words, sentence[detail.start : detail.end])


def _record(article: Article, span: Span, question: str, answer: str) -> Question:
    return Question(
        id=f"{article.id} {span[0]}",
        question=" ".join(question.split()),
        answers=(answer,),
        article_ids=(article.id,),
        evidence=(Evidence(article.id, *span),),
        answerable=True,
    )


def _around(sentence: str, detail: Detail, title: str, rng: random.Random) -> str | None:
    """The clauses about the detail, some small words left out, and what asks for it in front or in its place."""
    left = _words(_PRONOUN.sub(lambda _: title, sentence[: detail.start - detail.left_out]))
    right = _words(sentence[detail.end :])
    room = rng.randint(7, CONTEXT_WORDS)
    kept_left = left[-max(room - len(right), room // 2) :]
    kept_right = right[: room - len(kept_left)]
    sides = [
        [word for word in side if not _is_small(word) or rng.random() > DROPPED] for side in (kept_left, kept_right)
    ]
    if sum(not _is_small(word) for side in sides for word in side) < LEAST_WORDS:
        return None
    asking = detail.asked_by or rng.choice(("who", "what", "which"))
    if rng.random() < 0.3:
        return " ".join([*sides[0], asking, *sides[1]])
    verb = rng.choice(("", "", " did", " was", " is")) if asking in ("when", "where") else ""
    return " ".join([asking + verb, *sides[0], *sides[1]])


def _words(text: str) -> list[str]:
    return [word for one in text.split() if (word := one.strip('()[],;:.!?"“”'))]


def _is_small(word: str) -> bool:
    return _SMALL.fullmatch(word) is not None


def _pairs(
    asked: Question, article: Article, chunk: Chunk, place: int, chunks: Sequence[Chunk], rng: random.Random
) -> Iterator[Pair]:
    evidence = tuple(i == place for i in range(len(chunk.sentences)))
    gold = Excerpt(article, chunk.sentences, evidence, place)
    right = pair_from(asked, "gold", gold, rng)
    yield right
    if (changed := altered(right, rng)) is not None:
        yield changed
    if (cut := without_answer(gold, asked.answers)) is not None:
        yield pair_from(asked, "cut", cut, rng)
    if (crossed := _crossed(right, rng)) is not None:
        yield crossed
    if (other := _likest(asked, article, chunk, chunks)) is not None:
        yield pair_from(asked, "hit", other, rng)


def _crossed(pair: Pair, rng: random.Random) -> Pair | None:
    """The beginning of the question with the end of another sentence of the passage: its words are there, what it says is not."""
    others = [pair.text[slice(*span)] for span, right in zip(pair.sentences, pair.evidence, strict=True) if not right]
    words = pair.question.split()
    ends = [_words(other)[-(len(words) // 2) :] for other in others if len(other.split()) > len(words)]
    if not ends or len(words) < 2 * LEAST_WORDS:
        return None
    question = " ".join(words[: -(len(words) // 2)] + rng.choice(ends))
    silent = (False,) * len(pair.evidence)
    return replace(pair, kind="altered", question=question, answers=False, evidence=silent, answer=None)


def _likest(asked: Question, article: Article, chunk: Chunk, chunks: Sequence[Chunk]) -> Excerpt | None:
    """Another passage of the article: that with most words of the question, and without the answer."""
    words = set(re.findall(r"\w{4,}", asked.question.casefold()))

    def shared(other: Chunk) -> int:
        start, end = other.sentences[0][0], other.sentences[-1][1]
        return len(words & set(re.findall(r"\w{4,}", article.text[start:end].casefold())))

    overlapping = set(chunk.sentences)
    others = [
        one
        for one in chunks
        if not overlapping & set(one.sentences)
        and asked.answers[0] not in article.text[one.sentences[0][0] : one.sentences[-1][1]]
    ]
    if not others:
        return None
    best = max(others, key=shared)
    return Excerpt(article, best.sentences, (False,) * len(best.sentences), len(best.sentences) // 2)
