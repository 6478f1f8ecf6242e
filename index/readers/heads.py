"""The lines above a plain article: its headline, who wrote it, when and where it appeared.

Only a line that says nothing else is believed, or a wire's dateline: a date within a sentence tells of an event
(decision 0118).
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from index.readers import languages
from index.readers.factlines import dateline, facts_of, wire_alone
from index.readers.naming import is_paper, is_person, is_short_name, may_be_paper
from index.readers.text import one_line, shortened, some_day

HEAD_CHARS = 20_000  # of a text that are enough to see its head
_LINES = 10  # within which the text must have begun
_ABOVE = 2  # lines above the first fact: a headline, and its second line or what the article is about
_ABOVE_CHARS = 320
_HEADLINE_CHARS = 160
_CHRONICLE_LINES = 80  # where another day that stands alone makes the text a chronicle, which has no day of its own
_INVITATION = re.compile(
    rf"(?:time|when|where|venue|place|location|tickets|rsvp|{languages.INVITES})\s*:", re.IGNORECASE
)
_RUNS_ON = re.compile(
    r"(?:[,;–—-]|\b(?:a|after|an|and|at|before|by|for|from|in|of|on|or|since|the|till|to|until|with))$"
)
# Lines among those of a head that say nothing that is kept: of an archive's export, or what the author is.
_BESIDE = re.compile(
    r"(?:section|length|page|edition|body|dateline|load-date|publication-type)\s*:.{0,160}"
    r"|(?:copyright|©)(?: ©| \(c\))? ?\d{4}\b.{0,160}|all rights reserved\.?"
    r"|(?:press|news|media) release:?|for immediate release[.:]?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:[A-Z][\w&'’.-]* ){0,4}(?:writer|reporter|correspondent|editor|columnist|critic)s?", re.IGNORECASE
)
_MAY_BE_PAPER = re.compile(r"The(?: [A-Z][\w’'-]*){2,3}")  # "The Evening Lantern", below who wrote it; not "The Hague"
_DAYS = frozenset(("day", "published"))
_SENTENCE = re.compile(r"\w\w[.;:]$")  # a headline ends so at most with an abbreviation


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text says. A date may be one that nobody understands, so that a report can say so."""

    title: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None


def head_of(text: str) -> Head:
    r"""What stands above the running text of a clean `text`; nothing of what is in doubt.

    >>> head = head_of("Baths to reopen\n\nBy Ann Lee, 12 March 2024\n\nThe council voted for it on 3 May 2023.")
    >>> head.title, head.author, head.published
    ('Baths to reopen', 'Ann Lee', '12 March 2024')
    """
    lines = text.split("\n", _CHRONICLE_LINES)[:_CHRONICLE_LINES]
    above, found = _above_the_text(lines)
    if not found or (above and _SENTENCE.search(lines[above[0]])):
        return Head()
    return Head(
        title=found.get("title") or _headline(lines, above),
        published=found.get("published") or only_day(text, found.get("day")),
        **{name: found.get(name) for name in ("modified", "author", "source", "url")},
    )


def is_invitation(text: str) -> bool:
    """Whether a text goes on with the hour or the place of an event, whose day then stands above it."""
    return _INVITATION.match(text) is not None


def line_breaks(text: str) -> list[int]:
    """Where the line breaks stand, among the first lines, that no sentence runs across.

    They are those around a line that says who wrote the text, when or where it appeared, and nothing else; and the one
    before a dateline, behind which the text may be broken into lines.
    """
    lines = text[:HEAD_CHARS].split("\n", _LINES)[:_LINES]
    ends = list(accumulate(len(line) + 1 for line in lines))
    found: set[int] = set()
    for number, (line, end) in enumerate(zip(lines, ends, strict=True)):
        before, after = end - 2 - len(line), end - 1
        if (facts_of(line) or _is_credited(lines, number)) and not _is_in_a_sentence(lines, number):
            found |= {before, after}
        elif dateline(line) and not _goes_on(lines, number):
            found.add(before)
    return sorted(at for at in found if at >= 0)


