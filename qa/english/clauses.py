"""What the clause around an answer says of it: that somebody did something else, or that it is still to come."""

import re
from functools import lru_cache

from index.days import days
from index.lexical import terms
from index.records import Span
from qa.english.kinds import RELATIVE_DAY
from qa.english.tagging import words_of
from qa.english.words import Tag

_MARK = re.compile(r"[,;:](?=\s)|[()—–]")
_JOINT = re.compile(
    rf"{_MARK.pattern}|\b(?:and|but|while|whereas|although|though|because|after|before|when|which|who|that)\b",
    re.IGNORECASE,
)
# Ways to say one thing, for all who ask for it.
_LIVES = r"(?<!he )(?<!who )(?<!it )lives(?! (?:with|alone|near)\b)"  # that are lost, not where somebody lives
DYING = rf"die[sd]?|dying|dead|deaths?|kill(?:s|ed|ing)?|{_LIVES}|fatalit(?:y|ies)|toll|victims?"
RESIGNING = r"resign\w*|step(?:s|ped|ping)? down|oust\w*"  # or being made to
_TAKING_OFF = r"launch\w*|lift(?:s|ed|ing)? off|t(?:ake|akes|ook) off|set (?:off|out)"
_LANDING = r"(?<!the )land(?:s|ed|ing)?|touch(?:es|ed|ing)? ?down|arriv(?:e[sd]?|al)"


