"""Events that a bound hangs on: famous ones, and those that state their own time ("the election on 5 Nov 2024")."""

from dataclasses import replace
from datetime import date

from qa.dates.anchors import famous_event
from qa.dates.parts import find_period
from qa.dates.words import YEAR, Found, Kind, compiled

_CLAUSE = (
    r"(?:who|whom|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|and|or|but"
    r"|since|before|after|until)\b"
)
_WORD = rf"(?!{_CLAUSE})[^\W_][\w'.-]*\s"
_WORDS = compiled(rf"(?:{_WORD}){{2,9}}")  # none of them opens another clause
_STATES = compiled(r"\b(?:in|on|of) (?:the )?")
_KINDS = (
    "elections?|referendum|vote|war|crisis|olympics|games|cup|championships?|finals?|season|summit|conference|tournament"
    "|earthquakes?|floods?|fires?|hurricane|storm|drought|pandemic|outbreak|attacks?|bombings?|shooting|invasion|coup"
    "|protests?|riots?|revolution|uprising|strikes?|treaty|agreement|accord|deal|budget|census|law|act|reforms?|crash|merger"
)
_NOUN = rf"(?:(?:[\w'-]+ ){{0,3}}?(?:{_KINDS})(?!\w)|(?!{_CLAUSE})[\w'-]+)"
_YEARED = compiled(rf"(?:the |an? |(?=\w+'s ))(?:{_WORD}){{0,3}}?{YEAR} {_NOUN}")  # the devastating 2011 earthquake


def find_event(text: str, at: int, today: date) -> Found | None:
    """The event whose words start there; one that states its time goes before a famous one of that name."""
    readings = (famous_event(text, at), _stating(text, at, today), _yeared(text, at, today))
    return max((one for one in readings if one), key=lambda one: one.end, default=None)


def _stating(text: str, at: int, today: date) -> Found | None:
    words = _WORDS.match(text, at)
    if not words:
        return None
    for place in _STATES.finditer(text, at, words.end()):
        found = find_period(text, place.end(), today)
        if found and found.kind is Kind.DATED:
            return replace(found, is_event=True, recurring=None)
    return None


def _yeared(text: str, at: int, today: date) -> Found | None:
    match = _YEARED.match(text, at)
    found = find_period(text, match.start("year"), today) if match else None
    return replace(found, end=match.end(), is_event=True) if match and found else None
