"""The answer to a pasted quotation: the sentences that it stands in, with its span, the title, or that it stands in no article."""

import re
import unicodedata
from dataclasses import replace

from index.records import Article, Filters
from index.retrieval.words import WordIndex
from index.sentences import sentences_of
from qa.citing import beginnings, marked_text
from qa.lookups.quotations import Found, find_quotation, pasted_quotation, titled
from qa.people.speakers import speaker_of
from qa.quotes import denies, numbers_in
from qa.records import Answer, Citation, CopyOf

NOT_FOUND = "This quotation is not in these articles."
_ASKS_WHO = re.compile(r"(?:and |so |but )?(?:who|whose|(?:by|from) whom)\b", re.IGNORECASE)
SURE_BARE = 0.9  # a statement without quotation marks is taken for a quotation only when it is this much alike


def quotation_answer(question: str, words: WordIndex, filters: Filters) -> Answer | None:
    """None where the question holds no quotation, or is a statement that no article holds."""
    pasted = pasted_quotation(question)
    if pasted is None:
        return None
    found = find_quotation(pasted.text, words, filters)
    if (not found or found[0].likeness < 1) and (headed := titled(pasted.text, words, filters)):
        return _of_titles(headed)
    if not found or (not pasted.marked and found[0].likeness < SURE_BARE):
        return Answer(NOT_FOUND, (), (), answered=False, confidence=0.0) if pasted.marked else None
    first, *others = found
    citations = _of_speaker(first, others) if _ASKS_WHO.match(question) else (_citation(first, others),)
    lead = "Found word for word." if first.likeness == 1 else _differences(pasted.text, first)
    return Answer(marked_text(citations), citations, (), True, first.likeness, lead=lead)


def _differences(quotation: str, found: Found) -> str:
    """What is said of a quotation that was changed, above all where that turns its meaning."""
    there = found.article.text[found.start : found.end]
    turned = [
        "another number" if numbers_in(quotation) != numbers_in(there) else "",
        "another currency" if _currencies(quotation) != _currencies(there) else "",
        "a “not” or its like" if denies(quotation) != denies(there) else "",
    ]
    among = " and ".join(filter(None, turned))
    return f"Found with small differences ({found.likeness:.0%} alike){f', among them {among}' if among else ''}."


def _currencies(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character) == "Sc"}


def _of_titles(articles: list[Article]) -> Answer:
    citations = beginnings(articles)
    marks: dict[str, list[str]] = {}
    for citation in citations:
        marks.setdefault(citation.title, []).append(f"[{citation.number}]")
    lead = " ".join(f"“{title}” is the title of {', '.join(numbers)}." for title, numbers in marks.items())
    return Answer(marked_text(citations), citations, (), True, 1.0, lead=lead)


def _of_speaker(found: Found, others: list[Found]) -> tuple[Citation, ...]:
    """With the speaker's name set off, in a further citation where the quotation's own sentences lack it; else with nothing."""
    cited = replace(_citation(found, others), short=None)
    named = speaker_of(found.article, found.start, found.end)
    if named is None:
        return (cited,)
    if cited.start <= named.name[0] and named.name[1] <= cited.end:
        return (replace(cited, short=named.name),)
    return cited, Citation.of(2, found.article, named.sentence, short=named.name)


def _citation(found: Found, others: list[Found]) -> Citation:
    """Of the sentences that it stands in, with the quotation set off in them."""
    copies = tuple(
        CopyOf(o.article.id, o.article.title, o.article.source, o.article.published, o.start, o.end) for o in others
    )
    return Citation.of(1, found.article, _whole_sentences(found), short=(found.start, found.end), copies=copies)


def _whole_sentences(found: Found) -> tuple[int, int]:
    """The span widened to the sentences that it touches, so that it is read with who said it."""
    touched = [(a, b) for a, b in sentences_of(found.article) if a < found.end and found.start < b]
    return min(found.start, touched[0][0]), max(found.end, touched[-1][1])
