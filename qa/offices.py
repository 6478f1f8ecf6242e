"""Who holds an office now: of those that articles tell of coming to it, the last one goes before all others.

"Who runs the yard?" is answered by the article on its new chief executive, though an older one says "runs" of his
predecessor. What is told of coming to an office is read off by rule; where nothing is, nothing changes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.lexical import query_terms, terms
from index.records import Hit
from qa.asking import first_match
from qa.beginning import opening
from qa.capitals import CAPITALISED_NAME, plain, words_in
from qa.clauses import RESIGNING
from qa.dates.words import CALENDAR
from qa.followups.tagging import words_of
from qa.followups.words import Tag
from qa.naming import Named, mentions, named_in
from qa.quotes import Quote, put_first, stating
from qa.records import Citation

_I = re.IGNORECASE
# What the names of one office have in common, and how a question or an article writes them.
_SAME = (
    ("executive", r"chief executives?(?: officer)?|ceo|managing director|boss"),
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
# "runs the yard", "is in charge of the yard": the office goes without saying
_LEADS = r"(?:runs?|heads?|leads?|manages?|coach(?:es)?|chairs?|governs?|directs?|edits?|captains?|rules?|owns?)"
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
# "Who was mayor before Ann Lee?", "Whom did Ann Lee succeed?"
_BEFORE_WHOM = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"{_AND}who (?!will\b|would\b).*\bbefore (?P<name>(?-i:[A-ZÀ-Þ])\S*(?: \S+){{0,3}})",
        rf"{_AND}who preceded (?P<name>.+)",
        rf"{_AND}(?:who(?: is| was|['’]s)|what is the name of) (?P<name>.+?)['’]s predecessor",
        rf"{_AND}who(?: is| was|['’]s) the predecessor of (?P<name>.+)",
        rf"{_AND}whom? (?:did|does) (?P<name>.+?) (?:succeed|replace|take over from)",
    )
)
_SUCCEEDING = r"succeed(?:s|ed|ing)?|replac(?:es|ed|ing)"
# Whom somebody came after is told behind it.
_SUCCEEDS = re.compile(
    rf"\b(?:{_SUCCEEDING}|(?:tak(?:es?|en|ing)|took) over from)(?= (?:\w+ ){{0,3}}(?-i:[A-ZÀ-Þ]))",
    _I,
)
_TODAY = re.compile(
    r",? (?:now|currently|presently|today|nowadays|these days|at (?:present|the moment)|right now)$", _I
)
_OF_TODAY = re.compile(r"\b(?:new|newest|current|present|latest|actual)\b", _I)
_BECAME = re.compile(
    rf"{_AND}who (?:became|has become|took over as"
    r"|(?:was|were|is|got|has been) (?:elected|appointed|named|chosen|made|sworn in)(?: as)?)\b",
    _I,
)
_ENDS_IT = re.compile(r"$|,? (?:of|at|for|in|to|on|over)\b", _I)  # not "the president's wife", "the mayor who resigned"
_CLAUSE = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.QUESTION, Tag.PRONOUN})
# Somebody came to an office that the sentence names.
_COMES_TO_IT = re.compile(
    r"\b(?:appoint(?:s|ed)?|nam(?:es|ed)|elect(?:s|ed)|chose|chosen|pick(?:s|ed)|promot(?:es|ed)|hire[sd]|sworn in|install(?:s|ed)"
    r"|crowned|inaugurated|becomes?|became|the new)\b",
    _I,
)
# Likewise where the office may go without saying.
_TAKES_IT = re.compile(
    r"\b(?:in charge|at the helm|(?:tak(?:es|en|ing)|took) (?:over|charge|office|the (?:helm|reins|job))"
    rf"|{_SUCCEEDING})\b",
    _I,
)
# "succeeds the retired Bo Ek", "took over from Bo Ek": before the name of who had it
_BEFORE_THE_LAST = re.compile(
    rf"\b(?:{_SUCCEEDING}|(?:over )?from|after|beat|defeated|dismissed|ousted|sacked|fired)(?: \w+){{0,2}} $",
    _I,
)
_LEAVING = re.compile(
    rf"\b(?:{RESIGNING}|quits?|dismiss\w*|sack(?:s|ed)|fire[sd]|remov(?:es|ed)|retir(?:es|ed)|left|leaves|leaving|outgoing|former"
    r"|replaced by|lost (?:his|her) (?:post|job|seat)|d(?:ied|ies))\b",
    _I,
)
_ANY_OFFICE = frozenset({"head", "chief", "leader", "executive"})  # who asks so may mean it by another name
_TAKEN_CHARGE_OF = _ANY_OFFICE | {"", "coach", "head", "director", "chair"}  # without the office being named
_LONG_NAME = 6  # letters: "Scania", whose people are "Scanian"


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
        return Office("", "", found["of"])
    office = next((one for one in _OFFICE.finditer(found["of"]) if _ENDS_IT.match(found["of"], one.end())), None)
    if office is None or " of " in found["of"][: office.start()]:  # "the son of the king"
        return None
    of = _OF_TODAY.sub(" ", found["of"].replace(office[0], " "))
    return Office(_known_as(office["office"]), (office["part"] or "").lower(), of)


def holder_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes, first of them the latest sentence of the hits on how somebody came to the office that is asked for.

    For "Who became …?", perhaps long ago, it is the first of the quotes themselves that tells of it.
    """
    if became := _BECAME.match(question):
        office = asked_office(f"Who is{question[became.end() :]}")
        return put_first(next((one for one in quotes if office and _comes_to(one, office, question)), None), quotes)
    office = asked_office(question)
    if office is None:
        return list(quotes)
    coming = [one for one in stating(hits) if one.hit.article.published and _comes_to(one, office, question)]
    return put_first(max(coming, key=lambda one: one.day, default=None), quotes)


