"""Who says what a sentence quotes, and what somebody says."""

import re
from collections.abc import Sequence

from index.lexical import query_terms, terms
from index.records import Hit, Span
from qa.capitals import CAPITALISED_NAME
from qa.followups.vocabulary import SAID, any_of, word_set
from qa.quotes import Quote, stating

SPOKEN = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
SPEAKING = any_of(SAID | word_set("asked replied"))
_NAME = CAPITALISED_NAME.pattern
_OWN = r"(?<![\w’'])(?!(?:He|She|They|We|I|It|But|And)\b)"  # no pronoun, and nothing within a word
# "said Ann Lee", "said the director, Ann Lee"; "Ann Lee, the director, said"
_SPEAKERS = (
    re.compile(rf"\b(?:{SPEAKING}) (?:(?:the |its |their )?[\w’' -]{{1,60}}, )?(?P<name>{_OWN}{_NAME})"),
    re.compile(rf"(?P<name>{_OWN}{_NAME})(?:, [^,]{{1,80}},)? (?:has |had )?(?:{SPEAKING})\b"),
)

# "What does Olaf Bering think of it?"
_ASKS_WHAT_SAID = re.compile(
    rf"(?:[Aa]nd |[Ss]o |[Bb]ut )?[Ww]hat (?:does|did|do|has|had) (?P<name>{_NAME}) "
    r"(?:think|thought|say|said|tell|told|argue|argued|believe|claim|claimed|reply|make|made of|warn|suggest|complain|explain)\b"
)
_SAYS = re.compile(
    rf"\b(?:{SPEAKING}|points? out|pointed out|argue[sd]|thinks?|thought|believe[sd]?|claim(?:s|ed)|warn(?:s|ed)|replie[sd]|calls?"
    r"|called|suggest(?:s|ed)|complain(?:s|ed)|explain(?:s|ed)|according to|insist(?:s|ed)|maintain(?:s|ed)|hopes?|doubts?)\b"
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
    name = re.compile(rf"\b{re.escape(asked['name'].split()[-1])}\b")
    matter = set(query_terms(question[asked.end() :])) - _ANY_MATTER
    return [one for one in stating(hits) if _speaks(name, one.sentence.text) and matter <= _terms_around(one)]


def _speaks(name: re.Pattern[str], sentence: str) -> bool:
    told = SPOKEN.sub("", sentence)
    return _SAYS.search(told) is not None and name.search(told) is not None


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
    found = next((match for pattern in _SPEAKERS if (match := pattern.search(told))), None)
    return found.span("name") if found else None
