"""The "it" that stands for nothing: of weather and distance, of what it takes or costs, of "it is known that"."""

import itertools
from collections.abc import Sequence

from qa.english import vocabulary as v
from qa.english.words import Tag, Word

_IMPERSONAL = v.word_set("possible likely true necessary important legal safe normal common known clear certain")
_DEGREES = v.word_set("so too very especially particularly really quite")
_OF_NOTHING = v.word_set("take takes took cost mean means")  # "what does it mean to", "how long does it take for"
_WEATHER = [["get", how] for how in ("dark", "light", "cold", "hot", "warm", "late")] + [["been", "since"]]
_COMES_TO = (["came", "to"], ["comes", "to"])
_OPENS_CLAUSE = v.word_set("that to for if whether what which who how when why where")


def is_impersonal(words: Sequence[Word], i: int) -> bool:
    """Whether "it" stands for nothing: "is it true that", "what time is it", "how long does it take to"."""
    before = [w.low for w in words[:i]]
    rest = [w for w in words[i + 1 : i + 12] if w.low not in _DEGREES]
    low = [w.low for w in rest]
    may_be = low[:1] == ["be"] and before and before[-1] in v.MODALS
    if may_be or (low[:1] and low[0] in v.BE and not (before and before[-1] in v.BE)):  # "for whom it is important to"
        rest, low, before = rest[1:], low[1:], [*before, "is"]
    if before and before[-1] in v.BE and len(low) > 1 and low[0] in _IMPERSONAL | v.ADJECTIVES:
        return low[1] in _OPENS_CLAUSE - {"to"} or _infinitive(rest[1:])
    # "it is known that", "it is called when"
    if before and before[-1] in v.BE and len(low) > 1 and rest[0].tag is Tag.VERB:
        return low[1] in _OPENS_CLAUSE - {"to", "for", "who"}
    if before[:2] in (["how", "far"], ["how", "long"]) and low[:1] == ["from"]:
        return True
    if low[:1] and low[0] in _OF_NOTHING and ("to" in low or low[1:2] in (["for"], ["when"], ["if"], ["that"])):
        return True
    return (
        low[:1] in (["rain"], ["snow"])
        or low[:2] in _WEATHER
        or before[-3:] == ["what", "time", "is"]
        or low[:2] in _COMES_TO
    )


def _infinitive(words: Sequence[Word]) -> bool:
    return any(to.low == "to" and verb.tag is Tag.VERB for to, verb in itertools.pairwise(words))
