"""The offices that questions and articles name: "mayor", "finance minister", "chief executive" or "CEO"."""

import re
from dataclasses import dataclass

from index.days import CALENDAR
from index.lexical import terms
from index.records import Span
from qa.english.asking import first_match
from qa.english.capitals import CAPITALISED, plain
from qa.english.clauses import RESIGNING
from qa.english.nouns import COUNTRIES, NATIONALITIES
from qa.english.tagging import words_of
from qa.english.words import Tag

_I = re.IGNORECASE
# What the names of one office have in common, and how a question or an article writes them.
_SAME = (
    ("executive", r"chief executives?(?: officer)?|ceo|managing director|boss"),
    ("technology chief", r"chief technology officer"),
    ("finance chief", r"chief financial officer"),
    ("operations chief", r"chief operating officer"),
    ("chair", r"chair(?:man|woman|person)?"),
    ("coach", r"(?:head |national )?coach|manager"),
    ("prime minister", r"prime minister|premier|head of (?:the )?government"),
    ("editor", r"editor(?:[- ]in[- ]chief)?"),
    ("secretary", r"(?:general secretary|secretary[- ]general)"),
    ("head", r"head ?(?:teacher|master|mistress)|principal"),
    ("director", r"director(?:[- ]general)?"),
    ("monarch", r"king|queen|monarch"),
)
# Offices of one name.
_ALONE = (
    "president chancellor mayor governor leader speaker commissioner commander captain pope archbishop bishop rector dean owner"
    " ambassador head chief emperor spokesman spokeswoman treasurer curator conductor"
)
# "finance minister", "vice president": another office than the word alone is
_OF_A_PART = (
    "vice|deputy|assistant|finance|financial|foreign|interior|home|defen[cs]e|health|education|justice|trade|transport|culture"
    "|environment|energy|labour|agriculture|economy|economics|sports?|technical|marketing|sales|operating|information|technology"
    "|legal|medical|artistic|creative|musical|music|regional|opposition|party|team|youth|former|ex|honorary"
)
_WORDS = "|".join((*(words for _, words in _SAME), *_ALONE.split(), "minister", "secretary"))
_OFFICE = re.compile(rf"(?<![\w-])(?:(?P<part>{_OF_A_PART})[- ])?(?P<office>{_WORDS})(?![\w-])", _I)
# "Halden's chairman", "chairman of the Halden group"
_OWNED = re.compile(
    rf"(?:(?P<before>{CAPITALISED}(?: {CAPITALISED}){{0,3}})['’]s )?"
    rf"(?<![\w-])(?:(?:{_OF_A_PART})[- ])?(?P<office>(?i:{_WORDS}))(?![\w-])"
    rf"(?: (?:of|at) (?:the )?(?P<of>{CAPITALISED}(?: {CAPITALISED})*))?"
)
# "President Xi Jinping of China"
_NAMED_OF = re.compile(
    rf"(?<![\w-])(?P<office>(?i:{_WORDS})) (?P<name>{CAPITALISED}(?: {CAPITALISED}){{0,2}})"
    rf" of (?:the )?(?P<of>{CAPITALISED}(?: {CAPITALISED})*)"
)
_OF_MANY_NAMES = COUNTRIES | NATIONALITIES | CALENDAR | {"today", "yesterday", "kingdom", "republic", "states"}
_SHORTEST_OWNER = 3
# "runs the yard", "is in charge of the yard": the office goes without saying
_LEADS = r"(?P<does>runs?|heads?|leads?|manages?|coach(?:es)?|chairs?|governs?|directs?|edits?|captains?|rules?|owns?)"
# Verbs that say which office it is, without the "s"
_DONE_AS = {
    "coache": "coach",
    "coach": "coach",
    "chair": "chair",
    "govern": "governor",
    "edit": "editor",
    "captain": "captain",
}
_NOW = r"(?:(?:now|currently|presently|today|actually) )?"
_AND = r"(?:and |so )?"
_ASKS_WHO_LEADS = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"{_AND}who {_NOW}{_LEADS} (?P<of>\S.*)",
        rf"{_AND}who(?: is|['’]s) {_NOW}(?:in charge of|at the (?:head|helm) of|running|heading|leading|managing|coaching"
        r"|chairing) (?P<of>\S.*)",
    )
)
# "Who is the mayor of Oslo?", which names it
_ASKS_WHO_IS = re.compile(
    rf"{_AND}(?:who(?: is| are|['’]s)|(?:what is|what['’]s) the name of) (?:now |currently )?(?P<of>.*)", _I
)
_TODAY = re.compile(
    r",? (?:now|currently|presently|today|nowadays|these days|at (?:present|the moment)|right now)$", _I
)
_OF_TODAY = re.compile(r"\b(?:new|newest|current|present|latest|actual)\b", _I)
_ENDS_IT = re.compile(r"$|,? (?:of|at|for|in|to|on|over)\b", _I)  # not "the president's wife", "the mayor who resigned"
_CLAUSE = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.QUESTION, Tag.PRONOUN})
_LEAVING = re.compile(
    rf"\b(?:{RESIGNING}|quits?|dismiss\w*|sack(?:s|ed)|fire[sd]|remov(?:es|ed)|retir(?:es|ed)|left|leaves|leaving|outgoing|former"
    r"|replaced by|lost (?:his|her) (?:post|job|seat)|d(?:ied|ies))\b",
    _I,
)
ANY_OFFICE = frozenset({"head", "chief", "leader", "executive"})  # who asks so may mean it by another name


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a question asks for the holder of today."""

    name: str  # what all its names have in common; "" where the question only says "runs", "in charge of"
    part: str  # "deputy", "finance": of which it is then
    of: str  # what it is the office of, as the question writes it


def asked_office(question: str) -> Office | None:
    """The office whose holder now is asked for; None for any other question.

    >>> asked_office("Who is the mayor of Oslo?").name, asked_office("Who was the mayor of Oslo?")
    ('mayor', None)
    """
    asked = _TODAY.sub("", question.strip().rstrip("?!. "))
    found = first_match((*_ASKS_WHO_LEADS, _ASKS_WHO_IS), asked)
    if found is None or any(word.tag in _CLAUSE for word in words_of(found["of"], continues=True)):
        return None
    if found.re is not _ASKS_WHO_IS:
        does = found.groupdict().get("does", "").lower().removesuffix("s")
        return Office(_DONE_AS.get(does, ""), "", found["of"])
    office = next((one for one in _OFFICE.finditer(found["of"]) if _ENDS_IT.match(found["of"], one.end())), None)
    if office is None or " of " in found["of"][: office.start()]:  # "the son of the king"
        return None
    of = _OF_TODAY.sub(" ", found["of"].replace(office[0], " ")).strip().removesuffix("'s").removesuffix("’s")
    return Office(_known_as(office["office"]), _part_of(office), of)


def offices_in(text: str) -> list[tuple[str, str]]:
    """The offices that a text names, in order, each as (name, part) of an `Office`.

    >>> offices_in("The CEO met the finance minister.")
    [('executive', ''), ('minister', 'finance')]
    """
    return [(_known_as(found["office"]), _part_of(found)) for found in _OFFICE.finditer(text)]


def tells_of_leaving(text: str) -> bool:
    """Whether a word of it tells that somebody left, was dismissed, died."""
    return _LEAVING.search(text) is not None


def is_no_holder(question: str, sentence: str, clause: str) -> bool:
    """Whether an office's holder is asked for, and the clause tells of leaving it, or the sentence of other offices only.

    >>> asked = "Who is the mayor of Oslo?"
    >>> [is_no_holder(asked, one, one) for one in ("Ann Lee resigned as mayor.", "Ann Lee is the leader.", "Ann Lee is the mayor.")]
    [True, True, False]
    """
    office = asked_office(question)
    if office is None:
        return False
    told = {name for name, _ in offices_in(sentence)}
    another = bool(told) and office.name not in told | {""} | ANY_OFFICE
    return another or tells_of_leaving(clause) or _is_elsewhere(office, sentence)


def is_held_elsewhere(question: str, sentence: str) -> bool:
    """Whether the holder of an office is asked for, and the sentence tells of that office of something else.

    >>> asked = "Who is the chairman of Corvane?"
    >>> [is_held_elsewhere(asked, one) for one in ("Ann Lee, Halden's chairman, spoke.", "The chairman of Corvane spoke.")]
    [True, False]
    """
    office = asked_office(question)
    return office is not None and _is_elsewhere(office, sentence)


def _is_elsewhere(office: Office, sentence: str) -> bool:
    """Never said of initials, nor of countries but in "President Xi Jinping of China", as they have other names, nor where the
    sentence has a word of what is asked."""
    if _is_of_another_country(office, sentence):
        return True
    asked = re.findall(CAPITALISED, office.of)
    owners = [
        " ".join(filter(None, (found["before"], found["of"])))
        for found in _OWNED.finditer(sentence)
        if _known_as(found["office"]) == office.name
    ]
    named = [plain(word) for words in (*asked, *owners) for word in words.split()]
    if (
        not asked
        or not owners
        or not all(owners)
        or any(word.isupper() or len(word) < _SHORTEST_OWNER for word in asked)
    ):
        return False
    if not _OF_MANY_NAMES.isdisjoint(named):
        return False
    return set(terms(" ".join(asked))).isdisjoint(terms(sentence))


def holder_named_in(question: str, sentence: str) -> Span | None:
    """Whom the sentence names with the office and what it is of, if the holder is asked for: "President Xi Jinping of China".

    >>> sentence = "President Xi Jinping of China met President Vladimir Putin of Russia."
    >>> sentence[slice(*holder_named_in("Who is president of Russia?", sentence))]
    'Vladimir Putin'
    """
    office = asked_office(question)
    told = _named_with(office, sentence) if office else []
    return next((found.span("name") for found in told if office and _whole(office) == found["of"].casefold()), None)


def _named_with(office: Office, sentence: str) -> list[re.Match[str]]:
    return [found for found in _NAMED_OF.finditer(sentence) if _known_as(found["office"]) == office.name]


def _whole(office: Office) -> str:
    """The name of what it is the office of, in small letters."""
    return " ".join(re.findall(CAPITALISED, office.of)).casefold()


def _is_of_another_country(office: Office, sentence: str) -> bool:
    """Whether all its holders of the office are given with their country, which is not the one that is asked of."""
    country, told = _whole(office), _named_with(office, sentence)
    if country not in COUNTRIES or not told or country in sentence.casefold():
        return False
    return all(found["of"].casefold() in COUNTRIES for found in told)


def _part_of(office: re.Match[str]) -> str:
    return (office["part"] or "").lower()


def _known_as(office: str) -> str:
    """What the names of one office have in common: "executive" of "CEO"."""
    return next((name for name, words in _SAME if re.fullmatch(words, office, _I)), office.lower())
