"""Who somebody is, said beside the name: "the union's secretary, Ann Lee", "Ann Lee, a former judge,"."""

import re
from collections.abc import Sequence

from index.records import Hit
from qa.followups.nouns import ROLES
from qa.quotes import Quote, stating

_CAPITALISED = r"[A-ZÀ-Þ][\w’'-]*"
_WHO_IS = re.compile(
    rf"(?:and |so )?who(?: is| was|['’]s) (?P<name>{_CAPITALISED}(?: (?:(?:of|de|van|von|al|bin) )?{_CAPITALISED})+)[?.! ]*",
)
_BEFORE = rf"\b(?:{'|'.join(sorted(ROLES))}|deputy|chairperson|treasurer|\w+(?:ologist|ician|ographer|elist|nalist)),? "
_BEHIND = r", (?:\d+, )?(?:an?|the|who|whose|its|their|his|her|former|then)\b"


def describing(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences that describe whom the question asks to be described; none for any other question.

    >>> _is_described("Ann Lee", "Ann Lee, a judge, agreed."), _is_described("Ann Lee", "They met Ann Lee.")
    (True, False)
    """
    asked = question[:1].lower() + question[1:]
    found = _WHO_IS.fullmatch(asked)
    if found is None:
        return []
    return [one for one in stating(hits) if _is_described(found["name"], one.sentence.text)]


def _is_described(name: str, sentence: str) -> bool:
    name = re.escape(name)
    return re.search(rf"{_BEFORE}{name}\b|\b{name}{_BEHIND}", sentence) is not None
