"""Lists of articles that name no matter: all there are, those of a time, or the first few of a list from either end."""

import re
from dataclasses import dataclass

from qa.english.numerals import NUMERALS

A_FEW = 10  # articles, where "the newest articles" says no number
_ARTICLES = r"(?:articles|stories)"
_PIECES = r"(?:articles?|story|stories|pieces?|reports?|columns?)(?: (?:of|from|dated|published|written|in|on))*"
_IN_THE_INDEX = r" (?:in|of) (?:the|this|your|my|our) (?:index|archive|collection|corpus|library|database|folder)"
_OURS = rf"(?:{_IN_THE_INDEX})?"
_POLITE = r"(?:please )?(?:can you |could you )?(?:list|show|find|give|count)(?: me| us)?"
_HELD = (
    r"(?:are (?:there|you searching|searched|indexed|known)|do (?:you|we|i) (?:have|know)|have (?:you|we|i)(?: got)?"
    rf"|are(?={_IN_THE_INDEX})|(?:were|have been|are) (?:published|printed|posted|written)|came out|appeared|exist|did you publish)"
)
_ALL = re.compile(
    rf"(?:and )?(?:how many {_ARTICLES}{_OURS}(?: {_HELD})?|(?:which|what) {_ARTICLES} {_HELD}"
    rf"|(?:{_POLITE} )?(?:all|every one)(?: of)?(?: the| my| your| our)? {_ARTICLES}|{_POLITE}(?: the| my| your| our)? {_ARTICLES}"
    rf"){_OURS}[?.! ]*",
    re.IGNORECASE,
)
# Beside an expression of time, which has been taken out: "What was published last week?", "articles of May 2021".
_OF_A_TIME = re.compile(
    rf"(?:and )?(?:(?:which|what) {_ARTICLES}(?: are| were)?|(?:{_POLITE} ?)?(?:all )?(?:the )?{_ARTICLES}(?: published| written)?"
    rf"|(?:what|which)(?: was| were| has been| have been) published|what did you publish){_OURS}[?.! ]*",
    re.IGNORECASE,
)
# Likewise "What happened last week?", "What does the article of 3 May say?": what was published then tells it.
_TOLD_IN_A_TIME = re.compile(
    r"(?:and |so )?(?:(?:what|anything)(?: else)? (?:happened|(?:was|is) (?:new|in the news|reported|the news|going on))"
    r"|(?:(?:what (?:was|is|were|are) )?(?:the )?|(?:please )?(?:show|give) me (?:the )?)(?:news|headlines)(?: of| from)?"
    rf"|what (?:does|did|do) (?:the|your|our) {_PIECES} (?:say|tell(?: us| me)?|report)"
    rf"|what (?:is|was|are|were) (?:in )?(?:the|your|our) {_PIECES}(?: about)?"
    rf"|(?:please )?(?:summari[sz]e|sum up|show(?: me)?|give me|open) (?:(?:all )?(?:the|your|our)|all) {_PIECES})[?.! ]*",
    re.IGNORECASE,
)
_NUMBERS = {word: n for n, word in enumerate(NUMERALS[2:11], start=2)}
_MANY = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}|few|couple of"
_END = re.compile(
    rf"(?:and )?(?:(?:(?:what|which|when) (?:is|are|was|were)|{_POLITE}) )?(?:the |my |your |our )?(?:(?P<before>{_MANY}) )?"
    rf"(?:(?P<old>oldest|earliest|first)|newest|latest|most recent|last) (?:(?P<behind>{_MANY}) )?"
    r"(?P<what>articles?|story|stories)(?P<rest> .+?)??(?: (?:published|written|printed))?[?.! ]*",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"what(?:['’]s| is) new|(?:what (?:is|are) )?the (?:latest|newest) news|any(?:thing)? new(?:s)?", re.IGNORECASE
)
_UNFINISHED = re.compile(r"\b(?:about|on|of|by|from|in|called|say|says|said)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class End:
    """The first few of a list, from its newest or its oldest article on."""

    rest: str  # which articles, in the question's words: "about the Moon"; "": any
    most: int
    oldest_first: bool


def asks_for_all(question: str, *, timed: bool) -> bool:
    """Whether any article is meant. `timed`: an expression of time has been taken out of the question.

    >>> asks_for_all("How many articles are there?", timed=False), asks_for_all("What was published?", timed=False)
    (True, False)
    """
    return bool(_ALL.fullmatch(question) or (timed and _OF_A_TIME.fullmatch(question)))


def asks_what_was_told(question: str) -> bool:
    """Whether it asks for whatever there was, once an expression of time has been taken out of the question.

    >>> asks_what_was_told("What happened?"), asks_what_was_told("What does the article of say?")
    (True, True)
    """
    return _TOLD_IN_A_TIME.fullmatch(question) is not None


def end_of_a_list(question: str) -> End | None:
    """What is meant by the newest, the last or the first articles; None where a question asks for none of them.

    >>> end_of_a_list("What are the three latest articles about the Moon?")
    End(rest='about the Moon', most=3, oldest_first=False)
    """
    if _NEWS.fullmatch(question.strip("?.! ")):
        return End("", A_FEW, oldest_first=False)
    found = _END.fullmatch(question)
    if found is None:
        return None
    rest = (found["rest"] or "").strip()
    if _UNFINISHED.search(rest):
        return None  # "What is the latest article about?" asks what it says
    if re.fullmatch(_OURS, f" {rest}"):
        rest = ""
    one = found["what"].lower() in ("article", "story")
    return End(rest, 1 if one else _number(found["before"] or found["behind"]), oldest_first=bool(found["old"]))


def _number(said: str | None) -> int:
    low = (said or "").lower()
    return max(1, int(low)) if low.isdecimal() else _NUMBERS.get(low, A_FEW)
