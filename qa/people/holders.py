"""Who holds an office now, or held it before: of those that articles tell of coming to it, the last one goes before all others.

"Who runs the yard?" is answered by the article on its new chief executive, though an older one says "runs" of his
predecessor. What is told of coming to an office is read off by rule; where nothing is, nothing changes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.days import CALENDAR
from index.lexical import query_terms, terms
from index.records import Hit
from qa.beginning import opening
from qa.english.asking import first_match
from qa.english.capitals import CAPITALISED_NAME, plain, words_in
from qa.people.offices import ANY_OFFICE, Office, asked_office, offices_in, tells_of_leaving
from qa.question.naming import Named, mentions, named_in
from qa.quotes import Quote, put_first, stating
from qa.records import Citation

_I = re.IGNORECASE
_AND = r"(?:and |so )?"
# "Who was mayor before Ann Lee?", "Whom did Ann Lee succeed?"
_BEFORE_WHOM = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"{_AND}who (?!will\b|would\b).*\bbefore (?P<name>(?-i:[A-ZÀ-ÖØ-Þ])\S*(?: \S+){{0,3}})",
        rf"{_AND}who preceded (?P<name>.+)",
        rf"{_AND}(?:who(?: is| was|['’]s)|what is the name of) (?P<name>.+?)['’]s predecessor",
        rf"{_AND}who(?: is| was|['’]s) the predecessor of (?P<name>.+)",
        rf"{_AND}whom? (?:did|does) (?P<name>.+?) (?:succeed|replace|take over from)",
    )
)
_SUCCEEDING = r"succeed(?:s|ed|ing)?|replac(?:es|ed|ing)"
# Whom somebody came after is told behind it.
_SUCCEEDS = re.compile(
    rf"\b(?:{_SUCCEEDING}|(?:tak(?:es?|en|ing)|took) over from)(?= (?:\w+ ){{0,3}}(?-i:[A-ZÀ-ÖØ-Þ]))",
    _I,
)
_BECAME = re.compile(
    rf"{_AND}who (?:became|has become|took over as"
    r"|(?:was|were|is|got|has been) (?:elected|appointed|named|chosen|made|sworn in)(?: as)?)\b",
    _I,
)
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
_LONG_NAME = 6  # letters: "Scania", whose people are "Scanian"
# "left in April and has not been replaced", "is yet to name a successor": nobody came to it
LEFT_OPEN = re.compile(
    r"\b(?:not|yet|never|nobody|no one)\b(?:[\w’' ]{0,20}) (?:replac|succe|appoint|nam|elect|chos|pick|hir|fill)", _I
)
_TAKEN_CHARGE_OF = ANY_OFFICE | {"", "coach", "head", "director", "chair"}  # without the office being named


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
    last = max(coming, key=lambda one: one.day, default=None) or _first_of_it(office, quotes)
    leaving = [one for one in stating(hits) if _leaves(one, office)]
    left = max(leaving, key=lambda one: one.day, default=None)
    before = last or (quotes[0] if quotes else None)
    return put_first(left if left and before and left.day > before.day else last, quotes)


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
    """The citations; if the holder of an office is asked for, those older than the first lose their short answer, and the first
    does where a later one names the office too: it may be somebody else's by then."""
    office = asked_office(question)
    if not citations or office is None:
        return tuple(citations)
    first = citations[0].published
    if first and any(
        one.published and one.published > first and (office.name, office.part) in offices_in(one.quote)
        for one in citations
    ):
        first = date.max
    return tuple(
        replace(one, short=None) if first and one.published and one.published < first else one for one in citations
    )


def _comes_to(quote: Quote, office: Office, question: str) -> bool:
    """Whether the sentence tells of somebody coming to the office; if it only says "took over", the passage has to name it."""
    sentence = quote.sentence.text
    took, came = _TAKES_IT.search(sentence), _COMES_TO_IT.search(sentence)
    if not (took or came) or LEFT_OPEN.search(sentence) or not _is_of_it(quote, office):
        return False
    persons = persons_new_to(question, sentence)
    if not persons:
        return False
    told = [(name, part) for name, part in offices_in(sentence) if part not in ("former", "ex")]
    if office.name and (office.name, office.part) in told:
        return True
    if took is None or office.part:  # whoever came to any office "runs" it
        return came is not None and not office.name and any(not part for _, part in told)
    read = f"{quote.hit.article.title}\n{quote.hit.passage.text}"
    known = office.name in _TAKEN_CHARGE_OF or any(name == office.name for name, _ in offices_in(read))
    return known and any(person.start() < took.end() for person in persons)


def _leaves(quote: Quote, office: Office) -> bool:
    """Whether a part of the sentence tells of somebody leaving the office, which it names."""
    told = (office.name, office.part)
    parts = quote.sentence.text.split(";")
    return any(told in offices_in(one) and tells_of_leaving(one) for one in parts) and _is_of_it(quote, office)


def _first_of_it(office: Office, quotes: Sequence[Quote]) -> Quote | None:
    """The first of the quotes that names the office, where what goes before only names others: a deputy governor."""
    for one in quotes:
        told = offices_in(one.sentence.text)
        if (office.name, office.part) in told:
            return one
        if not told:
            return None
    return None


def persons_new_to(question: str, sentence: str) -> list[re.Match[str]]:
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
    told = opening(hit.article)
    if not all(mentions(hit, one) or _says(told, one) for one in named):
        return False
    if all(_says(quote.sentence.text, one) for one in named):
        return True
    names = [
        found
        for found in CAPITALISED_NAME.finditer(quote.sentence.text)
        if found.start() and found[0].lower() not in CALENDAR
    ]
    return len(names) <= 1 and all(_says(told, one) for one in named)


def _says(text: str, one: Named) -> bool:
    """Whether a text says it, or a long name with another ending."""
    if not one.terms.isdisjoint(terms(text)):
        return True
    return len(one.text) >= _LONG_NAME and one.text.casefold()[:-1] in text.casefold()