def _worded(*told: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What can be told, by name, each with the words that tell it."""
    return tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in told)


# One sentence may tell of several of these; what it says of one it does not say of another.
_FATES = _worded(
    ("dead", rf"{DYING}|drown\w*|perish\w*"),
    ("hurt", r"hurt|injur\w+|wound(?:s|ed|ing)?|hospitali[sz]ed|tak(?:en|ing) to (?:the )?hospital|casualt(?:y|ies)"),
    ("missing", r"missing|unaccounted|disappear\w*"),
    ("saved", r"rescue[sd]?|saved?|surviv\w+"),
    ("held", r"arrest\w*|detain\w*"),
    ("charged", r"charged|indicted"),
    ("convicted", r"convict\w+|sentenced|found guilty"),
    ("acquitted", r"acquitt\w+|cleared"),
    ("gone", r"evacuat\w+|displaced|fled|flee"),
    ("cut off", r"without (?:power|electricity|gas|heating|water)|cut off|blackouts?"),
    ("destroyed", r"destroy\w*|burn(?:t|ed|s)? down|flattened"),
    ("damaged", r"damag\w+"),
    ("won", r"w[io]n(?:s|ning)?|gain(?:s|ed)?|beat"),
    ("lost", r"los(?:e|es|t|ing)|defeated"),
    ("hired", r"hire[sd]?|hiring|recruit\w*"),
    ("dismissed", r"dismiss\w*|laid off|sack(?:ed|s)?|fired"),
    ("bought", r"bought|buy(?:s|ing)?"),
    ("sold", r"sold|sell(?:s|ing)?"),
)
# Likewise of what happens on a day; a word may be of several.
_EVENTS = _worded(
    ("born", r"born|birth"),
    ("married", r"marr(?:y|ies|ied)|wed(?:s|ded|ding)?"),
    ("begun", rf"beg[aiu]n\w*|start(?:s|ed|ing)?|(?:re)?open(?:s|ed|ing)?|inaugurat\w+|found(?:ed|ing)|{_TAKING_OFF}"),
    ("launched", rf"{_TAKING_OFF}|blast(?:s|ed|ing)? off"),
    ("landed", rf"{_LANDING}|set down"),
    ("ended", rf"end(?:s|ed|ing)?|finish\w*|conclu\w+|complet\w+|clos(?:e[sd]?|ing|ure)|shut|{_LANDING}"),
    ("elected", r"elect\w*|appoint\w*|took office|sworn in|became"),
    ("resigned", rf"{RESIGNING}|quit|retir\w+|left office"),
    (
        "built",
        r"(?:was|were|been|is|are|did|to) built|built (?:in|on|by|between)|(?:was|were|been) (?:constructed|erected)",
    ),
    (
        "broken",
        r"burst|collaps\w+|g[ai]ve(?:s|n)? way|br(?:eaks?|oke)(?! (?:out|down|up|into|the|off|with|even|ground))|ruptur\w+",
    ),
)
# Told with one of the words, as victories and purchases need not be
_FATES_OF_SOME = frozenset({"hurt", "missing", "saved", "held", "charged", "convicted", "acquitted", "dismissed"})
_OF_A_LIFE = frozenset({"born", "married", "dead"})
_LIFE = re.compile(r"\(\D{0,20}\d{4}\s?[–-]\D{0,20}\d{4}\)")
# "will open", "is expected to open", "hopes to open"; not "his will"
_FUTURE = re.compile(
    r"(?<!\bhis )(?<!\bher )(?<!\ba )(?<!\bthe )\b(?-i:will|would|could|might|may|shall)\b|['’]ll\b|\bgoing to\b"
    r"|\b(?:is|are|was|were|be|been) (?:\w+ly )?(?:expected|due|set|scheduled|planned|projected|forecast|estimated|likely|hoped"
    r"|supposed|meant|about)? ?to (?!\d)|\b(?:plan|hope|intend|aim|expect|promise)s? to\b",
    re.IGNORECASE,
)
# A question that does not ask what was.
_NOT_OF_THE_PAST = re.compile(
    r"\b(?:do|does|is|are|will|would|can|could|shall|should|may|might|must|expect\w*|plann?\w*|due|forecast\w*|project\w*|hop\w+"
    r"|intend\w*|suppos\w+|promis\w+|estimat\w+|likely)\b",
    re.IGNORECASE,
)
# Of two such one excludes the other, so that either answers a question for one of them.
_OUTCOMES = (
    {"convicted", "acquitted"},
    {"won", "lost"},
    {"hired", "dismissed"},
    {"dead", "saved"},
    {"bought", "sold"},
)
# Counted as it becomes known: a later number takes the place of an earlier one.
_HOW_MANY = re.compile(r"\bhow many\b|\btolls?\b|\bnumber of\b", re.IGNORECASE)
_COUNTED_AS_KNOWN = frozenset({"dead", "hurt", "missing", "saved", "held", "gone", "cut off", "destroyed", "damaged"})


def is_counted_as_known(question: str) -> bool:
    """Whether it asks for victims or damage, whose number is told anew as more becomes known."""
    return _HOW_MANY.search(question) is not None and not _COUNTED_AS_KNOWN.isdisjoint(_fates(question))


def tells_of_an_outcome(question: str, sentence: str) -> bool:
    """Whether the sentence tells how it ended, where the question asks whether it ended so: convicted, or else acquitted.

    >>> asked = "Was Ann Lee convicted?"
    >>> [tells_of_an_outcome(asked, one) for one in ("A jury cleared Ann Lee.", "Ann Lee denies it.")]
    [True, False]
    """
    asked, told = _fates(question), _fates(sentence)
    return any(asked & pair and told & pair for pair in _OUTCOMES)


def clause_around(sentence: str, span: Span) -> str:
    """From the last joint before the span to the first one behind it.

    >>> clause_around("Ann came, and Bo left on 3 May, when it rained.", (25, 30))
    ' Bo left on 3 May'
    """
    return sentence[slice(*_between(_JOINT, sentence, span))]


def between_marks(sentence: str, span: Span) -> Span:
    """From the last punctuation mark before the span to the first one behind it."""
    return _between(_MARK, sentence, span)


def _between(parting: re.Pattern[str], sentence: str, span: Span) -> Span:
    begin = max((found.end() for found in parting.finditer(sentence, 0, span[0])), default=0)
    behind = parting.search(sentence, span[1])
    return begin, behind.start() if behind else len(sentence)


def is_done_otherwise(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause says that something else was done than the question asks: "3 died", of those that were hurt.

    >>> is_done_otherwise("How many were hurt?", "3 died and 12 were hurt.", (0, 1))
    True
    """
    clause, asked = clause_around(sentence, span), _fates(question)
    told = _fates(clause)
    if asked and told:
        return not asked & told
    verbs = {term for word in words_of(question) if word.tag is Tag.VERB for term in terms(word.text)}
    if len(verbs) != 1 or all(word.tag is not Tag.VERB for word in words_of(clause, continues=True)):
        return False
    return verbs.isdisjoint(terms(clause)) and not verbs.isdisjoint(terms(sentence))


def is_of_another_fate(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause tells only of a fate that the question does not ask about: "17 were missing", of those that died.

    >>> is_of_another_fate("How many died?", "38 are known to have died, and 17 were still missing.", (32, 34))
    True
    """
    asked, told = _fates(question), _fates(clause_around(sentence, span))
    return bool(asked and told) and asked.isdisjoint(told)


def leaves_the_fate_untold(question: str, sentence: str) -> bool:
    """Whether it is asked who was hurt, arrested, convicted or the like, and the sentence tells of nobody who was.

    >>> asked = "Who was arrested?"
    >>> [leaves_the_fate_untold(asked, one) for one in ("A body found was that of Bo Ek.", "Police detained Bo Ek.")]
    [True, False]
    """
    asked = _fates(question) & _FATES_OF_SOME
    return bool(asked) and asked.isdisjoint(_fates(sentence))


def tells_what_became(question: str, sentence: str) -> bool:
    """Whether the sentence tells of a fate that the question asks about; also where that asks about none.

    >>> tells_what_became("How many died?", "It killed 3."), tells_what_became("How many died?", "About 40 slept in a hall.")
    (True, False)
    """
    asked = _fates(question)
    return not asked or not asked.isdisjoint(_fates(sentence))


def is_of_another_event(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause tells of another event than the question asks the day of: of a launch, not of a landing.

    Days of a life are told with their word, or as in "(1920–1999)".

    >>> is_of_another_event("When did it land?", "It had been launched in 2019.", (24, 28))
    True
    >>> is_of_another_event("When did he die?", "He came to Oslo in 1991.", (19, 23))
    True
    """
    asked, told = _events(question), _events(clause_around(sentence, span))
    if asked & _OF_A_LIFE and not (asked & _events(sentence) or _LIFE.search(sentence)):
        return True
    return bool(asked and told) and asked.isdisjoint(told)


def dates_something_else(question: str, sentence: str) -> bool:
    """Whether the days of a sentence are those of another event than the question asks of, or all still to come.

    >>> asked = "When did it land?"
    >>> [dates_something_else(asked, f"It {did}.") for did in ("was launched on 14 July", "is to land on Monday", "landed on Monday")]
    [True, True, False]
    >>> dates_something_else(asked, "In September 2019 a sister of it, which was called Vik too, was destroyed.")
    True
    """
    told = [(day.start, day.end) for day in days(sentence)]
    asked, events = _events(question), _events(sentence)
    others = told and asked and asked.isdisjoint(events)
    if others and (events or any(is_of_another_event(question, sentence, one) for one in told)):
        return True
    told += [found.span() for found in RELATIVE_DAY.finditer(sentence)]
    return bool(told) and all(is_to_come(question, sentence, one) for one in told)


def is_of_that_event(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause tells of the event that the question asks the day of."""
    return not _events(question).isdisjoint(_events(clause_around(sentence, span)))


def comes_before_or_after(question: str, sentence: str, span: Span) -> bool:
    """Whether a day belongs to what the sentence's own event only followed, or led to, and the question does not speak of.

    >>> sentence = "The tower sank after the tunnel was dug in 2019."
    >>> comes_before_or_after("When did the tower sink?", sentence, (43, 47))
    True
    """
    joint = max(_JOINT.finditer(sentence, 0, span[0]), key=lambda found: found.end(), default=None)
    if joint is None or joint[0].lower() not in {"after", "before"}:
        return False
    clause = clause_around(sentence, span)
    tells = any(word.tag in {Tag.VERB, Tag.AUXILIARY} for word in words_of(clause, continues=True))
    return tells and set(terms(question)).isdisjoint(terms(clause))


def is_to_come(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause says that it is still to be, where the question asks what was."""
    return _NOT_OF_THE_PAST.search(question) is None and _FUTURE.search(clause_around(sentence, span)) is not None


@lru_cache(maxsize=512)  # a question is looked at beside each sentence
def _fates(text: str) -> frozenset[str]:
    return frozenset(name for name, told in _FATES if told.search(text))


@lru_cache(maxsize=512)
def _events(text: str) -> frozenset[str]:
    return _fates(text).union(name for name, told in _EVENTS if told.search(text))
