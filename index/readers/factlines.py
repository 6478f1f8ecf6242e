"""Lines that say nothing but who wrote an article, when and where it appeared; and the dateline of a news wire."""

import re
from collections.abc import Collection

from index.days import WEEKDAYS
from index.readers import languages
from index.readers.credits import PICTURES, agency_behind, is_credit, joined_release, release, without_credit
from index.readers.fields import LABELS
from index.readers.naming import TIMES, is_name, is_paper, is_person, is_short_name
from index.readers.text import WRITTEN_DAY, some_day

_LINE_CHARS = 160
_FIRST_YEAR = 1600  # there were no newspapers before

_DAY = rf"(?P<day>{WRITTEN_DAY})(?!\d)"
_DAY_NAMES = "|".join([*(f"{day[:3]}[a-z]{{0,6}}" for day in WEEKDAYS), *sorted(languages.WEEKDAYS)])
_WEEKDAY = rf"(?P<weekday>(?:{_DAY_NAMES})\.?,? (?:den )?)?"
_HOUR = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?)?(?: ?(?:[A-Z]{2,5}\b|Z|[+-]\d\d:?\d\d))?"
_DAY_NAME_BEHIND = rf"(?: (?:{'|'.join(WEEKDAYS)})(?= *(?:[|·•,;–—-]|$)))?"  # "March 12, 2024 Tuesday"
_TIME = rf"(?:(?:T|,? (?:(?:at|{languages.AT}) )?|, | [|·–-] ){_HOUR})?"
_ON = rf"(?:on|{languages.ON})"
_CHANGED = rf"(?:last )?(?:updated|modified)|corrected|amended|revised|{languages.CHANGED}"
_LABEL = (
    r"(?P<label>(?:first )?published(?: online)?|publication date|posted|issued|released|filed|dated?"
    rf"|{languages.PUBLISHED}|{_CHANGED})"
)
_WORD_START = r"(?:(?<![^\W\d_])|(?=\d))"  # nothing else is tried within a word
_STAMP = re.compile(
    rf"{_WORD_START}(?:\b{_LABEL}(?: {_ON})?\s*:?\s+(?:{_HOUR},? )?)?(?:\b{_ON} )?{_WEEKDAY}{_DAY}{_DAY_NAME_BEHIND}{_TIME}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")  # without which no stamp needs to be looked for
_UNCLEAR = re.compile(rf"{_LABEL}(?: {_ON})?(?:\s*:|\s)\s*(?P<day>\d\d?[./-]\d\d?[./-]\d\d(?:\d\d)?)", re.IGNORECASE)

