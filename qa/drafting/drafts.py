"""An index -> drafted questions of every kind, each with its answer and the sentence that gives it."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Protocol

from index.lexical import terms
from index.records import Article, Hit, Span
from index.sentences import sentences_of
from qa.drafting.checks import gives_itself_away, is_answered_elsewhere, is_told_of
from qa.drafting.wording import as_keywords, from_headline, wordings
from qa.followups.phrases import Kind, outer, phrases_of

OF_AN_ARTICLE = 4  # questions at most
TRIED = 6  # questions of an article that are looked at before the next article has its turn
LOOKED_AT = 10  # passages that are searched for another answer
_PERSONS = (Kind.PERSON, Kind.MAYBE_PERSON)


class Source(Protocol):
    """What questions are drafted from; `qa.answerer.Answerer` is such."""

    def titles(self) -> list[tuple[str, str]]: ...

    def article(self, article_id: str) -> Article: ...

    def search(self, query: str, *, limit: int) -> list[Hit]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A question about `article.text[start:end]`, the sentence that answers it or, of one without an answer, looks as if it did."""

    kind: str
    question: str
    answer: str  # empty where the articles do not answer
    article: Article
    start: int
    end: int
    swapped: str = ""  # the name that was put in, so that nothing answers any more

    @property
    def id(self) -> str:
        """The same whenever it is drafted from the same text."""
        said = f"{self.article.id}\n{self.article.text[self.start : self.end]}\n{self.question}"
        return f"{self.kind}-{blake2b(said.encode(), digest_size=6).hexdigest()}"

    def row(self) -> dict[str, Any]:
        """As a line of a dataset's questions.jsonl."""
        sentence = self.article.text[self.start : self.end]
        spans = [{"article_id": self.article.id, "start": self.start, "end": self.end}]
        return {
            "id": self.id,
            "question": self.question,
            "answers": [self.answer] if self.answer else [],
            "article_ids": [self.article.id],
            "evidence": [sentence] if self.answer else [],
            "evidence_spans": spans if self.answer else [],
            "answerable": bool(self.answer),
            "history": [],
            "meta": {"kind": self.kind, "title": self.article.title, "drafted_from": sentence},
        }


def drafts(source: Source, seed: int, known: Collection[str] = ()) -> Iterator[Draft]:
    """Questions of all kinds by turns, from articles drawn by chance, a few of each; none whose id is `known`.

    The same index and seed give the same questions in the same order.
    """
    rng = random.Random(seed)
    ids = [article_id for article_id, _ in source.titles()]
    rng.shuffle(ids)
    made: Counter[str] = Counter()
    names: dict[Kind, list[str]] = defaultdict(list)  # that articles before gave as answers
    taken = set(known)
    for _ in range(OF_AN_ARTICLE):
        for article_id in ids:
            article = source.article(article_id)
            drafted = _fair(source, _of_article(article, names, rng), made, taken, rng)
            if drafted is not None:
                made[drafted.kind] += 1
                taken |= {drafted.id, _place(drafted)}
                yield drafted


def _fair(
    source: Source, of_article: Sequence[Draft], made: Counter[str], taken: Collection[str], rng: random.Random
) -> Draft | None:
    """The first fair one, of a kind that there are fewest of so far."""
    new = [one for one in of_article if one.id not in taken and _place(one) not in taken]
    for one in sorted(new, key=lambda one: (made[one.kind], rng.random()))[:TRIED]:
        hits = source.search(one.question, limit=LOOKED_AT)
        unfair = is_told_of(one.swapped, hits) if one.swapped else is_answered_elsewhere(one.article.id, hits)
        if not unfair:
            return one
    return None


def _place(draft: Draft) -> str:
    """One question of a sentence is enough."""
    return f"{draft.article.id} {draft.start}"


def _of_article(article: Article, names: dict[Kind, list[str]], rng: random.Random) -> list[Draft]:
    """All that an article can be asked for, and variants of it. What it names is added to the names."""
    spans = sentences_of(article)
    found = list(_of_sentences(article, spans))
    found += [one for one in _of_headline(article, spans) if all(one.question != other.question for other in found)]
    fair = [one for one in found if not gives_itself_away(one.question, one.answer, _title_beside(one))]
    plain = [one for one in fair if one.kind not in ("quotation", "headline")]
    variants = [replace(one, kind="keywords", question=as_keywords(one.question)) for one in plain]
    variants += [other for one in plain if (other := _unanswerable(one, names, rng))]
    for one in fair:
        kinds = {phrase.kind for phrase in phrases_of(one.answer)} if one.kind == "name" else set()
        if one.kind == "place" or kinds & set(_PERSONS):
            names[Kind.PLACE if one.kind == "place" else Kind.PERSON].append(one.answer)
    return fair + variants


def _of_sentences(article: Article, spans: Sequence[Span]) -> Iterator[Draft]:
    for start, end in spans:
        for one in wordings(article.text[start:end], article.text):
            yield Draft(one.kind, one.question, one.answer, article, start, end)


def _of_headline(article: Article, spans: Sequence[Span]) -> Iterator[Draft]:
    """The evidence is the sentence that tells most of the headline, and the answer; none where no sentence tells half of it."""
    for one in from_headline(article.title, article.text):
        wanted, answer = set(terms(one.question)), set(terms(one.answer))
        shares = {span: _share(wanted, answer, article.text[slice(*span)]) for span in spans}
        best = max(shares, key=shares.__getitem__, default=None)
        if best and shares[best] >= 0.5:
            yield Draft("headline", one.question, one.answer, article, *best)


def _share(wanted: set[str], answer: set[str], sentence: str) -> float:
    told = set(terms(sentence))
    return len(wanted & told) / len(wanted) if wanted and answer <= told else 0.0


def _title_beside(draft: Draft) -> str:
    """A question made of the headline is answered by it, which is no leak: the sentence is what has to be found."""
    return "" if draft.kind == "headline" else draft.article.title


def _unanswerable(draft: Draft, names: dict[Kind, list[str]], rng: random.Random) -> Draft | None:
    """The question about somebody or somewhere else, of whom the article says nothing."""
    for phrase in outer(phrases_of(draft.question)):
        kind = Kind.PERSON if phrase.kind in _PERSONS else phrase.kind
        others = [name for name in names.get(kind, ()) if not set(terms(name)) & set(terms(draft.article.text))]
        if phrase.named and others:
            other = rng.choice(others)
            question = draft.question[: phrase.words[0].start] + other + draft.question[phrase.end :]
            return replace(draft, kind="unanswerable", question=question, answer="", swapped=other)
    return None
