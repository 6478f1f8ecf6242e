"""A question changed in one detail, so that the passage that answered it no longer does, though every other word still fits.

Search cannot see such a detail, and a question about something close to what an article tells is the likeliest to be
answered wrongly.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from train.pairs import Pair

_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:of |the |de |van )?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w]|[.,]\d)")
_SENTENCE_END = re.compile(r"(?:^|[.!?\n]\s*)$")
_OPPOSITES = (
    "first last|oldest youngest|oldest newest|largest smallest|biggest smallest|highest lowest|longest shortest|most least|"
    "best worst|before after|more fewer|more less|won lost|increase decrease|rise fall|north south|northern southern|"
    "east west|eastern western|start end|began ended|begin end|early late|earliest latest|male female|mother father|"
    "son daughter|brother sister|husband wife|buy sell|bought sold|opened closed|above below|inside outside|minimum maximum|"
    "import export|imports exports|birth death|born buried|win lose|upper lower|public private|include exclude"
)
_PAIRS = [one.split() for one in _OPPOSITES.split("|")]


def altered(pair: Pair, rng: random.Random) -> Pair | None:
    """A wrong pair made of a right one, of any change that can be made drawn by chance; None: nothing to change.

    A name is replaced by another of the passage, a number by another of the passage or one near it, a word by its opposite.
    """
    made = [*_with_other_name(pair), *_with_other_number(pair, rng), *_with_opposite(pair.question)]
    if not pair.answers or not made:
        return None
    return replace(
        pair,
        kind="altered",
        question=rng.choice(made),
        answers=False,
        evidence=(False,) * len(pair.evidence),
        answer=None,
    )


def _with_other_name(pair: Pair) -> Iterator[str]:
    question, taken = pair.question, _words(f"{pair.question} {_short_answer(pair)}")
    names = list(dict.fromkeys(_names(f"{pair.title}\n{pair.text}")))
    others = [name for name in names if not _words(name) & taken]
    for name in names:
        alike = [other for other in others if other.count(" ") == name.count(" ")]
        for match in re.finditer(rf"\b{re.escape(name)}\b", question, re.IGNORECASE):
            for other in alike:
                fitting = other.lower() if question.islower() else other
                yield question[: match.start()] + fitting + question[match.end() :]


def _names(text: str) -> Iterator[str]:
    """A capital at the beginning of a sentence is no name, unless more than one word has it."""
    for match in _NAME.finditer(text):
        name = match[0].removeprefix("The ").removeprefix("A ")
        if " " in name or not _SENTENCE_END.search(text[: match.start()][-3:]):
            yield name


def _with_other_number(pair: Pair, rng: random.Random) -> Iterator[str]:
    answer = _short_answer(pair)
    for match in _NUMBER.finditer(pair.question):
        others = {
            n for n in _NUMBER.findall(pair.text) if len(n) == len(match[0]) and n != match[0] and n not in answer
        }
        near = str(max(1, int(match[0]) + rng.choice((-3, -2, -1, 1, 2, 3))))
        for other in sorted({near, *others} - {match[0]}):
            yield pair.question[: match.start()] + other + pair.question[match.end() :]


def _with_opposite(question: str) -> Iterator[str]:
    for match in re.finditer(r"[a-z]+", question):
        for one, other in (*_PAIRS, *(reversed(pair) for pair in _PAIRS)):
            if one == match[0]:
                yield question[: match.start()] + other + question[match.end() :]


def _short_answer(pair: Pair) -> str:
    return pair.text[slice(*pair.answer)] if pair.answer else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
