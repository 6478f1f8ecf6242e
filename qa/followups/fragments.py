"""Questions cut short ("and in 2022?", "what about the Turkish one?"), put in their place in the question before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.tagging import words_of
from qa.english.words import Tag, Word, is_small, is_year
from qa.followups.exchanges import Exchange
from qa.followups.phrases import Kind, Phrase, phrases_of
from qa.followups.pronouns import Change

TOPIC = re.compile(r" \([^()]*\)(?=[?!. ]*$)")  # put behind a question that it could not be written into
MAX_WORDS = 8  # what is longer says enough by itself
_LED = re.compile(
    r"(?:(?:and|but|or|so|then|also|ok(?:ay)?|well|no)[,\s]+)*"
    r"(?:(?:what|how)\s+about|and\s+about|i\s+mean(?:t)?|i\s+was\s+asking\s+about|(?:and|or|but)(?!\w))[,\s]+",
    re.IGNORECASE,
)
_YEARS_ON = re.compile(
    r"(?:the (?:year )?(?P<step>after|before|next|following|previous)(?: year)?"
    r"|(?:a|one) year (?P<one>later|earlier|on|before)|(?P<count>\w+) years (?P<far>later|earlier|on|before))\b",
    re.IGNORECASE,
)
_FROM_TODAY = re.compile(
    r"(?:last|this|next) (?:year|month|week|summer|winter|spring|autumn|quarter|season|weekend|night)"
    r"|yesterday|today|tomorrow|now|(?:an?|\w+) (?:years?|months?|weeks?|days?) ago",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:later(?: on)?|afterwards?|after that|since(?: then)?|before(?: that)?|earlier|in the end|finally)",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"\b(?:at first|in the beginning|initially|originally|first)\b", re.IGNORECASE)
_GOVERNING = frozenset(["president", "minister", "king", "queen", "chancellor", "premier", "emperor", "government"])
_BACKWARDS = {"before", "previous", "earlier"}
_INSIDE = {"in", "at", "on", "inside"}


def lead_of(text: str) -> int:
    """Where the question begins after "and", "what about" and their like; 0 when nothing of the sort leads it."""
    found = _LED.match(text)
    return found.end() if found and not re.search(r"[.!?]\s", text) else 0


def last_question(text: str) -> str:
    """The last sentence that asks."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]
    asking = [s for s in sentences if s.endswith("?")]
    return (asking or sentences or [""])[-1]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words and phrases."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]


def _read(text: str, *, continues: bool = False, small: bool | None = None) -> _Text:
    words = words_of(text, continues=continues, small=small)
    return _Text(text, tuple(words), tuple(phrases_of(text, words)))


def completed(text: str, said: Sequence[Exchange]) -> str:
    """The last question with the fragment in the place of what it varies; "" when it has no such place.

    "And the second?" varies the latest question that has an ordinal.
    """
    start = lead_of(text)
    new = _read(text[start:].strip().rstrip("?!. "), continues=start > 0, small=is_small(text))
    if not new.words or not _is_fragment(
        new.words, led=start > 0 or bool(_YEARS_ON.match(new.text) or _FROM_TODAY.match(new.text))
    ):
        return ""
    for last in reversed(said):
        old = _read(last_question(last.question), small=last.small)
        if last is said[-1] and _is_of_no_country(new, old):
            return text
        if last is said[-1] and _answered(new, old, last):
            return ""
        for rule in _RULES if last is said[-1] else (_the_adjective_one,):
            if change := rule(new, old):
                return old.text[: change.start] + change.text + old.text[change.end :]
    return ""


def _is_fragment(words: Sequence[Word], *, led: bool) -> bool:
    """Whether this is no clause. Unless something `led` to it, only "in 2022" and "2022" are sure to be cut short."""
    if len(words) > MAX_WORDS or words[0].tag is Tag.VERB or any(w.tag in {Tag.AUXILIARY, Tag.QUESTION} for w in words):
        return False
    return led or words[0].tag is Tag.PREPOSITION or all(w.tag is Tag.NUMBER for w in words)


def _years_on(new: _Text, old: _Text) -> Change | None:
    """For "four years later" after a question with one year: that year plus four. More words go to the end."""
    found = _YEARS_ON.match(new.text)
    years = [w for w in old.words if is_year(w.text)]
    if not found or len(years) != 1:
        return None
    count = (found["count"] or "one").lower()
    steps = int(count) if count.isdecimal() else v.NUMBER_WORDS.get(count, 0)
    if not steps:
        return None
    direction = (found["step"] or found["one"] or found["far"]).lower()
    year = int(years[0].text) + (-steps if direction in _BACKWARDS else steps)
    end = len(old.text.rstrip("?!. "))
    rest = new.text[found.end() :].rstrip()
    return Change(years[0].start, end, f"{year}{old.text[years[0].end : end]}{rest}")


def _with_preposition(new: _Text, old: _Text) -> Change | None:
    """For "in 2022", "the one in 2022": in place of what has the same kind and preposition, else at the end."""
    low = [w.low for w in new.words[:2]]
    at = 2 if low == ["the", "one"] else 1 if low[0] in {"one", "ones", "those"} else 0
    if at >= len(new.words) or new.words[at].tag is not Tag.PREPOSITION:
        return None
    lead = new.words[at]
    mine = next((p for p in new.phrases if p.start > lead.start), None)
    if mine is None:
        return None
    text = new.text[lead.start :]
    alike = [p for p in old.phrases if p.lead and _swap(p, mine, lead.low)]
    if alike:
        led_by = max(w.start for w in old.words if w.end <= alike[-1].start and w.low == alike[-1].lead)
        return Change(led_by, alike[-1].end, text)
    end = _end_of(old.text)
    return Change(end, end, f" {text}")


