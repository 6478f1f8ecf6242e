"""What the words around an expression of time ask for: news of that time, or articles that tell of it."""

from datetime import date

from qa.dates.expressions import Draft
from qa.dates.periods import move
from qa.dates.senses import Sense
from qa.dates.words import MONTHS, WEEKDAYS, Kind, compiled

# What lies further back is mostly told of by articles that are younger than it ("a decade ago").
_REMEMBERED_YEARS = 3

# "articles of the constitution", not "articles of last week"
_NO_LAW = (
    r"(?! of (?!$|(?:the |this |that )?(?:last|past|previous|this|next|early|mid|late|first|second|start|end|beginning|day"
    rf"|week|weekend|month|quarter|year|\d|today|yesterday|spring|summer|autumn|winter|{'|'.join((*MONTHS, *WEEKDAYS))})"
    r"|yours|ours|mine|theirs))"
)
_NEWS = (
    rf"(?:articles{_NO_LAW}|news|headlines|editorials"
    "|(?:news|press|media|our|your) coverage|(?:news|press) (?:stories|reports|items))"
)
_MADE = "(?:published|written|printed)"
_MEDIA = "(?:you|we|the (?:press|media|papers?|newspapers?|magazines?|site|journalists|reporters|editors|archives?))"
_PUBLISHED = r"(?:published|written|printed|posted|dated|reported|filed|run|appeared|appearing)"
_PRINTED = r"(?:publish|published|print|printed|post|posted|run|ran)"
_SAID = r"(?:say|said|write|wrote|report|reported|cover|covered)"
_ON = r"[^,;?!]*"  # within one clause

_LEADING = tuple(
    compiled(pattern)
    for pattern in (
        rf"\b{_NEWS}(?: (?:of|from|that|was|were|there))* $",  # the news of last week, articles since 2019
        r"\b(?:newspapers?|stories|story|reports) (?:of|from) $",
        r"\b(?:the|your|our) (?:article|column|report|piece|edition|issue) (?:of|from|dated) $",
        rf"\b{_NEWS} by (?:\w+ ){{1,4}}$",  # articles by Jane Doe in 2023
        rf"\b(?:{_NEWS}|anything|something|everything|all)(?: that)?(?: was| were)? {_MADE} {_ON}$",
        rf"\b{_NEWS}{_ON} {_PUBLISHED} $",  # articles about cricket published in 2019
        rf"\bnews (?:came|come|broke|reached|was there)\b{_ON} $",  # what news came out of Kyiv in March 2022
        rf"\b(?:what|anything|something|everything|nothing) (?:(?:has|had) been|was|got)(?: \w+)? {_PUBLISHED} $",
        r"\b(?:it (?:was|is|has been)|as|(?:who|anyone|anybody|paper|papers)) (?:reported|written|published) $",
        rf"\b{_MEDIA} {_PRINTED} {_ON}$",  # what did you publish about inflation in 2021
        rf"\b{_MEDIA} {_SAID} $",
        r"\bin the (?:news|press|papers|headlines) $|\bfront pages? of $",
        rf"\baccording to {_ON}\b(?:reports|papers|press|stories)(?: of| from)? $",
    )
)
_ANY_NEWS = compiled(rf"\b(?:{_NEWS}|coverage|newspapers?|article|stories|story|reports)(?!\w)")
_SINCE_THEN = compiled(rf"\b(?:articles{_NO_LAW}|news(?! agenc)|headlines|latest|newest|most recent)(?!\w)")
_FOLLOWING = compiled(rf"(?:'s)? (?:{_NEWS}|stories|issue|front pages?)(?!\w)")
_RELATIVE_FOLLOWING = compiled(r"'s (?:papers?|newspapers?|edition|article|report)(?!\w)")
_FURTHER_ON = compiled(
    rf",? (?:what|which|how many|who) (?:\w+ ){{0,3}}?(?:{_NEWS}|(?:was|were) (?:published|reported)"
    rf"|(?:did|have|has) {_MEDIA} (?:{_SAID}|{_PRINTED}))(?!\w)"
)
_POSSESSIVE = compiled(r"'s \w")


def is_about(text: str, draft: Draft, today: date) -> bool:
    """Whether the article must tell of the time, rather than have been published then."""
    if (draft.after and draft.after > today) or (draft.after is None and draft.before and draft.before > today):
        return True  # nothing has been published yet
    if asks_for_news_of(text, draft):
        return False
    if draft.kind is not Kind.RELATIVE or _POSSESSIVE.match(text, draft.end):
        return True
    reach = draft.after or draft.before
    return reach is not None and reach < move(today, -_REMEMBERED_YEARS, "year")


def asks_for_news_of(text: str, draft: Draft) -> bool:
    """Whether the words before it, right behind it or, when it opens the question, further on speak of its news."""
    start, end = draft.start, draft.end
    if any(pattern.search(text, 0, start) for pattern in _LEADING) or _FOLLOWING.match(text, end):
        return True
    if draft.kind is Kind.RELATIVE and _RELATIVE_FOLLOWING.match(text, end):
        return True
    if text[start : start + 5].lower() == "from " and _ANY_NEWS.search(text, 0, start):
        return True
    if draft.sense is Sense.SINCE and _SINCE_THEN.search(text, 0, start):
        return True
    return not text[:start].strip() and _FURTHER_ON.match(text, end) is not None


_PRESENT = compiled(r"\b(?:do|does|is(?! there)|are(?! there)|can|celebrates?|usually|average)(?!\w)|'s (?=the |on )")
_PAST = compiled(
    r"\b(?:did|was|were|has|have|had|happen\w*|\w+ed|said|won|lost|began|took|met|left|made|came|went|held|fell|rose|sank"
    r"|broke|struck|shot|gave|got|told|spoke|ran|led|sent|hit|put|found|became)(?!\w)"
)


def is_timeless(text: str, draft: Draft) -> bool:
    """A name without a year in a question in the present tense comes round each year: "Is it cold in January?"."""
    if draft.kind is not Kind.NAMED or draft.sense is not Sense.DURING or asks_for_news_of(text, draft):
        return False
    return _PRESENT.search(text) is not None and _PAST.search(text) is None
