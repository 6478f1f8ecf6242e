"""A question word alone ("why?", "since when?"): the clause of the question before is asked again under it."""

import re
from collections.abc import Sequence

from qa.english import vocabulary as v
from qa.english.tagging import words_of
from qa.english.words import Tag, Word
from qa.followups.exchanges import Exchange
from qa.followups.fragments import last_question
from qa.followups.phrases import outer, phrases_of

_AND = r"(?:(?:and|but|so|or) )?"
# "And since when?"
_ALONE = re.compile(
    rf"{_AND}"
    r"((?:(?:since|from|until|till|by|for|with|to|of|in|at|on) )?"
    r"(?:why not|why|when|where|how come|how long|how often|how far|how|what year|which year|whom)(?: exactly)?)[?!. ]*",
    re.IGNORECASE,
)
# "Who else?"
_ELSE = re.compile(rf"{_AND}(?:(?P<asks>who|what|where) else|any(?:one|body) else)[?!. ]*", re.IGNORECASE)


def asked_again(text: str, last: Exchange) -> str:
    """The last question under the new question word, or "" when this is no bare question word or no clause fits."""
    before = last_question(last.question)
    if more := _ELSE.fullmatch(text.strip()):
        return _once_more((more["asks"] or "who").lower(), before)
    alone = _ALONE.fullmatch(text.strip())
    if not alone:
        return ""
    new = alone[1].removesuffix(" not")
    words = words_of(before, small=last.small)
    if words and words[0].tag is Tag.AUXILIARY:
        asked = f"{new} {before[:1].lower()}{before[1:]}"
    else:
        first = next((i for i, w in enumerate(words) if w.tag is Tag.QUESTION), None)
        asked = _under(new, before, words[first:], last) if first is not None else ""
    return asked if new == alone[1] else _denied(asked)


def _denied(question: str) -> str:
    """ "why is the Corin Bridge not open?": with "not" behind the subject, which follows the auxiliary."""
    words = words_of(question)
    auxiliary = next((i for i, w in enumerate(words) if w.tag is Tag.AUXILIARY), len(words))
    first = next(iter(words[auxiliary + 1 :]), None)
    if first is None:
        return question
    end = next((p.end for p in outer(phrases_of(question, words)) if p.start == first.start), first.end)
    return f"{question[:end]} not{question[end:]}"


def _once_more(asks: str, before: str) -> str:
    """ "Who else founded the fund?" after "Who founded the fund?"; "" after a question for anything else."""
    same = before.lower().startswith(f"{asks} ")
    return f"{before[: len(asks)]} else{before[len(asks) :]}" if same else ""


def _under(new: str, before: str, words: Sequence[Word], last: Exchange) -> str:
    """The question `before`, whose `words` begin with its own question word, under the new one."""
    auxiliary = next((i for i, w in enumerate(words) if w.tag is Tag.AUXILIARY), len(words))
    verb = next((i for i, w in enumerate(words) if w.tag is Tag.VERB), len(words))
    if verb < auxiliary:
        return _of_subject(new, before, words[verb], last)
    if auxiliary == len(words) or [word.low for word in words[:auxiliary]] == ["how", "much"]:
        return ""  # "when will the pier cost" asks nothing
    first, helper = words[0], words[auxiliary]
    if (first.low in {"when", "where", "why", "how"} and last.questioned is None) or helper.low in v.DO:
        return f"{new} {before[helper.start :]}"  # the subject follows the auxiliary
    if last.questioned:
        subject = last.questioned.text.removeprefix("the ")
        return f"{new} {helper.text} the {subject}{before[helper.end :]}"
    return ""


def _of_subject(new: str, before: str, verb: Word, last: Exchange) -> str:
    """A question like "Who painted it?" asks for its subject, so the answer's first name takes that place: "why was it that …"."""
    named = [phrase for phrase in last.answered_with if phrase.text[0] not in "“\"‘'"]
    if not last.identifies or not named:
        return ""
    past = verb.low.endswith("ed") or verb.low in v.IRREGULAR
    return f"{new} {'was' if past else 'is'} it that {named[0].text} {before[verb.start :]}"
