"""Parts of a head that say where a text comes from other than by its author's name: press releases, agencies, pictures."""

import re

from index.readers import languages
from index.readers.naming import is_body, is_name, is_paper, is_person, may_be_agency, may_be_body

_MARK = rf"(?:(?:press|news|media) (?:release|statement)|{languages.RELEASE})"
_RELEASE_SIGN = re.compile(rf"^(?P<mark>{_MARK})(?: ?[|·•;] ?| [–—-]+ )", re.IGNORECASE)
_RELEASE = re.compile(
    rf"{_MARK}(?: (?:of|dated|issued|{languages.OF_DAY})"  # the day that follows
    r"|(?P<sign>[,:])? (?P<by>(?:(?:issued |published )?(?:by|from)|of"
    rf"|{languages.OF_BODY}) )?(?:the )?(?P<body>\S.*))?",
    re.IGNORECASE,
)
_RELEASE_BEHIND = re.compile(r"(?:The )?(?P<body>\S.*) (?:press|news|media) release", re.IGNORECASE)

PICTURES = (
    r"(?:photo(?:graph)?s?|photography|pictures?|images?|illustrations?|drawings?|graphics?|video|additional reporting"
    rf"|{languages.PICTURES})"
)
_CREDIT = re.compile(rf"{PICTURES}(?: (?P<by>by):?| (?:{languages.BY}):?| ?:) (?P<names>\S.*)", re.IGNORECASE)
_CREDIT_BEHIND = re.compile(rf"[,;.]? (?:(?:and|&|with) )?{PICTURES}(?: by\b| ?:).*", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<before>[^()]*)\((?P<agency>[^()]{2,40})\)")


def release(part: str, *, is_dated: bool) -> dict[str, str] | None:
    """The body in "Press release, University of Ardmore"; None of what is no mark of a press release.

    A colon is enough before what is a body by its words: "Press release: Council Votes" is a headline.
    """
    if not part[:1].isupper():
        return None
    if found := _RELEASE.fullmatch(part):
        body, sign = found["body"], found["sign"]
        if body is None:
            return {}
        is_told = bool(found["by"]) or sign == "," or (sign == ":" and is_body(body))
        return {"source": body} if is_told and may_be_body(body) else None
    behind = _RELEASE_BEHIND.fullmatch(part) if is_dated else None
    return {"source": behind["body"]} if behind and may_be_body(behind["body"]) else None


def joined_release(parts: str) -> str:
    """`parts` with a comma for the sign behind the mark of a press release: "Press release – University of Ardmore"."""
    return _RELEASE_SIGN.sub(r"\g<mark>, ", parts, count=1)


def is_credit(part: str) -> bool:
    """Whether it says who made the pictures, and nothing of who wrote: "Photographs by Bo Ek"."""
    found = _CREDIT.fullmatch(part)
    if found is None:
        return False
    names = [name.strip() for name in re.split(r"/|, | and | & ", found["names"])]
    if found["by"]:
        return all(map(is_name, names))
    return all(is_person(name) or is_paper(name) for name in names)


def without_credit(names: str) -> str:
    """Names without those who made the pictures.

    >>> without_credit("Ann Lee, photographs by Bo Ek"), without_credit("Ann Lee")
    ('Ann Lee', 'Ann Lee')
    """
    return _CREDIT_BEHIND.sub("", names)


def agency_behind(part: str, town: str) -> tuple[str, str | None]:
    """The part without the agency in brackets at its end, and the agency: "Ann Lee (Reuters)".

    One that is not known by its words is believed behind a town in capitals, which may be in the part or is `town`.
    """
    found = _BRACKETED.fullmatch(part)
    if found is None:
        return part, None
    before, agency = found["before"].rstrip(" ,"), found["agency"].strip()
    is_wire = bool(town) and (before or town).isupper() and not is_person(before)
    return (before, agency) if is_paper(agency) or (is_wire and may_be_agency(agency)) else (part, None)
