"""The figure that a question for a number or a day can ask for: the only one in a sentence that fits it."""

import re
from dataclasses import replace

from index.days import Day, days
from index.lexical import terms
from index.records import Span
from qa.english.clauses import comes_before_or_after, is_of_another_fate
from qa.english.kinds import HOW_OLD, Kind, asked_kind
from qa.english.numerals import NUMERALS
from qa.english.quantities import BARE, PEOPLE, Quantity, is_an_age, is_measure, quantities

# "another 12", "12 of the 40", "lost 12": before a number that is not the whole of what is counted
_PARTIAL = re.compile(
    r"\b(?:another|additional|further|extra|first|last|of the(?: \w+)?|out of|one of|including|among them|from|by|lost|gained"
    r"|added)\s+(?:(?!with\b|at\b)\w+\s+)?$",
    re.IGNORECASE,
)
# "88 of 201": before the second number
OF_SO_MANY = re.compile(
    rf"\b(?:\d[\d,.]{{0,15}}|{'|'.join(NUMERALS[1:])}) of (?:the |its |their |all )?$", re.IGNORECASE
)
# "two more people"
FURTHER = re.compile(r"[\w,.-]+ (?:more|further|others?|additional|extra|fewer)\b", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:more|fewer|less|others|of them)\b", re.IGNORECASE)  # behind a number: "12 fewer than …"
# "fell by 3 per cent", "was up 3 per cent": a change of what is asked for
_CHANGE = re.compile(
    r"\b(?:r[io]se\w*|f[ae]ll\w*|grew|grow\w*|increas\w*|decreas\w*|drop\w*|declin\w*|climb\w*|jump\w*|plung\w*|gain\w*|shrank"
    r"|shrunk|lost|cut|up|down|another|additional|further|extra)\s+(?:by\s+)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:between|range|from)\b(?:[^.;]|\.(?=\d)){0,28}$", re.IGNORECASE)  # "between 3 and 5"
_OLD = re.compile(r"[\s-]old\b")
# "how many people in shelters": up to three words of what is counted
_COUNTED = re.compile(
    r"\bhow many ((?:(?!(?:were|was|are|is|did|do|does|have|has|had|will|can)\b)[\w’'-]+ ?){1,3})", re.IGNORECASE
)
# "Labour won 13 seats, the Liberals six and the Greens four." gives a figure for each.
_SHARED_OUT = re.compile(
    rf"[A-Z][\w’'-]{{0,40}} (?:{'|'.join(NUMERALS[3:13])}|\w+teen|\w+ty(?:-\w+)?|\d+)(?=[,.;](?!\d)| and\b)"
)
# "by 412 to 96", "by a majority of 12 votes to 3"
_TALLY = re.compile(r"\bby (?:a majority of )?[\w,-]+ (?:(?:votes?|seats?|goals?|points?|sets?|games?) )?to [\w,-]+")

QuantityOrDay = Quantity | Day


def figure_of(question: str, sentence: str) -> QuantityOrDay | None:
    """The one figure in the sentence that can be what the question asks for; None where there is none or a choice.

    >>> asked = "How many people died?"
    >>> [one and one.value for one in (figure_of(asked, "It killed 3 people."), figure_of(asked, "It killed another 3."))]
    [3.0, None]
    """
    kind = asked_kind(question)
    fitting: list[QuantityOrDay] = []
    if kind is Kind.NUMBER and not shares_out(sentence):
        fitting = [q for one in quantities(sentence) if (q := _fitting(question, sentence, one))]
    elif kind is Kind.TIME:
        fitting = [
            day
            for day in days(sentence)
            if sentence[day.start : day.end] not in question
            and not comes_before_or_after(question, sentence, (day.start, day.end))
        ]
    return fitting[0] if len(fitting) == 1 else None


def is_one_side(sentence: str, span: Span) -> bool:
    """Whether a number is one side of a tally: "by 412 to 96"."""
    return any(
        tally.start() <= span[0] and span[1] <= tally.end() and " to " not in sentence[slice(*span)]
        for tally in _TALLY.finditer(sentence)
    )


def shares_out(sentence: str) -> bool:
    """Whether it gives several their figures, and to all but the first without what is counted."""
    return _SHARED_OUT.search(sentence) is not None


def counts_something_else(question: str, quantity: Quantity) -> bool:
    """Whether the question counts things, and the quantity is a measure: 5 weeks are no drivers."""
    counted = _COUNTED.search(question)
    if counted is None or not is_measure(quantity.unit):
        return False
    return not _is_in_unit_of(quantity, counted[1])


def _is_in_unit_of(quantity: Quantity, counted: str) -> bool:
    """Whether what is counted is what the quantity measures: 21 kg are so many kilos."""
    return is_measure(quantity.unit) and any(one.unit == quantity.unit for one in quantities(f"3 {counted}"))


def _fitting(question: str, sentence: str, quantity: Quantity) -> Quantity | None:
    """The quantity, in the unit that the question counts; None where it is a part, a change or something else."""
    before, behind = sentence[: quantity.start], sentence[quantity.end :]
    partial = _CHANGE if quantity.unit == "per cent" else _PARTIAL
    if (
        partial.search(before)
        or OF_SO_MANY.search(before)
        or _MORE.match(behind)
        or FURTHER.match(sentence, quantity.start)
        or _RANGE.search(before)
    ):
        return None
    if HOW_OLD.search(question):
        return quantity if _OLD.match(behind) or quantity.unit == BARE else None
    span = (quantity.start, quantity.end)
    if is_an_age(sentence, quantity) or is_one_side(sentence, span) or is_of_another_fate(question, sentence, span):
        return None
    counted = _COUNTED.search(question)
    if counted is None:
        return quantity if quantity.unit != BARE else None
    if quantity.unit in (BARE, PEOPLE) or _is_in_unit_of(quantity, counted[1]):
        return quantity
    named = [term for term in terms(sentence[quantity.start :])[:4] if term in terms(counted[1])]
    return replace(quantity, unit=named[0]) if named else None
