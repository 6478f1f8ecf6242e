"""Who somebody is, said beside the name: "the union's secretary, Ann Lee", "Ann Lee, a former judge,"."""

import re
from collections.abc import Sequence

from index.records import Hit
from qa.english.capitals import CAPITALISED, OF_PERSONS
from qa.english.nouns import OCCUPATION_ENDINGS, ROLES
from qa.english.vocabulary import any_of
from qa.quotes import Quote, stating

_WHO_IS = r"who(?: is| was|['’]s)"
_GOES_ON = rf"(?: (?:(?:{OF_PERSONS}) )?{CAPITALISED})"  # a name behind its first word
_WHO_IS_A_NAME = re.compile(rf"{_WHO_IS} {CAPITALISED}{_GOES_ON}*\??")
_WHO_IS_A_WHOLE_NAME = re.compile(rf"(?:and |so )?{_WHO_IS} (?P<name>{CAPITALISED}{_GOES_ON}+)[?.! ]*")
# What stands before a name, and what behind it, where it says who that is.
_BEFORE = (
    rf"\b(?:{any_of(ROLES)}|deputy|chairperson|treasurer|\w+(?:{any_of(OCCUPATION_ENDINGS)}|ologist|elist|nalist)),? "
)
_BEHIND = r", (?:\d+, )?(?:an?|the|who|whose|its|their|his|her|former|then)\b"


def describing(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences that describe whom the question asks to be described; none for any other question.

    >>> _is_described("Ann Lee", "Ann Lee, a judge, agreed."), _is_described("Ann Lee", "They met Ann Lee.")
    (True, False)
    """
    found = _WHO_IS_A_WHOLE_NAME.fullmatch(_begun_small(question))
    return [one for one in stating(hits) if _is_described(found["name"], one.sentence.text)] if found else []


def asks_who_that_is(question: str) -> bool:
    """Whether it asks who somebody is whom it names, so that no name answers it.

    >>> asks_who_that_is("Who is Ann Lee?"), asks_who_that_is("Who is the judge?")
    (True, False)
    """
    return _WHO_IS_A_NAME.fullmatch(_begun_small(question)) is not None


def _begun_small(question: str) -> str:
    """With a small first letter, as case tells names in the rest of it."""
    return question[:1].lower() + question[1:]


def _is_described(name: str, sentence: str) -> bool:
    name = re.escape(name)
    return re.search(rf"{_BEFORE}{name}\b|\b{name}{_BEHIND}", sentence) is not None
