"""Correction notes: sentences in which an article takes back what it, or an earlier article, said.

"An earlier version of this article …" corrects the article that it stands in; a note that names another article by its
title, or by its day and its matter, corrects that one.
"""

import re
from collections.abc import Iterator
from datetime import date

from index.days import days
from index.lexical import terms
from index.records import Article, Correction, Span
from index.sentences import sentences_of

THINGS = "article story report piece item post column obituary review headline caption chart graphic dispatch page text"
WRONGLY = "wrongly incorrectly mistakenly erroneously"
MISTOLD = "misstated misspelled misidentified misnamed"
_THING, _WRONGLY, _MIS = (f"(?:{words.replace(' ', '|')})" for words in (THINGS, WRONGLY, MISTOLD))
# An update takes nothing back, unless it says what was wrong or what was changed.
_PUT_RIGHT = (
    r"[^.]{0,300}(?:\bto (?:correct|clarify|fix|rectify|remove|replace|change|make (?:it )?clear)\b|, (?:and )?not\b|\b(?:correct(?:s"
    r"|ed|ing|ions?)|errors?|mistakes?|mistaken\w*|wrong\w*|incorrect\w*|inaccura\w+|mis(?:stat|spel|identif|nam|attribut)\w+"
    r"|instead of|rather than)\b)"
)
_DONE = rf"(?:corrected|amended|revised|clarified|retracted|withdrawn|updated(?={_PUT_RIGHT}))"
_TOLD = (
    "(?:said|stated|put|gave|told|wrote|showed|spelt|had|(?:report|describ|identifi|nam|call|claim|quot|attribut|credit|list"
    "|suggest|impli|referr|spell|dat|plac|locat|label|labell|translat|indicat|includ|omitt)ed)"
)
# "A report of 3 May wrongly put …", not "A report found that the council had wrongly paid …", "A report by auditors …"
_NO_VERB = (
    r"(?:[^\w.]++(?!(?:that|which|who|whose|by|was|were|is|are|has|have|had|will|would|said|says|found|finds|shows?|showed"
    r"|conclud\w+|reveal\w+|warn\w+|claim\w+|suggest\w+)\b)\w++){0,40}[^\w.]++"
)
# Not "The ministry said this report was updated": that report is the ministry's.
_NOT_SAID = r"(?<!said )(?<!says )(?<!said that )(?<!says that )(?<!added )(?<!added that )"
_NOTE = re.compile(
    # "Correction: …", "Editor's note: …", at the beginning of a sentence
    r"^\W{0,3}(?:corrections?|clarifications?|erratum|editor['’]?s['’]? note|retraction)\b(?: and clarifications)?"
    r"(?:, [^.!?:]{1,30})?\s*[:–—]"
    # "An earlier version of this article …", "an earlier headline of this article …"
    rf"|\b(?:earlier|previous|original|first) (?:versions?|{_THING}) of (?:this|our) {_THING}\b"
    # "This article was amended on …"
    rf"|{_NOT_SAID}\bthis {_THING} (?:has been|was|has since been|is) {_DONE}\b(?! in \d)(?! by (?!(?:an? |our |the )?editors?\b))"
    # "Our article of 2 June wrongly put …", "A caption … misidentified …", "An article of 30 May … should have said …"
    rf"|(?:\bour|^\W{{0,3}}an?) (?:earlier |previous )?{_THING}\b{_NO_VERB}"
    rf"\b(?:{_WRONGLY} {_TOLD}|{_MIS}|should have said)\b"
    rf"|\bwe (?:{_WRONGLY} (?:\w+ed|said|wrote|gave|put)|(?:apologi[sz]e for|regret) the (?:error|mistake))\b",
    re.IGNORECASE,
)
# Of an article that does nothing but take something back: there "Our article of 2 June said …" is enough.
_HEADING = re.compile(
    r"\W{0,3}(?:corrections?|clarifications?|erratum|errata|retractions?)(?: and clarifications?)?\s*(?:[:–—-]|$)",
    re.IGNORECASE,
)
_TOLD_THERE = re.compile(
    rf"\b(?:our|an?|the|this) (?:\w+ )?{_THING}\b{_NO_VERB}\b(?:{_WRONGLY} )?{_TOLD}\b", re.IGNORECASE
)
# "The article also said …", "In addition, the report gave …": goes on with what the note before it takes back.
_GOES_ON = re.compile(
    rf"^(?:in addition,? |also,? )?(?:the|that|this|it) ?(?:same )?(?:{_THING} )?(?:also |further |again )?{_TOLD}\b",
    re.IGNORECASE,
)
# What follows notes and is none: the corrected story, and how to report errors.
_NO_NOTE = re.compile(
    r"\b(?:corrected (?:version|story|article|copy)|writ(?:e|ing) to|e-?mail|contact|see an error|report an error)\b",
    re.IGNORECASE,
)
_MOST_PARAGRAPHS = 6  # of one note
_POLICY = re.compile(r"\bcorrections? (?:policy|page|desk)|\breport an error", re.IGNORECASE)
_SPOKEN = re.compile(r"“[^“”]*”|\"[^\"]*\"")  # “This text has been amended,” said the minister
_ITSELF = re.compile(rf"\bthis {_THING}\b", re.IGNORECASE)
_OF_A_DAY = re.compile(rf"\b{_THING} (?:published )?(?:of|on|from) ", re.IGNORECASE)
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:last (?:\w+)|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)['’]s ", re.IGNORECASE
)
_NAMED_SHARE = 0.3  # of the article's title and first sentence that a note which names its day has to be about


