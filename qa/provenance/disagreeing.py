"""Sources that give different figures for the same thing, side by side. Where in doubt, nothing is said.

Two sentences are compared only where they share what the question asks about, speak of the same places and years as far
as they name any, else are of about one time, and each gives exactly one figure of the kind and unit asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.days import CALENDAR, Day, days, same_day
from index.lexical import query_terms
from index.records import Hit
from qa.english.capitals import CAPITALISED
from qa.english.clauses import DYING, is_counted_as_known, tells_what_became
from qa.english.figures import QuantityOrDay, figure_of
from qa.english.kinds import Kind, asked_kind
from qa.english.nouns import COUNTRIES, ROLES
from qa.english.quantities import BARE, PEOPLE, Quantity, agree, quantities
from qa.english.tagging import words_of
from qa.english.vocabulary import any_of
from qa.english.words import Tag
from qa.provenance.recency import of_one_time
from qa.provenance.versions import is_earlier_version
from qa.quotes import Quote, denies, put_first, without_repeats
from qa.records import Citation, Disagreement, Figure
from qa.stating import is_byline

SHARED = 0.6  # of the question's terms that each of two sentences has to hold to be about the same
SHARED_OF_SAME_YEARS = 0.4  # likewise where both name the same years
FEWEST_COMMON = 2  # terms that both sentences have, numbers left out
MOST_OPPOSED = 2  # articles that are quoted only because their figures differ
MOST_TRIED = 3  # sentences with a figure, where none that is quoted has one
OF_ONE_TIME = timedelta(days=300)  # what comes each year, a turnout or a profit, has another figure in the next
FAR = 10.0  # times as much
LOOKED_INTO = 0.15  # of the question's term weight, which a sentence must hold to be looked into
_DYING = re.compile(rf"\b(?:{DYING})\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:still|now|currently|so far|yet|today)\b", re.IGNORECASE)
# "in the Gulf of Aden": the name of what may be a place
_PLACE = re.compile(
    r"\b(?i:in|across|at|from|of|for|on|near)\s+(?:the\s+)?((?:[A-Z][\w’'-]+)(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*)"
)
_POSSESSOR = re.compile(r"\b([A-Z][\w-]+)['’]s\b")  # "India's own count"
# ", officials in the province of Viken said on Saturday", ", the governor of Viken, Ann Lee, said"
_WHO_SAYS = re.compile(
    r",(?:[^,.;]|\.(?=\d))*(?:,[^,.;]*,)? (?:said|says|announced|reported|told \w+)\b[^,;]*$|,? according to [^,;]*|"
    rf"\b(?:{any_of(ROLES)}) of (?:the )?[A-Z][\w’'-]+"
)
# What authorities have counted is less than what studies estimate, and no contradiction of it.
_AS_COUNTED = "reported|confirmed|registered|recorded|official(?:ly)?"
_COUNTED_BEFORE = re.compile(rf"\b(?:{_AS_COUNTED}|known)(?! that\b)(?:\W+\w+){{0,2}}\W*$", re.IGNORECASE)
_COUNTED_BEHIND = re.compile(rf"^[^,.;]*\b(?:{_AS_COUNTED})\b", re.IGNORECASE)
_SCALES = {"hundr", "thousand", "million", "billion", "trillion"}  # as terms
# Past tenses that no stemmer brings together with their verb.
_IRREGULAR = {
    "sank": "sink", "won": "win", "fell": "fall", "began": "begin", "fled": "flee", "lost": "lose", "took": "take",
    "gave": "give", "built": "build", "sold": "sell", "bought": "buy", "found": "find", "held": "hold", "left": "leave",
    "met": "meet", "rose": "rise", "ran": "run", "said": "say", "sent": "send", "shot": "shoot", "spent": "spend",
    "stood": "stand", "stole": "steal", "struck": "strike", "swam": "swim", "wrote": "write", "broke": "break",
    "chose": "choose", "flew": "fly", "grew": "grow",
}  # fmt: skip
_PAST = re.compile(rf"\b(?:{'|'.join(_IRREGULAR)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence under the title of its article, which says part of what it is about."""

    title: str
    sentence: str
    published: date | None = None

    @property
    def text(self) -> str:
        return f"{self.title}. {self.sentence}"