def _above_the_text(lines: list[str]) -> tuple[list[int], dict[str, str]]:
    """The lines of the headline, and the facts of the lines beside it and of the text's dateline.

    There are no facts of a text that is nothing but a head, of an invitation, and of what only looks like a head.
    """
    above: list[int] = []
    found: dict[str, str] = {}
    beside: dict[str, str] = {}  # what is believed beside facts only
    for number, line in [(n, line) for n, line in enumerate(lines) if line and not _BESIDE.fullmatch(line)][:_LINES]:
        if facts := _facts_at(line, is_first=not (above or found)):
            if _is_in_a_sentence(lines, number):
                break
            found = facts | found
        elif told := dateline(line):
            return above, beside | told | found
        elif is_invitation(line):
            break
        elif (above or "title" in found) and "author" in found and _ROLE.fullmatch(line):
            continue
        elif above and _is_paper_here(lines, number, found):
            beside.setdefault("source", line)
        elif _is_signature(lines, number, above, bool(found)):
            beside |= {"author": line} if is_person(line) and not found else {}
        elif _may_be_headline(lines, number, above, bool(found)):
            above.append(number)
        else:
            return above, found and beside | found
    return above, {}


def _facts_at(line: str, *, is_first: bool) -> dict[str, str]:
    """The facts of a line; the first one may be a headline: "Photographs by Ann Lee", "EASTENDERS (BBC)"."""
    facts = facts_of(line)
    if is_first:
        return facts if facts.keys() != {"credit"} else {}
    return facts or wire_alone(line)


def _is_paper_here(lines: list[str], number: int, found: dict[str, str]) -> bool:
    """Whether a line below a headline names the paper: by its words, or by where it stands."""
    line = lines[number]
    return (
        is_paper(line)
        or ("author" in found and bool(_MAY_BE_PAPER.fullmatch(line)))
        or _is_paper_s_place(lines, number)
    )


def _is_credited(lines: list[str], number: int) -> bool:
    """Whether a line without facts of its own is the paper's, or an agency's, beside one that has some."""
    beside = [one for one in (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]) if one]
    is_named = is_paper(lines[number]) and any(map(facts_of, beside))
    return is_named or (number > 0 and bool(wire_alone(lines[number]))) or _is_paper_s_place(lines, number)


def _is_paper_s_place(lines: list[str], number: int) -> bool:
    """Whether a line that may name a paper stands where it does: between who wrote the text and when."""
    if number == 0 or not may_be_paper(lines[number]):
        return False
    over, below = facts_of(lines[number - 1]), "".join(lines[number + 1 : number + 2])
    return "author" in over and bool(_DAYS & facts_of(below).keys())


def _is_signature(lines: list[str], number: int, above: list[int], is_below: bool) -> bool:
    """Whether a name above a line that tells the day is of a person or a place, and not the second half of a headline.

    It stands below other facts, or right below a headline that a name does not go on: one with words in small letters.
    """
    following = (one for one in lines[number + 1 : number + 3] if one)
    if not is_short_name(lines[number]) or not any(_DAYS & facts_of(one).keys() for one in following):
        return False
    goes_on = not is_person(lines[number]) and not _is_in_small_letters("".join(lines[number - 1 : number]))
    return is_below or (above == [number - 1] and not goes_on)


def _is_in_small_letters(headline: str) -> bool:
    return any(word.islower() and len(word) > 3 for word in headline.split())


def _may_be_headline(lines: list[str], number: int, above: list[int], is_below: bool) -> bool:
    """Whether a line without facts still belongs to the head: above the facts, or below them where none was above."""
    if not is_below:
        return len(above) < _ABOVE and len(lines[number]) <= _ABOVE_CHARS
    is_alone = not "".join(lines[number + 1 : number + 2])
    return not above and is_alone and len(lines[number]) <= _HEADLINE_CHARS and not _SENTENCE.search(lines[number])


def _is_in_a_sentence(lines: list[str], number: int) -> bool:
    """Whether the lines right above or below show that a sentence was broken into lines around this one."""
    under = "".join(lines[number + 1 : number + 2])
    return _goes_on(lines, number) or (under[:1].islower() and not facts_of(under))


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the line right above this one shows that it cannot end there."""
    over = "".join(lines[number - 1 : number])
    return bool(_RUNS_ON.search(over) or (languages.is_abroad(lines[number]) and languages.RUNS_ON.search(over)))


def _headline(lines: list[str], above: list[int]) -> str | None:
    """The first line above, with the second where a headline was broken in two."""
    if not above:
        return None
    is_broken = above[1:] == [above[0] + 1] and not _SENTENCE.search(lines[above[1]])
    written = " ".join(lines[number] for number in above[: 1 + is_broken])
    return shortened(one_line(written), _HEADLINE_CHARS)


def only_day(text: str, day: str | None) -> str | None:
    """`day`, unless another stands in a line of its own further down: those are the days of a chronicle."""
    lines = text.split("\n", _CHRONICLE_LINES)[:_CHRONICLE_LINES]
    others = {some_day((facts_of(line) or dateline(line)).get("day")) for line in lines}
    return day if others <= {None, some_day(day)} else None
