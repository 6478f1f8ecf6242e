"""Who says what a sentence quotes, and what somebody says."""

import re
from collections.abc import Sequence

from index.lexical import query_terms, terms
from index.records import Hit, Span
from qa.capitals import CAPITALISED, INSIDE_NAMES
from qa.dates.words import CALENDAR
from qa.followups.vocabulary import SAID, any_of, word_set
from qa.quotes import Quote, stating

SPOKEN = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
SPEAKING = any_of(SAID | word_set("asked replied"))
_UTTERED = any_of(SAID | word_set("replied") - {"told"})  # behind the others stands whom they were said to
# Possessive: a long row of capitals is not tried in all its parts.
_NAME = rf"{CAPITALISED}+(?: (?:(?:{INSIDE_NAMES}) )?{CAPITALISED}+){{0,6}}"
_OWN = r"(?<![\w’'-])(?!(?:He|She|They|We|I|It|But|And)\b)"  # no pronoun, and nothing within a word
_NO_PLACE = "".join(
    rf"(?<!\b{small} )" for small in ("of", "for", "in", "at", "from", "with")
)  # "the mayor of Oslo said"
# "Ann Lee, the director, said"; "said Ann Lee", "said the director, Ann Lee"
_SPEAKERS = (
    re.compile(rf"(?P<name>{_NO_PLACE}{_OWN}{_NAME})(?:, [^,]{{1,80}},)? (?:has |had )?(?:{SPEAKING})\b"),
    re.compile(rf"\b(?:{_UTTERED}) (?:(?:the |its |their )?[\w’' -]{{1,60}}, )?(?P<name>{_OWN}{_NAME})"),
)
# "What does Olaf Bering think of it?"
_ASKS_WHAT_SAID = re.compile(
    rf"(?:[Aa]nd |[Ss]o |[Bb]ut )?[Ww]hat (?:does|did|do|has|had) (?P<name>{_NAME}) "
    r"(?:think|thought|say|said|tell|told|argue|argued|believe|claim|claimed|reply|make|made of|warn|suggest|complain|explain)\b"
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


def _terms_around(quote: Quote) -> set[str]:
    return set(terms(f"{quote.hit.article.title} {quote.hit.passage.text}"))


def speaker_in(sentence: str) -> Span | None:
    """The name of who is said to say what the sentence has in quotation marks; None where it tells no name.

    >>> said = "“You can shine,” said the festival's director, Hal Morrow."
    >>> said[slice(*speaker_in(said))], speaker_in("“You can shine,” he said.")
    ('Hal Morrow', None)
    """
    if not SPOKEN.search(sentence):
        return None
    told = SPOKEN.sub(lambda spoken: " " * len(spoken[0]), sentence)
    every = (match for pattern in _SPEAKERS for match in pattern.finditer(told))
    found = next((one for one in every if CALENDAR.isdisjoint(one["name"].casefold().split())), None)
    return found.span("name") if found else None