def disagreements(question: str, citations: Sequence[Citation]) -> tuple[Disagreement, ...]:
    """What the cited sentences of different articles say differently of the thing asked for: one group, or none."""
    told: list[tuple[Citation, QuantityOrDay]] = []
    for citation in citations:
        if any(_differ(question, citation, other) for other, _ in told) or not told:
            found = figure_of(question, citation.quote)
            if found and all(citation.article_id != other.article_id for other, _ in told):
                told.append((citation, found))
    if len(told) < 2 or _is_told_later(question, [citation for citation, _ in told], citations):
        return ()
    return (Disagreement(tuple(_figure(citation, found) for citation, found in told)),)


def _is_told_later(question: str, told: Sequence[Citation], citations: Sequence[Citation]) -> bool:
    """Whether a citation of a later day than all of these has figures of which none can be told to be the one: "38, and not 43"."""
    last = max((one.published for one in told if one.published), default=None)
    return last is not None and any(
        one.published is not None
        and one.published > last
        and len(quantities(one.quote)) > 1
        and figure_of(question, one.quote) is None
        and any(_same_matter(question, _told_by(one), _told_by(other)) for other in told)
        for one in citations
    )


def opposing(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """What has to be quoted beside the quotes so that sources whose figures differ are shown together.

    At most MOST_OPPOSED sentences against the first quote with a figure, one an article; where no quote has one, the
    best sentence that has a figure and from which others differ goes with them.
    """
    if asked_kind(question) not in (Kind.NUMBER, Kind.TIME):
        return []
    quoted = [quote for quote in quotes if figure_of(question, quote.sentence.text)]
    found = [quote for quote in _with_figures(question, hits) if not _is_superseded(quote, quotes)]
    for first in quoted[:1] or sorted(found, key=lambda quote: -quote.sentence.score)[:MOST_TRIED]:
        against: dict[str, Quote] = {}
        for other in found:
            if other.hit.article.id != first.hit.article.id and differ(question, _told(first), _told(other)):
                against.setdefault(other.hit.article.id, other)
        if against:
            both = without_repeats([first, *against.values()], MOST_OPPOSED + 1)
            known = {quote.place for quote in quotes}
            return [quote for quote in both if quote.place not in known]
    return []


def latest_toll_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes; of figures of a toll that differ, the one told last goes before all, as it takes in those before it.

    So does the latest sentence of the hits that has one and says all that is asked, also where none of the quotes has a figure.
    """
    if asked_kind(question) is not Kind.NUMBER or not is_counted_as_known(question):
        return list(quotes)
    question = _STILL.sub("", question)
    counted = [one for one in quotes if figure_of(question, one.sentence.text)]
    asked = _matter(question)
    whole = [one for one in _with_figures(question, hits) if asked <= _matter(_told(one).text)]
    latest = max((*counted, *whole), key=lambda one: one.day, default=None)
    if latest is None:
        return list(quotes)
    if counted and not any(one.day < latest.day and contradict(question, _told(one), _told(latest)) for one in counted):
        return list(quotes)
    return put_first(latest, quotes)


def _with_figures(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences of the hits that have a figure of what is asked, as far as they say enough of it."""
    looked_into = (
        Quote(hit, one)
        for hit in hits
        for one in hit.sentences
        if one.coverage >= LOOKED_INTO and not is_byline(one.text)
    )
    return [quote for quote in looked_into if figure_of(question, quote.sentence.text)]


def _is_superseded(quote: Quote, quotes: Sequence[Quote]) -> bool:
    return any(is_earlier_version(quote.hit, other.hit) for other in quotes)


def _told(quote: Quote) -> Told:
    return Told(quote.hit.article.title, quote.sentence.text, quote.hit.article.published)


def _differ(question: str, one: Citation, other: Citation) -> bool:
    return contradict(question, _told_by(one), _told_by(other))


def _told_by(citation: Citation) -> Told:
    return Told(citation.title, citation.quote, citation.published)


def contradict(question: str, one: Told, other: Told) -> bool:
    """Whether two sentences give figures for the same thing, of about one time, that cannot both be right."""
    timed = any(_years(told.sentence) for told in (one, other))
    return (timed or of_one_time(one.published, other.published, OF_ONE_TIME)) and differ(question, one, other)


def differ(question: str, one: Told, other: Told) -> bool:
    """Whether they give different figures for the same thing, perhaps as it was at another time."""
    first, second = figure_of(question, one.sentence), figure_of(question, other.sentence)
    if first is None or second is None:
        return False
    if not _same_matter(question, one, other) or not _said_alike(question, one, other):
        return False
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        alike = _was_counted(one.sentence, first) == _was_counted(other.sentence, second)
        near = _are_near(first, second) or _held(question, one) == _held(question, other)
        return alike and near and _same_unit(first, second) and not agree(first, second)
    return isinstance(first, Day) and isinstance(second, Day) and not same_day(first, second)


def _said_alike(question: str, one: Told, other: Told) -> bool:
    """Whether both affirm or deny as the question does, and both or neither have its verb: not "killed 12" and "injured 40"."""
    does = _matter(" ".join(word.text for word in words_of(question) if word.tag is Tag.VERB))
    done, other_done = (does <= _matter(told.sentence) for told in (one, other))
    return done == other_done and all(
        denies(told.sentence) == denies(question) and tells_what_became(question, told.sentence)
        for told in (one, other)
    )


def _are_near(one: Quantity, other: Quantity) -> bool:
    """Whether neither is FAR times the other: what a bridge cost to build is no estimate of its repairs."""
    return max(one.value, other.value) < FAR * min(one.value, other.value)


def _held(question: str, told: Told) -> set[str]:
    """What it says of what is asked."""
    return _matter(question) & _matter(told.text)


def _was_counted(sentence: str, quantity: Quantity) -> bool:
    """Whether it is what authorities reported: "5.9 million deaths had been reported"."""
    behind = _COUNTED_BEHIND.search(sentence[quantity.end :])
    return behind is not None or _COUNTED_BEFORE.search(sentence[: quantity.start]) is not None


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {BARE, PEOPLE}


def _same_matter(question: str, one: Told, other: Told) -> bool:
    """Whether both tell of what is asked, of the same years, and of nobody and nowhere else."""
    asked, first, second = _matter(question), _matter(one.text), _matter(other.text)
    years = _years(one.sentence), _years(other.sentence)
    common = (first & second) - _SCALES
    if len(common) < FEWEST_COMMON:
        return False
    counts = asked_kind(question) is Kind.NUMBER
    dated_alike = counts and years[0] == years[1] != set() and bool(common & asked)
    share = (SHARED_OF_SAME_YEARS if dated_alike else SHARED) * len(asked)
    if any(len(asked & told) < share for told in (first, second)):
        return False
    if asked_kind(question) is not Kind.TIME and not _of_same_years(*years, _years(question)):
        return False
    return _name_the_same(question, one, other)


def _name_the_same(question: str, one: Told, other: Told) -> bool:
    """Whether both have the names that are asked for, and neither is of a place that the other does not name."""
    asked = _names(question.partition(" ")[2])
    if any(not asked <= _names(told.text) for told in (one, other)):
        return False
    here, there = (_places(told.sentence) - _names(question) for told in (one, other))
    return here - _names(other.text) == there - _names(one.text) == set()


def _of_same_years(one: set[int], other: set[int], asked: set[int]) -> bool:
    """Years that both name have to be the same; a year that the question names binds both."""
    one, other = one or asked, other or asked
    return not one or not other or bool(one & other)


def _matter(text: str) -> set[str]:
    """What a text is about: its terms, everything that speaks of dying counted as one, numbers and unit words left out."""
    plain = _PAST.sub(lambda match: _IRREGULAR[match[0].lower()], _DYING.sub(" killed ", text))
    return {term for term in query_terms(plain) if not term.isdigit() and term not in ("peopl", "person")}


def _years(text: str) -> set[int]:
    return {day.year for day in days(text) if day.year}


def _places(sentence: str) -> set[str]:
    """Where it is, and not of where those are who say so."""
    told = _WHO_SAYS.sub("", sentence)
    countries = [name for name in re.findall(CAPITALISED, told) if name.lower() in COUNTRIES]
    found = [*_PLACE.findall(told), *_POSSESSOR.findall(told), *countries]
    return {word for name in found for word in _names(name) if word.lower() not in CALENDAR}


def _names(text: str) -> set[str]:
    """The words with a capital, which may be names, "Covid" of "Covid-19"."""
    return set(re.findall(r"\b[A-Z][\w’']+", text))


def _figure(citation: Citation, found: QuantityOrDay) -> Figure:
    return Figure(
        citation.number, citation.quote[found.start : found.end], citation.start + found.start, citation.published
    )
