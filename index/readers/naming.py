"""What a name in the head of an article is of, as far as its words tell: a person, a paper, or a body that sends out news."""

from itertools import pairwise

from index.days import WEEKDAYS
from index.readers import languages
from index.readers.names import (
    BEFORE_PAPERS,
    BODIES,
    GIVEN_NAMES,
    NO_PAPERS,
    NO_SURNAMES,
    PAPER_THEMES,
    PAPERS,
    PAPERS_BEHIND,
    PAPERS_BY_THEMSELVES,
)

_NAME_CHARS = 60
_NAME_WORDS = 6
_PAPER_WORDS = 4
_AGENCY_WORDS = 3
_BODY_CHARS = 100
_BODY_WORDS = 12
_PARTICLES = frozenset(
    ("&", "al", "and", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "of", "the", "van", "von", "zu")
) | {"e", "y"}
_WITHIN_BODIES = _PARTICLES | {"at", "for", "für", "in", "on", "och", "og", "plc", "und"}
TIMES = languages.WEEKDAYS.union(map(str.lower, WEEKDAYS), ("next", "last"))


def is_name(part: str) -> bool:
    """Whether every word of a few begins with a capital, or may stand small within a name."""
    words = part.split()
    if not 0 < len(words) <= _NAME_WORDS or len(part) > _NAME_CHARS or part[-1] in "?!:":
        return False
    return all(word[0].isupper() or (word in _PARTICLES and number) for number, word in enumerate(words))


def is_short_name(part: str) -> bool:
    """Whether it may be the name of a person or a place, as far as its words tell: at most four, each with a capital."""
    return 0 < len(part.split()) <= 4 and is_name(part) and not any(map(str.isdigit, part))


def is_person(name: str) -> bool:
    """Whether it is a name of two words or more that begins with a known given name."""
    words = name.casefold().split()
    return (
        len(words) > 1 and is_name(name) and words[0].partition("-")[0] in GIVEN_NAMES and words[-1] not in NO_SURNAMES
    )


def is_paper(part: str) -> bool:
    """Whether it is the name of a paper or an agency, by its words: "Sporting Ledger", "The Daily Planet", "Times of India"."""
    words = part.casefold().split()
    if not is_name(part) or words[-1] in TIMES:
        return False
    if len(words) == 1:
        return words[0] in PAPERS_BY_THEMSELVES
    few = len(words) <= _PAPER_WORDS
    is_themed = words[-2] in PAPER_THEMES and words[-1] != "record"  # "Northmarket Business Daily"
    ends_as_one = words[-1] in PAPERS or (words[-1] in PAPERS_BEHIND and (words[0] in BEFORE_PAPERS or is_themed))
    begins_as_one = "daily" in words[:2] or any(words[at : at + 2] == ["times", "of"] for at in (0, 1))
    return few and (ends_as_one or (begins_as_one and words[-1] not in NO_SURNAMES))


def may_be_paper(part: str) -> bool:
    """Whether it may be a paper's name where one is looked for: "The Terrace", "Wexcombe Echo"; not "The Hague"."""
    words = part.casefold().split()
    if not is_short_name(part) or len(words) < 2 or words[-1] in NO_SURNAMES | NO_PAPERS:
        return False
    return words[0] == "the" or words[-1] in PAPERS_BEHIND


def may_be_agency(part: str) -> bool:
    """Whether it may be the name of an agency where one is looked for, in the brackets of a dateline."""
    words = part.casefold().split()
    of_one = len(words) > 1 or part.isupper()  # "HALDEN (Norway)" tells where it lies
    return of_one and is_short_name(part) and len(words) <= _AGENCY_WORDS and words[-1] not in NO_SURNAMES | TIMES


def is_body(part: str) -> bool:
    """Whether it is the name of a body, by its words: "University of Ardmore", "Halden Foods plc"."""
    words = part.casefold().split()
    at_its_end = words[-1:] + [word for word, behind in pairwise(words) if behind in ("of", "for")]
    return may_be_body(part) and any(word.rstrip(".") in BODIES for word in at_its_end)


def may_be_body(part: str) -> bool:
    """Whether it may be a body's name where one is looked for: "Department for Food, Farming and Rural Affairs"."""
    words = part.split()
    if not 0 < len(words) <= _BODY_WORDS or len(part) > _BODY_CHARS or part[-1] in "?!:":
        return False
    is_named = all(word[0].isupper() or (word in _WITHIN_BODIES and number) for number, word in enumerate(words))
    return is_named and words[-1].casefold() not in TIMES and not any(map(str.isdigit, part))