def predecessor_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes, first of them the sentence that says whom somebody succeeded, if it is asked who came before them."""
    found = first_match(_BEFORE_WHOM, question.strip().rstrip("?!. "))
    if found is None:
        return list(quotes)
    name = found["name"].split()[-1].casefold()
    for hit in hits:
        before = ""
        for one in hit.sentences:
            succeeds = _SUCCEEDS.search(one.text)
            if succeeds and name in f"{before} {one.text[: succeeds.start()]}".casefold():
                return put_first(Quote(hit, one), quotes)
            before = one.text
    return list(quotes)


def of_today(question: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations; if the holder of an office is asked for, those older than the first lose their short answer."""
    if not citations or asked_office(question) is None:
        return tuple(citations)
    first = citations[0].published
    return tuple(
        replace(one, short=None) if first and one.published and one.published < first else one for one in citations
    )


def is_no_holder(question: str, sentence: str, clause: str) -> bool:
    """Whether an office's holder is asked for, and the clause tells of leaving it, or the sentence of other offices only.

    >>> asked = "Who is the mayor of Oslo?"
    >>> [is_no_holder(asked, one, one) for one in ("Ann Lee resigned as mayor.", "Ann Lee is the leader.", "Ann Lee is the mayor.")]
    [True, True, False]
    """
    office = asked_office(question)
    if office is None:
        return False
    told = {_known_as(one["office"]) for one in _OFFICE.finditer(sentence)}
    another = bool(told) and office.name not in told | {""} | _ANY_OFFICE
    return another or _LEAVING.search(clause) is not None


def _comes_to(quote: Quote, office: Office, question: str) -> bool:
    """Whether the sentence tells of somebody coming to the office; if it only says "took over", the passage has to name it."""
    sentence = quote.sentence.text
    took, came = _TAKES_IT.search(sentence), _COMES_TO_IT.search(sentence)
    if not (took or came) or not _is_of_it(quote, office):
        return False
    persons = _persons(sentence, question)
    if not persons:
        return False
    told = [found for found in _OFFICE.finditer(sentence) if (found["part"] or "").lower() not in ("former", "ex")]
    if office.name and any(_is_called(one, office) and (one["part"] or "").lower() == office.part for one in told):
        return True
    if took is None or office.part:  # whoever came to any office "runs" it
        return came is not None and not office.name and any(not one["part"] for one in told)
    read = f"{quote.hit.article.title}\n{quote.hit.passage.text}"
    known = office.name in _TAKEN_CHARGE_OF or any(_is_called(one, office) for one in _OFFICE.finditer(read))
    return known and any(person.start() < took.end() for person in persons)


def _persons(sentence: str, question: str) -> list[re.Match[str]]:
    """The names of two words or more that the question does not say, without those of whom it tells that they had it before."""
    asked = set(map(plain, words_in(question)))
    return [
        found
        for found in CAPITALISED_NAME.finditer(sentence)
        if " " in found[0]
        and asked.isdisjoint(map(plain, found[0].split()))
        and not _BEFORE_THE_LAST.search(sentence, 0, found.start())
    ]


def _is_of_it(quote: Quote, office: Office) -> bool:
    """Whether the sentence names what the office is of, or names at most one thing and its article's opening names that."""
    hit = quote.hit
    named = named_in(office.of)
    known = frozenset().union(*(one.terms for one in named))
    named += tuple(Named(term, frozenset({term}), term) for term in query_terms(office.of) if term not in known)
    if not all(mentions(hit, one) for one in named):
        return False
    if all(_says(quote.sentence.text, one) for one in named):
        return True
    names = [
        found
        for found in CAPITALISED_NAME.finditer(quote.sentence.text)
        if found.start() and found[0].lower() not in CALENDAR
    ]
    return len(names) <= 1 and all(_says(opening(hit.article), one) for one in named)


def _says(text: str, one: Named) -> bool:
    """Whether a text says it, or a long name with another ending."""
    if not one.terms.isdisjoint(terms(text)):
        return True
    return len(one.text) >= _LONG_NAME and one.text.casefold()[:-1] in text.casefold()


def _is_called(named: re.Match[str], office: Office) -> bool:
    """Whether it is one of the office's names."""
    return _known_as(named["office"]) == office.name


def _known_as(office: str) -> str:
    """What the names of one office have in common: "executive" of "CEO"."""
    return next((name for name, words in _SAME if re.fullmatch(words, office, _I)), office.lower())