_LONG_TITLE = 12  # characters: a shorter title may stand in a note by chance
_FEWEST_SHARED = 2  # terms
_FIRST_CHARS = 300  # of an article that tell what it is about


def is_note(sentence: str) -> bool:
    """Whether the sentence takes something back, or says that an article has been changed.

    >>> is_note("Correction: the toll was 12, not 21."), is_note("The markets went into a correction on Monday.")
    (True, False)
    """
    return bool(_NOTE.search(_SPOKEN.sub("", sentence))) and not _POLICY.search(sentence)


def names(note: str, title: str, beginning: str, published: date | None) -> bool:
    """Whether a note in another article is about the article that begins like this."""
    if len(title) >= _LONG_TITLE and title.casefold() in note.casefold():
        return True
    if published is None or not any(
        (day.day, day.month) == (published.day, published.month) and day.year in (None, published.year)
        for day in days(note)
    ):
        return False
    about = {term for term in terms(f"{title} {beginning}") if not term.isdigit()}
    said = {term for term in terms(note) if not term.isdigit()}
    return len(said & about) >= max(_FEWEST_SHARED, _NAMED_SHARE * min(len(said), len(about)))


def is_headed_as_notes(title: str) -> bool:
    """Whether an article is headed as a column of corrections, or as one.

    >>> is_headed_as_notes("Correction: the harbour"), is_headed_as_notes("Corrections officers strike")
    (True, False)
    """
    return _HEADING.match(title) is not None


def notes_of(article: Article) -> Iterator[Correction]:
    """The article's notes in reading order: each to the end of its paragraph, under a heading of notes up to the next one."""
    headed = is_headed_as_notes(article.title)
    starts: list[int] = []
    ends: list[int] = []  # of the paragraphs in which they start
    for start, end in sentences_of(article):
        told = _SPOKEN.sub("", article.text[start:end])
        goes_on = bool(starts) and (start < ends[-1] or (headed and _GOES_ON.search(told)))
        if not goes_on and (is_note(article.text[start:end]) or (headed and _TOLD_THERE.search(told))):
            paragraph = article.text.find("\n\n", end)
            starts.append(start)
            ends.append(paragraph if paragraph >= 0 else len(article.text))
    if headed:
        ends = [_end_of(article.text, start, until) for start, until in zip(starts, [*starts[1:], None], strict=False)]
    for start, end in zip(starts, ends, strict=False):
        quote = article.text[start:end].rstrip()
        yield Correction(article.id, article.title, article.published, start, start + len(quote), quote)


def paragraph_at(note: Correction, text: str, at: int) -> Span:
    """The paragraph of the note, which stands in the text, that holds the place."""
    before, behind = text.rfind("\n\n", note.start, at), text.find("\n\n", at, note.end)
    return (before + 2 if before >= 0 else note.start), (behind if behind >= 0 else note.end)


def _end_of(text: str, start: int, until: int | None) -> int:
    """Where a note under a heading of notes ends: behind some paragraphs, before the next one or what is no part of it."""
    end = start
    for _ in range(_MOST_PARAGRAPHS):
        closing = text.find("\n\n", end + 2)
        paragraph_end = closing if closing >= 0 else len(text)
        if (until is not None and end >= until - 2) or (end > start and _NO_NOTE.search(text, end, paragraph_end)):
            break
        end = paragraph_end
        if closing < 0:
            break
    return end if until is None else min(end, until)


def speaks_of_another(note: Correction, article: Article) -> bool:
    """Whether a note that stands in the article takes back what another one said: "our article of 2 June", "last week's recipe"."""
    if _ITSELF.search(note.quote.partition("\n\n")[0]):
        return False
    if is_headed_as_notes(article.title) or _OF_ANOTHER_DAY.search(note.quote):
        return True
    said = {day.start: day for day in days(note.quote) if day.day}
    named = [said[found.end()] for found in _OF_A_DAY.finditer(note.quote) if found.end() in said]
    own = article.published
    return any(own is None or (day.day, day.month) != (own.day, own.month) for day in named)


def corrects(note: Correction, article: Article) -> bool:
    """Whether a note takes back something of the article: its own note, or one of another, no older article that names it."""
    if note.article_id == article.id:
        return True
    if note.published and article.published and note.published < article.published:
        return False
    # Under the title of its own article, "Corrections and clarifications", it names no other one of that title.
    title = "" if note.title.casefold() == article.title.casefold() else article.title
    return names(note.quote, title, article.text[:_FIRST_CHARS], article.published)