def _end_of(question: str) -> int:
    """Where more can be said, before the topic that stands behind it in brackets: "how many died (the storm)?"."""
    found = TOPIC.search(question)
    return found.start() if found else len(question.rstrip("?!. "))


def _swap(old: Phrase, new: Phrase, lead: str) -> bool:
    if Kind.TIME in {old.kind, new.kind}:
        return old.kind is new.kind
    return old.lead == lead or {old.lead, lead} <= _INSIDE


def _the_adjective_one(new: _Text, old: _Text) -> Change | None:
    """For "the turkish one", "the second one", "the second": in place of the adjective of the same sort."""
    of_one = new.words[-1].low in {"one", "ones"}
    if len(new.words) < 2 or not (of_one or new.words[-1].low in v.COUNTING):
        return None
    adjective = new.words[-2 if of_one else -1]
    for sort in (nouns.NATIONALITIES, v.ORDINALS) if of_one else (v.COUNTING,):
        for word in old.words:
            if adjective.low in sort and word.low in sort and word.low != adjective.low:
                text = adjective.text.capitalize() if word.text[0].isupper() else adjective.text
                return Change(word.start, word.end, text)
    return None


def _possessor(new: _Text, old: _Text) -> Change | None:
    """For "and the women's?", "and the women's title?": in place of the other possessor."""
    at = next((w for w in new.words if w.possessive), None)
    for i, word in enumerate(old.words):
        if at and word.possessive and word.low != at.low:
            led = i > 0 and old.words[i - 1].tag is Tag.DETERMINER and new.words[0].tag is Tag.DETERMINER
            start = old.words[i - 1].start if led else word.start
            return Change(start, word.end, new.text[: at.end])
    return None


def _same_head(new: _Text, old: _Text) -> Change | None:
    """For "and the second earthquake?": in place of "the first earthquake"."""
    if len(new.phrases) != 1 or len(new.phrases[0].words) < 2:
        return None
    mine = new.phrases[0]
    for phrase in old.phrases:
        if phrase.head.stem == mine.head.stem and phrase.stems != mine.stems:
            return Change(phrase.start, phrase.end, new.text)
    return None


def _same_kind(new: _Text, old: _Text) -> Change | None:
    """A country in the place of a country, a year of a year, else a name in the place of the first name."""
    if len(new.phrases) != 1 or new.phrases[0].start or new.phrases[0].end != len(new.text):
        return None
    mine = new.phrases[0]
    if not mine.named and mine.kind is not Kind.TIME:
        return None
    others = [p for p in old.phrases if p.stems != mine.stems and (p.named or p.kind is Kind.TIME)]
    alike = [p for p in others if p.kind is mine.kind] or [p for p in others if mine.named and p.kind is not Kind.TIME]
    return Change(alike[0].start, alike[0].end, _with_capital(new, alike[0])) if alike else None


def _is_of_no_country(new: _Text, old: _Text) -> bool:
    """Whether a name that is no country's follows a question for who governs one: it has no president, and is another topic."""
    if len(new.phrases) != 1 or new.phrases[0].kind is not Kind.NAME or new.phrases[0].text != new.text:
        return False
    countries = [p for p in old.phrases if p.lead == "of" and p.text.removeprefix("the ").lower() in nouns.COUNTRIES]
    return any(p.head.stem in _GOVERNING and country.start > p.end for p in old.phrases for country in countries[:1])


def _answered(new: _Text, old: _Text, last: Exchange) -> bool:
    """Whether the name is one of a person in the answer, and the question has only names of other things for it to replace."""
    if len(new.phrases) != 1 or len(new.phrases[0].words) != 1 or not new.phrases[0].named:
        return False
    persons = {Kind.PERSON, Kind.MAYBE_PERSON}
    head = new.phrases[0].head.stem
    return any(p.kind in persons and len(p.words) > 1 and p.head.stem == head for p in last.answered_with) and not any(
        p.kind in persons and p.named for p in old.phrases
    )


def _with_capital(new: _Text, old: Phrase) -> str:
    """A country typed small takes capitals in a question that has them."""
    if new.phrases[0].kind is not Kind.PLACE or not old.head.text[0].isupper():
        return new.text
    small = {Tag.DETERMINER, Tag.CONJUNCTION}
    return " ".join(w.text if w.tag in small else w.text.capitalize() for w in new.words)


def _time_from_today(new: _Text, old: _Text) -> Change | None:
    """For "and last year?": in place of the time with its preposition, else at the end."""
    if not _FROM_TODAY.fullmatch(new.text):
        return None
    times = [p for p in old.phrases if p.kind is Kind.TIME]
    if not times:
        end = _end_of(old.text)
        return Change(end, end, f" {new.text}")
    led = [w.start for w in old.words if w.end <= times[-1].start and w.low == times[-1].lead]
    return Change(led[-1] if led else times[-1].start, times[-1].end, new.text)


def _later(new: _Text, old: _Text) -> Change | None:
    """For "and later?" after "at first": in its place, else at the end."""
    if not _LATER.fullmatch(new.text):
        return None
    end = _end_of(old.text)
    first = _AT_FIRST.search(old.text)
    return Change(first.start(), first.end(), new.text) if first else Change(end, end, f" {new.text}")


_RULES: tuple[Callable[[_Text, _Text], Change | None], ...] = (
    _years_on,
    _time_from_today,
    _later,
    _the_adjective_one,
    _with_preposition,
    _possessor,
    _same_head,
    _same_kind,
)
