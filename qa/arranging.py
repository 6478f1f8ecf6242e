"""The order of what is quoted where reading tells it better than scores do: the latest state, the outcome, the speaker's name.

Nothing changes where the question, or what the sentences say, does not call for it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from index.lexical import query_terms, terms
from index.records import Hit
from index.sentences import sentences_of
from qa.beginning import opening
from qa.english.asking import is_yes_or_no
from qa.english.capitals import CAPITALISED
from qa.english.clauses import tells_of_an_outcome
from qa.english.tagging import words_of
from qa.english.words import Tag
from qa.people.holders import holder_first, predecessor_first
from qa.people.speakers import asks_who_said, speaker_in_sentence
from qa.people.speaking import SPOKEN
from qa.people.successors import successor_first
from qa.quotes import Quote, put_first, quote_at, stating

_I = re.IGNORECASE
_AND = r"(?:and |so |but )?"
_OF_NOW = re.compile(rf"{_AND}(?:is|are|does|do|has|have|can)(?:n['’]t)?\b", _I)
_WHAT_BECAME = re.compile(rf"{_AND}what (?:has |had |have )?(?:happened to|became of|become of)\b", _I)
# "what about turnout (the Greens)?": in brackets the topic of the question before
_WHAT_OF_IT = re.compile(rf"{_AND}what about (?P<detail>[^()]+) \([^()]+\)[?!. ]*", _I)
_WHO_WAS_IT = re.compile(rf"{_AND}who (?:is|was|were|are) (?:the|this|that|these|those)\b", _I)
# "They have been named as Ronald and Iris Peat.", "He is Bo Ek, …"
_IS_NAMED = re.compile(
    rf"(?:He|She|They)(?: (?:has|have|had|was|were|is|are|been|later|since|now|locally|only|by \w+)){{1,5}}"
    rf"(?: (?:named|identified|known) (?:(?:by|on|at) [^,.]{{1,40}} )?as)? {CAPITALISED} (?:and )?{CAPITALISED}"
)


def arranged(question: str, quotes: Sequence[Quote], hits: Sequence[Hit], matter: str | None = None) -> list[Quote]:
    """The quotes in the order in which they are read best, with what has to stand before or beside them.

    `matter` is that of which the latest news is asked for, if it is.
    """
    ordered = predecessor_first(question, holder_first(question, quotes, hits), hits)
    ordered = successor_first(question, ordered, hits)
    ordered = _outcome_first(question, ordered)
    ordered = _latest_news_first(matter, ordered, hits) if matter else _later_first(question, ordered, hits)
    return _with_speaker(question, _named_first(question, _detail_first(question, ordered)))


def _detail_first(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """ "What about turnout (the Greens)?" is answered by what says "turnout", beside what only tells of the topic again."""
    asked = _WHAT_OF_IT.fullmatch(question)
    detail = set(query_terms(asked["detail"])) if asked else set()
    return put_first(next((one for one in quotes if detail and detail <= set(terms(one.sentence.text))), None), quotes)


def _outcome_first(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """ "Was he convicted?" is answered by whether he was, or by that he was acquitted; not by that he denies it."""
    if not quotes or not is_yes_or_no(question) or tells_of_an_outcome(question, quotes[0].sentence.text):
        return list(quotes)
    telling = next((one for one in quotes if tells_of_an_outcome(question, one.sentence.text)), None)
    return put_first(telling, quotes)


def _later_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """Whether something is so, or what became of it, is told by the last article with a sentence that says all that is asked."""
    if not quotes or not (_OF_NOW.match(question) or _WHAT_BECAME.match(question)):
        return list(quotes)
    asked = _without_adverbs(_WHAT_BECAME.sub("", question))
    saying_all = (one for one in stating(hits) if asked and asked <= set(terms(one.sentence.text)))
    return put_first(_newer(saying_all, quotes), quotes)


def _latest_news_first(matter: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The latest of the articles whose title or first sentence is of the matter goes first.

    What only corrects another one that is found stands beside that one, and is no news of its own.
    """
    found = {hit.article.id for hit in hits}
    notes = {note.article_id for hit in hits for note in hit.corrections if note.article_id != hit.article.id} & found
    quotes = [one for one in quotes if one.hit.article.id not in notes] or quotes
    sought = set(query_terms(matter))
    of_it = {hit.article.id for hit in hits if sought and sought <= set(terms(opening(hit.article)))} - notes
    return put_first(_newer((one for one in stating(hits) if one.hit.article.id in of_it), quotes), quotes)


def _newer(others: Iterable[Quote], quotes: Sequence[Quote]) -> Quote | None:
    """The best of the others of the last day, where what is quoted first is older."""
    latest = max(others, key=lambda one: (one.day, one.sentence.score), default=None)
    return latest if latest and latest.day > (quotes[0].day if quotes else date.min) else None


def _named_first(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """ "Who was the couple in the car?": before the sentence that finds them the next one, "They have been named as …"."""
    if not quotes or not _WHO_WAS_IT.match(question):
        return list(quotes)
    hit, first = quotes[0].hit, quotes[0].sentence
    spans = sentences_of(hit.article)
    behind = next((span for span in spans if span[0] >= first.end), None)
    if behind is None or not _IS_NAMED.match(hit.article.text[slice(*behind)]):
        return list(quotes)
    return put_first(quote_at(hit, behind), quotes)


def _with_speaker(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """If it is asked who said something: behind the sentence that has "she said" the one that names the speaker."""
    if not quotes or not asks_who_said(question) or not SPOKEN.search(quotes[0].sentence.text):
        return list(quotes)
    hit, first = quotes[0].hit, quotes[0].sentence
    named = speaker_in_sentence(hit.article, (first.start, first.end))
    if named is None or named.sentence == (first.start, first.end):
        return list(quotes)
    return [quotes[0], *put_first(quote_at(hit, named.sentence), quotes[1:])]


def _without_adverbs(question: str) -> set[str]:
    """The terms of what is asked, without adverbs such as "really" and "still"."""
    adverbs = {term for word in words_of(question) if word.tag is Tag.ADVERB for term in terms(word.text)}
    return set(query_terms(question)) - adverbs
