"""Which sentences of an article say something; the others are its headings, bylines, signposts, dates and own questions."""

import re

from index.days import MONTHS, WEEKDAYS
from index.readers.factlines import facts_of, wire_alone
from index.records import Article

MIN_WORDS = 5  # without a full stop and shorter than this it is a heading or a caption
MOST_OF_A_HEADING = 10  # words
_ENOUGH = 20  # characters of a paragraph that show how it ends
_MARKS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")  # that end a sentence
_CLOSING = "\"'”’)]»"
# To other articles: "Read more: …"
_SIGNPOST = re.compile(
    r"(?:read (?:more|also|next|on)|also read|see also|related|recommended|further reading|more (?:on|from|in|about))\b[^.:]{0,60}:",
    re.IGNORECASE,
)
# "4. The Telephone Museum"
_NUMBERED = re.compile(r"\(?\d{1,3}[.)] ")
_NUMBER_BEFORE = re.compile(r"(?:^|\n\n)(?P<number>\(?\d{1,3}[.)] )$")
_LONGEST_NUMBER = 8  # characters, with what is before it
_ONLY_A_NUMBER = re.compile(r"\(?\d{1,3}[.)]")
_HAS_PARTS = re.compile(r"[0-9:;]")
# "13 April.", "Monday, May 3rd:", above or before what happened then
_DATE_ALONE = re.compile(
    rf"(?:(?:{'|'.join((*MONTHS, *WEEKDAYS))}|[0-9]{{1,4}}(?:st|nd|rd|th)?|the|of|to|and|early|mid|late)(?!\w)[\s,.:/–-]*)+",
    re.IGNORECASE,
)

_MAY_BE_BYLINE = re.compile(
    r"(?:by|words|text|story|report|interview|photo(?:graph)?(?:s|y)?|pictures?|illustrations?|press release)\b",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(r"[^\W\d_]{3}|\b(?:1[0-9]|20)[0-9]{2}\b")


def states(article: Article, start: int, end: int) -> bool:
    """Whether the sentence that stands there says something.

    A plain text's own headline opens it; it is shown above every quote.
    """
    text = article.text[start:end]
    if asks(text) or is_date(text) or _SIGNPOST.match(text) or _ONLY_A_NUMBER.fullmatch(text):
        return False
    ends = _ends(text)
    if ends and not _MAY_BE_BYLINE.match(text):  # most are told by this, and a name may end in a full stop
        return True
    words = text.split()
    long = len(words) >= MIN_WORDS and not article.title.startswith(" ".join(words))
    return (ends or (long and not is_heading(article.text, start, end))) and not is_byline(text)


def asks(text: str) -> bool:
    """Whether it ends as a question does; one that somebody is quoted with closes with a quotation mark."""
    return text.endswith(("?", "？", "؟"))


def is_date(text: str) -> bool:
    """Whether it is a date and no more: a month, a weekday or a year, and what belongs to it.

    >>> is_date("13 April."), is_date("May to July 2021:"), is_date("May won."), is_date("1,200.")
    (True, True, False, False)
    """
    return _DATE_ALONE.fullmatch(text) is not None and _SAYS_WHEN.search(text) is not None


def is_byline(text: str) -> bool:
    """Whether it says who wrote the article, and perhaps when, and nothing of what it tells.

    >>> is_byline("By J. R. Fisk, 3 July 2023"), is_byline("By Friday the pool was full.")
    (True, False)
    """
    return bool(facts_of(text) or wire_alone(text))


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether what has no full stop stands by itself between paragraphs that end as sentences do; items of a list do not.

    With figures or parts it may be a result, or who played: "Dunmere 0, Pellbridge 1"; the number of a section is none.
    """
    if numbered := _NUMBERED.match(text, start, end):
        start = numbered.end()
    if start == end or _ends(text[start:end]) or _HAS_PARTS.search(text, start, end):
        return False
    if number := _NUMBER_BEFORE.search(text, max(0, start - _LONGEST_NUMBER), start):
        start = number.start("number")
    if not (start == 0 or text.endswith("\n\n", 0, start)) or not text.startswith("\n\n", end):
        return False
    if len(text[start:end].split()) > MOST_OF_A_HEADING:
        return False
    following = text.find("\n\n", end + 2)
    below = text[end + 2 : following if following >= 0 else len(text)].rstrip()
    return (start == 0 or _ends(text[max(0, start - _ENOUGH) : start].rstrip())) and _ends(below[-_ENOUGH:])


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_MARKS)
