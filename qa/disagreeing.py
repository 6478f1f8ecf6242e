"""Sources that give different figures for the same thing, side by side. Rather silent than wrong.

Two sentences are compared only where they share what the question asks about, speak of the same places and years as far
as they name any, and each gives exactly one figure of the kind and unit asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.days import Day, days, same_day
from index.lexical import query_terms, terms
from qa.kinds import Kind, asked_kind
from qa.quantities import BARE, PEOPLE, Quantity, agree, quantities
from qa.records import Citation, Disagreement, Figure

SHARED = 0.6  # of the question's terms that each of two sentences has to hold to be about the same
_DYING = re.compile(
    r"\b(?:die[sd]?|dying|dead|deaths?|kill(?:s|ed|ing)?|lives|fatalit(?:y|ies)|toll|victims?)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?i:in|across|at|from|of|for|on|near)\s+(?:the\s+)?((?:[A-Z][\w’'-]+)(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*)"
)
_PARTIAL = re.compile(
    r"\b(?:another|additional|further|extra|first|last|of the(?: \w+)?|out of|one of|including|among them|from|by|lost|gained"
    r"|added)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^\s*(?:more|fewer|less|others|of them)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:between|range|from)\b[^.;]{0,24}$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bhow many ((?:(?!(?:were|was|are|is|did|do|does|have|has|had|will|can)\b)[\w’'-]+ ?){1,3})", re.IGNORECASE
)
_HOW_OLD = re.compile(r"\bhow old\b|\bwhat age\b", re.IGNORECASE)
_OLD = re.compile(r"[\s-]old\b")
_CALENDAR = re.compile(
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)


# Past tenses that no stemmer brings together with their verb.
_IRREGULAR = {
    "sank": "sink", "won": "win", "fell": "fall", "began": "begin", "fled": "flee", "lost": "lose", "took": "take",
    "gave": "give", "built": "build", "sold": "sell", "bought": "buy", "found": "find", "held": "hold", "left": "leave",
    "met": "meet", "rose": "rise", "ran": "run", "said": "say", "sent": "send", "shot": "shoot", "spent": "spend",
    "stood": "stand", "stole": "steal", "struck": "strike", "swam": "swim", "wrote": "write", "broke": "break",
    "chose": "choose", "flew": "fly", "grew": "grow",
}  # fmt: skip
_PAST = re.compile(rf"\b(?:{'|'.join(_IRREGULAR)})\b", re.IGNORECASE)

Found = Quantity | Day


def disagreements(question: str, citations: Sequence[Citation]) -> tuple[Disagreement, ...]:
    """What the cited sentences of different articles say differently of the thing asked for: one group, or none."""
    told: list[tuple[Citation, Found]] = []
    for citation in citations:
        if any(_differ(question, citation, other) for other, _ in told) or not told:
            found = figure_of(question, citation.quote)
            if found and all(citation.article_id != other.article_id for other, _ in told):
                told.append((citation, found))
    if len(told) < 2:
        return ()
    return (Disagreement(tuple(_figure(citation, found) for citation, found in told)),)


def _differ(question: str, one: Citation, other: Citation) -> bool:
    return contradict(question, f"{one.title}. ", one.quote, f"{other.title}. ", other.quote)


def contradict(question: str, title: str, one: str, other_title: str, other: str) -> bool:
    """Whether two sentences, each under its article's title, give figures for the same thing that cannot both be right."""
    first, second = figure_of(question, one), figure_of(question, other)
    if first is None or second is None or not _same_matter(question, title, one, other_title, other):
        return False
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        return _same_unit(first, second) and not agree(first, second)
    return isinstance(first, Day) and isinstance(second, Day) and not same_day(first, second)


def figure_of(question: str, sentence: str) -> Found | None:
    """The one figure in the sentence that can be what the question asks for; None where there is none or a choice."""
    kind = asked_kind(question)
    fitting: list[Found] = []
    if kind is Kind.NUMBER:
        fitting = [q for one in quantities(sentence) if (q := _fitting(question, sentence, one))]
    elif kind is Kind.TIME:
        fitting = [day for day in days(sentence) if sentence[day.start : day.end] not in question]
    return fitting[0] if len(fitting) == 1 else None


def _fitting(question: str, sentence: str, quantity: Quantity) -> Quantity | None:
    """The quantity, in the unit that the question counts; None where it is a part, a change or something else."""
    before, behind = sentence[: quantity.start], sentence[quantity.end :]
    partial = quantity.unit != "per cent" and _PARTIAL.search(before)
    if partial or _MORE.match(behind) or _RANGE.search(before):
        return None
    if _HOW_OLD.search(question) and not (_OLD.match(behind) or quantity.unit == BARE):
        return None
    counted = _COUNTED.search(question)
    if counted is None:
        return quantity if quantity.unit != BARE else None
    if quantity.unit in (BARE, PEOPLE):
        return quantity
    named = [term for term in terms(sentence[quantity.start :])[:4] if term in terms(counted[1])]
    return replace(quantity, unit=named[0]) if named else None


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {BARE, PEOPLE}


def _same_matter(question: str, title: str, one: str, other_title: str, other: str) -> bool:
    wanted = _matter(question)
    if any(len(wanted & _matter(text)) < SHARED * len(wanted) for text in (title + one, other_title + other)):
        return False
    if asked_kind(question) is not Kind.TIME and not _alike(_years(one), _years(other), _years(question)):
        return False
    asked = _names(question.partition(" ")[2])
    if any(not asked <= _names(text) for text in (title + one, other_title + other)):
        return False
    first, second = (_places(text) - _names(question) for text in (one, other))
    return first - _names(other_title + other) == second - _names(title + one) == set()


def _alike(one: set[int], other: set[int], asked: set[int]) -> bool:
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
    found = _PLACE.findall(sentence)
    return {word for name in found for word in name.split() if not _CALENDAR.fullmatch(word)}


def _names(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z][\w’'-]+", text))


def _figure(citation: Citation, found: Found) -> Figure:
    return Figure(
        citation.number, citation.quote[found.start : found.end], citation.start + found.start, citation.published
    )
