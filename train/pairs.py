"""Questions with gold evidence -> pairs of a question and a passage, right and wrong, as the reader will meet them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.chunking import Chunk
from index.records import Article, Hit, Span
from qa.evaluation.records import Question
from qa.evaluation.records import Span as Evidence

WINDOW_CHARS = (280, 420, 560, 760)  # passages of every length up to the program's own; short ones are read faster
WRONG_HITS = 2  # a question
NEAR = 6  # they are among so many of the best
IN_VIEW_CHARS = 60  # of the paragraph that a question was written to fit
LEAST_CUT_CHARS = 120  # of a right passage when its answer has been cut out
LONGEST_ANSWER_CHARS = 80


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage read for one question. Offsets are those of `text`."""

    question_id: str
    kind: str  # "gold"; wrong ones: "looks" as if it answered, "cut" of its answer, "altered" in the question, "hit" by search
    question: str
    title: str
    text: str
    sentences: tuple[Span, ...]
    answers: bool
    evidence: tuple[bool, ...]  # per sentence
    answer: Span | None  # the short answer, where it is known


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences of an article, in its offsets."""

    article: Article
    sentences: tuple[Span, ...]
    evidence: tuple[bool, ...]  # per sentence
    focus: int  # the sentence that is the answer or looks most like it


class PairMaker:
    """Makes the pairs of one data set, from its articles and how the gold ones are cut."""

    def __init__(self, articles: Mapping[str, Article], chunks: Mapping[str, Sequence[Chunk]]) -> None:
        self._articles, self._chunks = articles, chunks

    def pairs(self, question: Question, hits: Sequence[Hit], rng: random.Random) -> list[Pair]:
        """A right pair if the question has an answer, and up to three wrong ones, of the hits and of the right one."""
        gold = self._gold(question) if question.answerable else []
        made = list(_of_gold(question, gold, rng) if question.answerable else _looks(question, hits, rng))
        known = {(one.article.id, span) for one in gold for span in one.sentences}
        answers = question.answers if question.answerable else ()
        wrong = [
            hit
            for hit in hits
            if not known & {(hit.article.id, span) for span in _spans(hit)}
            and not _holds(hit.passage.text, answers)
            and not any(hit.passage.text[:IN_VIEW_CHARS] in pair.text for pair in made)
        ][:NEAR]
        chosen = wrong[:1] + rng.sample(wrong[1:], min(len(wrong[1:]), WRONG_HITS - 1))
        return made + [pair_from(question, "hit", _excerpt(hit), rng) for hit in chosen]

    def _gold(self, question: Question) -> list[Excerpt]:
        """The passages with evidence, that with most of it first."""
        found = []
        for article_id in question.article_ids:
            for chunk in self._chunks[article_id]:
                evidence = tuple(_is_evidence(span, article_id, question.evidence) for span in chunk.sentences)
                if any(evidence):
                    found.append(Excerpt(self._articles[article_id], chunk.sentences, evidence, evidence.index(True)))
        return sorted(found, key=lambda one: -sum(one.evidence))


def _of_gold(question: Question, gold: Sequence[Excerpt], rng: random.Random) -> Iterator[Pair]:
    for excerpt in gold[:1]:
        yield pair_from(question, "gold", excerpt, rng)
        if (cut := without_answer(excerpt, question.answers)) is not None:
            yield pair_from(question, "cut", cut, rng)


def _looks(question: Question, hits: Sequence[Hit], rng: random.Random) -> Iterator[Pair]:
    """The passage that an unanswerable question was written to fit."""
    view = question.paragraph
    for hit in hits:
        passage = Evidence(hit.article.id, hit.passage.start, hit.passage.end)
        if passage.shared(view) > IN_VIEW_CHARS if view else hit.article.id in question.article_ids:
            yield pair_from(question, "looks", _excerpt(hit), rng)
            return


def without_answer(excerpt: Excerpt, answers: Sequence[str]) -> Excerpt | None:
    """The longest run of sentences that neither are evidence nor hold an answer: on the topic, and silent on the point."""
    text = excerpt.article.text
    silent = [
        not right and not _holds(text[start:end], answers)
        for right, (start, end) in zip(excerpt.evidence, excerpt.sentences, strict=True)
    ]
    runs, begin = [(0, 0)], 0
    for place, one in enumerate([*silent, False]):
        if not one:
            runs.append((begin, place))
            begin = place + 1
    first, last = max(runs, key=lambda run: run[1] - run[0])
    if first == last or excerpt.sentences[last - 1][1] - excerpt.sentences[first][0] < LEAST_CUT_CHARS:
        return None
    nearest = 0 if first > excerpt.focus else last - first - 1  # to where the answer was
    return Excerpt(excerpt.article, excerpt.sentences[first:last], (False,) * (last - first), nearest)


def pair_from(question: Question, kind: str, excerpt: Excerpt, rng: random.Random) -> Pair:
    """The question beside a window about the excerpt's focus; it answers where a sentence of the window is evidence."""
    first, last = _window(excerpt, rng)
    begin = excerpt.sentences[first][0]
    text = excerpt.article.text[begin : excerpt.sentences[last - 1][1]]
    sentences = tuple((start - begin, end - begin) for start, end in excerpt.sentences[first:last])
    evidence = excerpt.evidence[first:last]
    return Pair(
        question_id=question.id,
        kind=kind,
        question=question.question,
        title=excerpt.article.title,
        text=text,
        sentences=sentences,
        answers=any(evidence),
        evidence=evidence,
        answer=_answer(text, sentences, evidence, question.answers),
    )


def _window(excerpt: Excerpt, rng: random.Random) -> tuple[int, int]:
    """A run of sentences round the focus, of a length drawn by chance, its place about the focus too."""
    room = rng.choice(WINDOW_CHARS)
    first, last = excerpt.focus, excerpt.focus + 1
    while first > 0 or last < len(excerpt.sentences):
        leftwards = first > 0 and (last == len(excerpt.sentences) or rng.random() < 0.5)
        wider = (first - 1, last) if leftwards else (first, last + 1)
        if excerpt.sentences[wider[1] - 1][1] - excerpt.sentences[wider[0]][0] > room:
            break
        first, last = wider
    return first, last


def _answer(text: str, sentences: Sequence[Span], evidence: Sequence[bool], answers: Sequence[str]) -> Span | None:
    """Where the shortest of the answers stands in a sentence of the evidence."""
    low = text.casefold()
    if len(low) != len(text):  # offsets would not hold
        return None
    for answer in sorted(answers, key=len):
        for (start, end), right in zip(sentences, evidence, strict=True):
            at = low.find(answer.casefold(), start, end) if right and len(answer) <= LONGEST_ANSWER_CHARS else -1
            if at >= 0:
                return at, at + len(answer)
    return None


def _is_evidence(span: Span, article_id: str, evidence: Sequence[Evidence]) -> bool:
    """Whether they share more than half of the shorter one."""
    sentence = Evidence(article_id, *span)
    return any(sentence.shared(e) > min(span[1] - span[0], e.end - e.start) / 2 for e in evidence)


def _holds(text: str, answers: Sequence[str]) -> bool:
    low = text.casefold()
    return any(len(answer) > 2 and answer.casefold() in low for answer in answers)


def _excerpt(hit: Hit) -> Excerpt:
    scores = [sentence.score for sentence in hit.sentences]
    return Excerpt(hit.article, _spans(hit), (False,) * len(scores), scores.index(max(scores)))


def _spans(hit: Hit) -> tuple[Span, ...]:
    return tuple((sentence.start, sentence.end) for sentence in hit.sentences)