_SEPARATORS = " ,;|·•/–—-"
_PARTS = re.compile(r"\s*[|·•;]\s*|\s+[–—-]+\s+")
_WORK = "interview|reporting|review|analysis|commentary|essay|feature"
_BY = re.compile(
    rf"(?:(?:(?:words|text|story|report|(?:an )?(?P<work>{_WORK}))(?: (?:and|&) {PICTURES})?"
    r"|posted|published|written|compiled|reported) )?(?:by|as told to):? +(?P<names>\S.*)",
    re.IGNORECASE,
)
# "Interview: Ann Lee, 12 March 2024"; without a day that is the headline above what she said.
_WRITER = re.compile(
    r"(?:words|writers?|reporters?|text[eo]?|testo|tekst|(?P<is_title>interview|(?P<is_news>reporting|report|story|review)))"
    rf"(?: (?:and|&) {PICTURES})? ?: +(?P<names>\S.*)",
    re.IGNORECASE,
)
_BY_ABROAD = re.compile(rf"(?:(?:{languages.WRITTEN}) )?(?:{languages.BY}):? +(?P<names>\S.*)", re.IGNORECASE)
_OF_ABROAD = re.compile(rf"(?:(?:{languages.WRITTEN}) )?{languages.OF} +(?P<names>\S.*)", re.IGNORECASE)
_FOR = re.compile(r"(?P<by>.+?),? (?:for|of|at|in) (?P<paper>[A-Z].*|the [A-Z].*)")
_READING_TIME = re.compile(r"\d+[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)
_UNNAMED = re.compile(  # who wrote it, by no name
    r"(?:by|from) (?:our|the) (?:own |special |staff )?(?:correspondents?|reporters?|staff|newsroom|desk)(?: in [A-Z][\w’'-]+)?"
    r"|(?:by )?(?:staff(?: (?:reporters?|writers?|and agencies))?|(?:news )?agencies)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<label>[^\W\d_]+)\s*:\s+(?P<said>\S.*)")
_LABELS = {name: field for field in ("title", "author", "source", "url") for name in LABELS[field]} | {
    "subject": "title"
}
_NEXT_LABEL = re.compile(r"\s[A-Z][a-z]+:\s")  # of lines that were put on one
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def facts_of(line: str) -> dict[str, str]:
    """What a line tells that tells nothing else; nothing of any other line. A "day" is a date with no word beside it."""
    line = line.strip(" *_#")
    if len(line) > _LINE_CHARS:
        return {}
    if _ADDRESS.fullmatch(line):
        return {"url": line}
    labelled = _LABELLED.fullmatch(line)
    if labelled and (name := _LABELS.get(labelled["label"].casefold())):
        return {} if name != "title" and _NEXT_LABEL.search(labelled["said"]) else {name: labelled["said"]}
    if unclear := _UNCLEAR.fullmatch(line):
        return {_kind(unclear["label"]): unclear["day"]}
    return _stamped(line)


def _stamped(line: str) -> dict[str, str]:
    """The facts of a line of dates, names and the signs between them."""
    facts: dict[str, str] = {}
    between, end = [], 0
    for stamp in _STAMP.finditer(line) if _YEAR.search(line) else ():
        day, kind = some_day((stamp["weekday"] or "") + stamp["day"]), _kind(stamp["label"])
        if day is None or day.year < _FIRST_YEAR or kind in facts:
            return {}
        facts[kind] = stamp["day"]
        between.append(line[end : stamp.start()])
        end = stamp.end()
    pieces = [(written, written.rstrip()[-1:]) for written in between] + [(line[end:], line[end:].lstrip()[:1])]
    town = re.split("[ ,(]", line, maxsplit=1)[0] if facts else ""
    is_release = False
    for written, edge in pieces:
        for whole in _PARTS.split(joined_release(written.strip(_SEPARATORS))):
            part, agency = agency_behind(whole, town)
            facts |= {"source": agency} if agency else {}
            sent = release(part, is_dated=bool(between))
            is_release |= bool(sent)
            if (said := sent if sent is not None else _told(part, facts, edge)) is None:
                return {}
            facts |= said
    return facts if facts.keys() != {"source"} or is_release else {}


def _told(part: str, facts: dict[str, str], edge: str) -> dict[str, str] | None:
    """What a part of a line says beside `facts`, `edge` being the sign between it and a date; None of any other words."""
    if (facts or part[:1].isupper()) and is_credit(part):
        return {"credit": part}
    if said := _signed(part, facts.values()):
        return said
    if is_paper(part):
        return {"source": facts.get("source", part)}
    if "author" in facts and " & " in part and is_name(part):  # behind who wrote it no person, and no town
        return {"source": facts.get("source", part)}
    if facts and edge in _SEPARATORS and is_name(part):  # a person, or a paper, or a town
        return _people(part)
    return None if part and not (facts and (_READING_TIME.fullmatch(part) or _UNNAMED.fullmatch(part))) else {}


def _kind(label: str | None) -> str:
    if label is None:
        return "day"
    return "modified" if re.fullmatch(_CHANGED, label, re.IGNORECASE) else "published"


# ------------------------------------------------------------------------------------------------------------- authors

_AND = rf" (?:and|&|{languages.AND}) "
_MORE = re.compile(rf",?{_AND}|, ")
_PLACE = re.compile(r" in [A-Z].*")
_ADDRESS_CHARS = r"[\w.+-]{1,64}@[\w.-]{1,255}"
_MAIL = re.compile(rf"\s*[<(]?{_ADDRESS_CHARS}[>)]?")
_MAIL_AND_NAME = re.compile(rf"{_ADDRESS_CHARS}\s*\((?P<name>[^()]+)\)")  # the form of RSS


def without_mail(names: str) -> str:
    """Names without the mail addresses beside them; nothing of an address alone.

    >>> without_mail("ada@example.photography (Ada Lind)"), without_mail("Ada Lind <ada@example.org>")
    ('Ada Lind', 'Ada Lind')
    """
    return _MAIL.sub("", _MAIL_AND_NAME.sub(r"\g<name>", names)).strip(_SEPARATORS)


def _signed(part: str, facts: Collection[str]) -> dict[str, str]:
    """The author, and the paper in "By A for The Ledger"."""
    if (of := _FOR.fullmatch(part)) and is_paper(of["paper"]) and (author := _author(of["by"], facts)):
        return {"author": author, "source": of["paper"]}
    before, _, last = part.rpartition(", ")
    if is_paper(last) and not re.search(_AND, last) and (author := _author(before, facts)):
        return {"author": author, "source": last}
    author = _author(part, facts)
    return {"author": author} if author else {}


def _author(part: str, facts: Collection[str]) -> str | None:
    """The people in "By A, B and C, of a desk"; without a date beside it one word is too little to be a name.

    Those in "Von A und B" need two words and a day in such a language, or the given names of persons.
    """
    is_abroad = any(map(languages.is_abroad, facts))
    if writer := _WRITER.fullmatch(part):
        several = _several(writer["names"])
        is_said = _is_writer(several, writer, is_dated=bool(facts))
    elif (by := _BY.fullmatch(part)) and not (by["work"] and part[0].islower()):
        several = _several(by["names"])
        is_said = bool(facts) or " " in "".join(several[:1])
    else:
        by = _BY_ABROAD.fullmatch(part) or (_OF_ABROAD.fullmatch(part) if is_abroad else None)
        several = _several(by["names"]) if by else []
        is_said = all(" " in name for name in several) if is_abroad else all(map(is_person, several))
    return _listed(several) if several and is_said else None


def _is_writer(several: list[str], written: re.Match[str], *, is_dated: bool) -> bool:
    """Whether those named behind "Words:" or "Report:" wrote the text, and are not what it tells of."""
    if is_dated and not written["is_news"]:
        return all(is_short_name(name) and " " in name for name in several)
    return (is_dated or not written["is_title"]) and all(map(is_person, several))


def _several(names: str) -> list[str]:
    """The people in "A, B and C", or A of "A, of a desk"; none where what looks like one is none."""
    names = _PLACE.sub("", without_mail(without_credit(names))).strip(_SEPARATORS)
    several = _MORE.split(names) if re.search(_AND, names) else names.split(", ")[:1]
    is_time = several[0].partition(" ")[0].casefold() in TIMES  # "By Friday Evening"
    return several if not is_time and all(map(is_name, several)) else []


def _people(names: str) -> dict[str, str]:
    """Those in a line as the author, if by their given names all of them are persons."""
    several = _MORE.split(names)
    return {"author": _listed(several)} if all(map(is_person, several)) else {}


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# ------------------------------------------------------------------------------------------------------------ datelines

_TOWN = r"(?P<place>[^\W\d_](?:[^\W\d_]|[ .,'’]|(?<=\w)-(?=\w)){1,40}?)"
_AGENCY = r"\((?P<agency>[A-Z][\w.& /-]{1,30})\)"
_DASH = r"(?: (?:--|[–—-]) | ?— ?)"
_DATELINES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}\s*[,–—-]\s*{_TOWN}(?:\s*{_AGENCY})?{_DASH}",
        rf"{_TOWN},\s*{_DAY}(?:,?\s*{_AGENCY})?{_DASH}",
        rf"{_TOWN}\s*{_AGENCY},?\s*(?:[–—-]\s*)?{_DAY}{_DASH}",
        rf"{_TOWN}(?:, (?:\d\d? [A-Z][a-z]+|[A-Z][a-z]+\.? \d\d?))?\s*{_AGENCY}{_DASH}",
    )
)
_DATELINE_CHARS = 120
_DATELINE_ALONE = re.compile(rf"{_TOWN}(?:, (?:\d\d? [A-Z][a-z]+|[A-Z][a-z]+\.? \d\d?))?\s*{_AGENCY}[ –—-]*")


def dateline(line: str) -> dict[str, str]:
    """The day and the agency of "OSLO, 12 March 2024 (AP) – Ministers met"; the town in capitals, or an agency there."""
    for shape in _DATELINES:
        if found := shape.match(line[:_DATELINE_CHARS]):
            parts = found.groupdict()
            agency, day = parts.get("agency"), parts.get("day")
            is_wire = found["place"].partition(",")[0].isupper() or (agency and day)
            if is_wire and (day is None or some_day(day)):
                return {name: said for name, said in (("source", agency), ("day", day)) if said}
    return {}


def wire_alone(line: str) -> dict[str, str]:
    """The agency of "OSLO, March 12 (AP)" with nothing behind it."""
    found = _DATELINE_ALONE.fullmatch(line[: _DATELINE_CHARS + 1])
    return {"source": found["agency"]} if found and found["place"].isupper() and is_paper(found["agency"]) else {}
