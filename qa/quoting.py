"""The answer to a pasted quotation: the sentences that it stands in, with its span, the title, or that it stands in no article."""

import re
import unicodedata

from index.records import Article, Filters
from index.sentences import sentences_of
from index.words import WordIndex
from qa.citing import beginnings, marked_text
from qa.quotations import Found, find_quotation, pasted_quotation, titled
from qa.quotes import denies, numbers_in
from qa.records import Answer, Citation, CopyOf
from qa.speaking import speaker_in

NOT_FOUND = "This quotation is not in these articles."
_ASKS_WHO = re.compile(r"(?:and |so |but )?who\b", re.IGNORECASE)
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
    citation = _citation(first, others, asks_who=_ASKS_WHO.match(question) is not None)
    lead = "Found word for word." if first.likeness == 1 else _differences(pasted.text, first)
    return Answer(marked_text([citation]), (citation,), (), True, first.likeness, lead=lead)


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


def _citation(found: Found, others: list[Found], *, asks_who: bool) -> Citation:
    """Of the sentences that it stands in; set off in them is the quotation, or the speaker's name where that is asked for."""
    copies = tuple(
        CopyOf(o.article.id, o.article.title, o.article.source, o.article.published, o.start, o.end) for o in others
    )
    start, end = _whole_sentences(found)
    speaker = speaker_in(found.article.text[start:end]) if asks_who else None
    short = (start + speaker[0], start + speaker[1]) if speaker else (found.start, found.end)
    return Citation.of(1, found.article, (start, end), short=short, copies=copies)


def _whole_sentences(found: Found) -> tuple[int, int]:
    """The span widened to the sentences that it touches, so that it is read with who said it."""
    touched = [(a, b) for a, b in sentences_of(found.article) if a < found.end and found.start < b]
    return min(found.start, touched[0][0]), max(found.end, touched[-1][1])
