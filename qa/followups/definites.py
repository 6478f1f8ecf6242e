"""Noun phrases that lean on what was said before: "that deal", "the other side", "the second one", a surname alone."""

import itertools
from collections.abc import Iterator, Sequence

from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.words import NOMINAL, Tag, Word, is_year
from qa.followups.exchanges import Exchange, is_questioned
from qa.followups.phrases import Kind, Phrase, outer
from qa.followups.pronouns import Change

# Words that compare with what was said.
_LEANING = frozenset(["other", "another", "else", "next", "previous", "same", "again"])
# Likewise, even beside a name: "did Norway join too"
_ADDING = frozenset(["also", "too", "instead", "ours", "comparison"])
# A question that ends in one of these leaves out what it is compared with.
_TRAILING = frozenset(["earlier", "later", "before", "after", "afterwards", "then", "now", "exactly"])
_SAYING = v.word_set("argue argued say says said claim claimed state stated believe believed show shows showed think")
_SHORT, _VERY_SHORT = 6, 5  # words: a longer question that speaks of "the referee" says of which match
_LONGEST = 12  # of a question that speaks of what was spoken of
_ENOUGH_TO_LEAN = 2  # phrases: what has more is understood though it says "other"
# Behind a noun these say which one is meant.
_RELATIVES = frozenset(["of", "that", "who", "which", "for", "in", "between", "with", "at", "on", "from", "to"])
_JUDGED = frozenset(["true", "right", "correct", "legal", "possible", "normal", "common"])  # "is that true"
ENOUGH_SAID = 3  # phrases with a meaning of their own: a question that has more is understood alone


def expand(own: Sequence[Phrase], exchanges: Sequence[Exchange]) -> list[Change]:
    """What to write for names and nouns cut short: "the movement" in full, "Patel" with his first name."""
    changes = []
    for phrase in own:
        if any(p.lead == "of" and p.start == phrase.end + len(" of ") for p in own):
            continue  # "the surface of the lake" is said in full
        fuller = _full_name(phrase, exchanges) if phrase.named else _full_noun(phrase, exchanges)
        if fuller:
            changes.append(Change(phrase.start, phrase.end, fuller))
    return changes


def _earlier(exchanges: Sequence[Exchange]) -> Iterator[Phrase]:
    for turn in reversed(exchanges):
        yield from turn.mentions


def _full_name(phrase: Phrase, exchanges: Sequence[Exchange]) -> str:
    """The one longer name that ends in this single one; "Soccer" is no short form of a league's name, "the League" is."""
    if len(phrase.words) > 1 or phrase.kind in {Kind.PLACE, Kind.TIME}:
        return ""
    longer = {
        p.text.removeprefix("the ")
        for p in _earlier(exchanges)
        if _ends_in(p, phrase.head) and (phrase.determiner == "the" or p.kind in {Kind.PERSON, Kind.MAYBE_PERSON})
    }
    full = longer.pop() if len(longer) == 1 else ""
    return f"the {full}" if full and phrase.determiner == "the" else full


def _ends_in(name: Phrase, head: Word) -> bool:
    """Whether the name, or what stands before its "of", ends in the word: "Great Wall of China" in "wall"."""
    core = list(itertools.takewhile(lambda w: w is not name.head, name.words))
    return name.head.stem == head.stem and bool(core) and all(w.tag is Tag.NAME for w in [*core, name.head])


def _full_noun(phrase: Phrase, exchanges: Sequence[Exchange]) -> str:
    """What "the N" or "that N" was called in full, unless there is but one N."""
    points = phrase.determiner == "the" or phrase.determiner in v.DEMONSTRATIVES
    if not points or phrase.head.stem in nouns.UNIQUE_NOUNS:
        return ""
    for earlier in _earlier(exchanges):
        if earlier.named and phrase.stems < earlier.stems and phrase.head.low == earlier.head.low:
            counted = earlier.words[0].tag is Tag.NUMBER and not is_year(earlier.words[0].text)
            return "the " + earlier.text.removeprefix("the ").removeprefix(f"{earlier.words[0].text} " * counted)
    return ""


def name_the_one(words: Sequence[Word], exchanges: Sequence[Exchange]) -> list[Change]:
    """What "one" stands for: "the second one" is "the second earthquake" after a question on the first."""
    for before, word in itertools.pairwise(words):
        if (
            word.low in {"one", "ones"}
            and not _is_explained(words, word)
            and before.low in v.ORDINALS | nouns.NATIONALITIES | {"which", "the"}
        ):
            noun = _counted(exchanges, before.low, plural=word.low == "ones")
            return [Change(word.start, word.end, noun)] if noun else []
    return []


def _counted(exchanges: Sequence[Exchange], modifier: str, *, plural: bool) -> str:
    """The noun that "one" stands for: one that has a modifier of the same sort, else that of a question word."""
    for turn in reversed(exchanges):
        for sort in (v.ORDINALS, nouns.NATIONALITIES):
            heads = [p.head.text for p in turn.asked_about if any(w.low in sort for w in p.words[:-1])]
            if modifier in sort and heads:
                return heads[0]
        if turn.questioned and turn.questioned.head.low.endswith("s") is plural:
            return turn.questioned.head.text
    return ""


