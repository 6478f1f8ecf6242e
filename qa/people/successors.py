"""Who came, or is to come, after somebody: "Her duties will be taken over by Bo Holm", told anywhere in an article on her."""

import re
from collections.abc import Iterator, Sequence

from index.records import Hit
from index.sentences import sentences_of
from qa.english.asking import first_match
from qa.english.capitals import CAPITALISED_NAME
from qa.people.holders import LEFT_OPEN, persons_new_to
from qa.quotes import Quote, put_first, quote_at

_I = re.IGNORECASE
_AND = r"(?:and |so )?"
# "Who replaced Ann Lee?", "Who is Ann Lee's successor?"
_AFTER_WHOM = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"{_AND}who (?:(?:will|could|might|would|is to|has) )?(?:succeed(?:s|ed)?|replac(?:es?|ed)|(?:takes?|took|taken) over from"
        r"|follow(?:s|ed)?) (?P<name>(?-i:[A-ZÀ-ÖØ-Þ])\S*(?: (?-i:[A-ZÀ-ÖØ-Þ])\S*){0,3})",
        rf"{_AND}who(?: is| was| will be| could be|['’]s) (?P<name>.+?)['’]s (?:successor|replacement)",
        rf"{_AND}who(?: is| was| will be|['’]s) the successor (?:of|to) (?P<name>.+)",
    )
)
# Whoever comes after somebody is told behind "be succeeded by", before "succeeds".
_COMES_AFTER = re.compile(
    r"(?P<passive>\b(?:be|been|being|was|were|is|are) (?:succeeded|replaced|followed|taken over) by\b)"
    r"|\b(?:succeed\w*|successor|replac(?:e[sd]?|ing|ement)|tak(?:es?|en|ing) over|took over|step(?:s|ped)? in)\b",
    _I,
)
_POINTS_BACK = re.compile(r"\b(?:his|hers?|their|him|them)\b", _I)
_PERSON_AGAIN = re.compile(r"(?:He|She)\b")
_SENTENCES_BACK = 3  # to the name that "his" stands for


def successor_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes, first of them the latest sentence that names who comes after somebody, if that is asked."""
    found = first_match(_AFTER_WHOM, question.strip().rstrip("?!. "))
    if found is None:
        return list(quotes)
    name = found["name"].split()[-1].casefold()
    articles = {hit.article.id: hit for hit in reversed(hits)}
    coming = [one for hit in articles.values() for one in _coming_after(name, question, hit)]
    return put_first(max(coming, key=lambda one: one.day, default=None), quotes)


def _coming_after(name: str, question: str, hit: Hit) -> Iterator[Quote]:
    """The sentences of the hit's article that name who comes after somebody."""
    text, spans = hit.article.text, sentences_of(hit.article)
    for number, span in enumerate(spans):
        before = " ".join(
            [hit.article.title, *(text[slice(*one)] for one in spans[max(0, number - _SENTENCES_BACK) : number])]
        )
        if not _tells_of_coming_after(name, text[slice(*span)], before):
            continue
        if _names_somebody(text[slice(*span)], question):
            yield quote_at(hit, span)
        elif number and _PERSON_AGAIN.match(text, *span) and persons_new_to(question, text[slice(*spans[number - 1])]):
            yield quote_at(hit, spans[number - 1])


def _tells_of_coming_after(name: str, sentence: str, before: str) -> bool:
    """Whether it has "succeeds Ann Lee", or "his duties will be taken over by", where those before are of her."""
    comes = _COMES_AFTER.search(sentence)
    if comes is None or LEFT_OPEN.search(sentence):
        return False
    passive = comes["passive"] is not None
    if name in sentence.casefold():
        return passive or name in sentence[comes.end() :].casefold()
    return name in before.casefold() and (passive or _POINTS_BACK.search(sentence) is not None)


def _names_somebody(sentence: str, question: str) -> bool:
    """Whether it has a whole name that the question does not say, also behind "succeeded by"."""
    comes = _COMES_AFTER.search(sentence)
    by = comes and comes["passive"] and CAPITALISED_NAME.match(sentence, comes.end() + 1)
    return bool(by or persons_new_to(question, sentence))
