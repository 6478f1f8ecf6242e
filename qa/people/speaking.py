"""What somebody says: the sentences in which they speak, and those in which others only speak of them."""

import re
from collections.abc import Sequence

from index.lexical import query_terms, terms
from index.records import Hit
from qa.english.capitals import CAPITALISED, INSIDE_NAMES
from qa.english.vocabulary import SAID, any_of, word_set
from qa.quotes import Quote, stating

SPOKEN = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
SPEAKING = any_of(SAID | word_set("asked replied"))
_UTTERED = any_of(SAID | word_set("replied") - {"told"})  # behind the others stands whom they were said to
# Possessive: a long row of capitals is not tried in all its parts.
_NAME = rf"{CAPITALISED}+(?: (?:(?:{INSIDE_NAMES}) )?{CAPITALISED}+){{0,6}}"
# "What does Olaf Bering think of it?"
_ASKS_WHAT_SAID = re.compile(
    rf"(?:[Aa]nd |[Ss]o |[Bb]ut )?[Ww]hat (?:does|did|do|has|had) (?P<name>{_NAME}) "
    r"(?:think|thought|say|said|tell|told|write|wrote|written|argue|argued|believe|claim|claimed|reply|make|made of"
    r"|warn|suggest|complain|explain)\b"
)
_SAYS = (
    rf"(?:{SPEAKING}|points? out|pointed out|argue[sd]|thinks?|thought|believe[sd]?|claim(?:s|ed)|warn(?:s|ed)|calls?|called"
    r"|suggest(?:s|ed)|complain(?:s|ed)|explain(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|hopes?|hoped|doubts?|doubted)\b"
)
# What an article need not call by this name.
_ANY_MATTER = frozenset(
    terms(
        "findings results studies research reports news matters plans ideas decisions verdicts rulings cases deals moves events"
    )
)


def said_by(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences in which somebody speaks of whom it is asked what they think or said; none for any other question.

    Their passages have all words of the matter that is asked about, if it is told by its words.
    """
    asked = _ASKS_WHAT_SAID.match(question)
    if asked is None:
        return []
    name = re.escape(asked["name"].split()[-1])
    speaks = re.compile(
        rf"\b{name}(?:, [^,]{{1,80}},)? (?:has |had |also )?{_SAYS}"
        rf"|\b(?:{_UTTERED}|according to) (?:(?:the |its |their )?[\w’' -]{{1,60}}, )?"
        rf"(?:[\w’'-]{{1,30}} ){{0,3}}{name}(?=[,.;:]|$| (?:of|at|from|in)\b)"
    )
    matter = set(query_terms(question[asked.end() :])) - _ANY_MATTER
    return [
        one
        for one in stating(hits)
        if speaks.search(SPOKEN.sub("", one.sentence.text)) and matter <= _terms_around(one)
    ]


def whose_words(question: str) -> re.Pattern[str] | None:
    """What finds the name of whom it is asked what they said; None for any other question."""
    asked = _ASKS_WHAT_SAID.match(question)
    return re.compile(rf"\b{re.escape(asked['name'].split()[-1])}\b") if asked else None


def only_speaks_of(name: re.Pattern[str], sentence: str) -> bool:
    """Whether the name stands only in what somebody else is quoted with.

    >>> name = re.compile("Lee")
    >>> only_speaks_of(name, "“I never met Lee,” he wrote."), only_speaks_of(name, "“Lee won,” Lee wrote.")
    (True, False)
    """
    return name.search(sentence) is not None and not name.search(SPOKEN.sub("", sentence))


def _terms_around(quote: Quote) -> set[str]:
    return set(terms(f"{quote.hit.article.title} {quote.hit.passage.text}"))