def hangs(words: Sequence[Word], own: Sequence[Phrase], said: frozenset[str]) -> bool:
    """Whether the question cannot be understood alone, though it has no personal pronoun; `said` are the stems of the talk."""
    own = outer(own)
    telling = [p for p in own if not p.says_nothing]
    if len(telling) > ENOUGH_SAID:
        return False
    if any(_points_alone(words, i) for i in range(len(words))):
        return True
    names = sum(p.named for p in own)
    if len(telling) < _ENOUGH_TO_LEAN and names < 2 and any(_adds(words, i) for i in range(len(words))):
        return True
    if names:
        return False
    return _is_cut(words, own, telling) or _speaks_of_known(words, own, telling, said)


def _adds(words: Sequence[Word], i: int) -> bool:
    """ "did Norway join too"; not "instead of", "also known as"."""
    after = [w.low for w in words[i + 1 : i + 3]]
    return words[i].low in _ADDING and after[:1] != ["of"] and after[1:] != ["as"]


def _is_cut(words: Sequence[Word], own: Sequence[Phrase], telling: Sequence[Phrase]) -> bool:
    """Whether something is left out: what is compared with, a verb, a noun for "one", any noun with a meaning."""
    if not telling or words[-1].low in _TRAILING:
        return True
    if len(telling) <= _ENOUGH_TO_LEAN and any(_leans(words, i) for i in range(len(words))):
        return True
    if len(telling) < 2 and not any(w.tag in {Tag.VERB, Tag.AUXILIARY} for w in words):
        return True
    there = len(telling) < 2 and any(w.low == "there" for w in words)  # "how many goals were there"
    counted = there and all(len(p.words) == 1 and not p.lead for p in own)
    return counted or any(w.low in {"one", "ones"} and not _is_explained(words, w) for w in words)


def _speaks_of_known(
    words: Sequence[Word], own: Sequence[Phrase], telling: Sequence[Phrase], said: frozenset[str]
) -> bool:
    """Whether its first noun was spoken of: "the referee", "the cast of the film", "which medicines" and no more."""
    if len(words) <= _SHORT and any(p.determiner in v.DEMONSTRATIVES and _bare(words, p) for p in telling):
        return True
    first = telling[0]
    if len(telling) == 1 and is_questioned(words, first):
        return len(first.words) == 1 or len(own) == 1  # not "how many oyster growers lost a season"
    while after := next((p for p in own if p.lead == "of" and p.start > first.end), None):
        first = after
    likely = first.head.stem in nouns.ROLES | nouns.GROUPS | nouns.PLACES or first.determiner in v.DEMONSTRATIVES
    longest = _LONGEST if first.head.stem in said else _SHORT if likely else _VERY_SHORT
    return len(words) <= longest and _bare(words, first)


def _leans(words: Sequence[Word], i: int) -> bool:
    """Whether it is a word like "other" that compares with what was said: not in "other kinds of", "the same as"."""
    rest = [w.low for w in words[i + 1 : i + 4]]
    before = words[i - 1].low if i else ""
    if before == "each" or (words[i].low == "same" and before != "the") or {"that", "who", "which"} & set(rest[1:]):
        return False
    return words[i].low in _LEANING and not {"of", "as", "than", "for"} & set(rest)


def _points_alone(words: Sequence[Word], i: int) -> bool:
    """Whether "that" and its like stand for something said: "why did that happen", "how many of those"."""
    if words[i].low not in v.DEMONSTRATIVES:
        return False
    before = words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) and not words[i + 1].gap else None
    if before and before.low in {"to", "than", "with"} and after and after.tag is Tag.PREPOSITION:
        return False  # "compared to that of a steam engine"
    if before and before.low == "those":
        return False
    if words[i].low == "those" and after and after.low in {"that", "who", "which"}:
        return False
    if after is None or after.low in _JUDGED:
        return True
    if words[i].low == "that" and before and before.tag in {Tag.VERB, *NOMINAL}:
        ends = after.tag in {Tag.PREPOSITION, Tag.CONJUNCTION}  # else it opens a clause
        return before.tag is Tag.VERB and before.low not in _SAYING and ends
    if before and before.low in v.DO and (after.low.endswith("ed") or after.low in v.IRREGULAR):
        return False  # "what did they do that annoyed him"
    return after.tag not in NOMINAL | {Tag.DETERMINER, Tag.PRONOUN} and (before is None or before.tag not in NOMINAL)


def _bare(words: Sequence[Word], phrase: Phrase) -> bool:
    """A single noun that must have been spoken of: "the referee", "the second goal", "that deal"."""
    pointing = phrase.determiner in v.DEMONSTRATIVES and phrase.kind is not Kind.TIME
    if phrase.determiner == "that" and _opens_clause(words, phrase):
        return False
    if (phrase.determiner != "the" and not pointing) or phrase.head.stem in nouns.UNIQUE_NOUNS:
        return False
    body = [w for w in phrase.words if w.low not in v.ORDINALS and not w.low.endswith("est")]
    after = next((w for w in words if w.start >= phrase.end), None)
    explained = after is not None and not after.gap and (after.low in _RELATIVES or after.tag is Tag.DETERMINER)
    return len(body) <= 1 and (pointing or not explained)


def _opens_clause(words: Sequence[Word], phrase: Phrase) -> bool:
    """As in "proved that air is", where "that" belongs to no noun."""
    before = [w for w in words if w.end <= phrase.start]
    after = next((w for w in words if w.start >= phrase.end), None)
    said = bool(before) and before[-1].tag is Tag.VERB
    return said and after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}


def _is_explained(words: Sequence[Word], one: Word) -> bool:
    """As in "one of the main topics", "the one that took place"."""
    after = next((w for w in words if w.start >= one.end), None)
    return after is not None and (
        after.low in {"of", "that", "who", "which"} or (not after.gap and after.tag in NOMINAL)
    )
