"""Follow-up questions, written out by rules so that each can be searched and checked alone.

No model and no look-ups: closed word classes, capitals and the shape of the question before. In the order in which
they are tried: a plea for more, the article itself (articles.py), a bare question word (again.py), a fragment
(fragments.py), pronouns (pronouns.py) and leaning noun phrases (definites.py). What cannot be written into the sentence
follows it in brackets. A question that can be understood alone stays as it is: what is added to it needlessly does harm.
"""

import itertools
import re
from collections.abc import Sequence

from qa.english import vocabulary as v
from qa.english.tagging import words_of
from qa.english.words import Tag, stem
from qa.followups.again import asked_again
from qa.followups.articles import about_article
from qa.followups.definites import ENOUGH_SAID, expand, hangs, name_the_one
from qa.followups.exchanges import Exchange, exchange, persons_in, topic, with_persons
from qa.followups.fragments import MAX_WORDS, TOPIC, completed, last_question, lead_of
from qa.followups.phrases import Kind, phrases_of
from qa.followups.pronouns import STANDS_AS, Change, applied, point_back
from qa.question.greetings import asks_nothing
from qa.records import Turn

MAX_CHARS = 500  # whoever writes more than this has said what it is about
# What stands for a person, who is known as one from then on.
_OF_PERSONS = v.HE | v.SHE | {"his", "her"}
MAX_TURNS = 4  # what is older is hardly ever pointed back to
# "What did Hale say?", and what its answer says of Hale
_ASKED_TO_SAY = re.compile(r"\bdid ([A-Z][\w’'-]+) (?:say|tell|call|write|claim|promise|announce|add|think|want)\b")
_HE_SAID = re.compile(rf"\b(?:he|she) (?:{v.any_of(v.SAID)})\b|\bsaid (?:he|she)\b", re.IGNORECASE)
# "Thanks for that. ", "OK, ": before what is asked
_PLEASANTRY = re.compile(
    r"(?:(?:ok(?:ay)?|thanks?(?: you)?(?: for [^.!?]*)?|i see|got it|great|nice|cool|wow|oh(?: my god)?|interesting|sure|yes"
    r"|no|hm+|really|well|please|that(?: is|'s|’s) (?:too bad|interesting|great|good)(?: to know)?)[,.!?]+\s+)+",
    re.IGNORECASE,
)
# "Can you tell me more about it?", "Go on"
_MORE = re.compile(
    r"(?:and )?(?:(?:can|could) you )?(?:please )?(?:(?:tell me|give me|say|show me|i want to know|any) )?(?:some |a bit |a little )?"
    r"(?:more|go on|continue|what else|anything else|elaborate|explain)(?: details| information| info| please)*"
    r"(?: (?:about|on) (?:that|this|it))?[?!. ]*",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"\b(?:chang\w+ (?:the )?|(?:an)?other |different |new )(?:subject|topic|question)\b", re.IGNORECASE
)


def resolve(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked alone; the question itself when it stands alone or there is no history."""
    if len(question) > MAX_CHARS:
        return question
    said: list[Exchange] = []
    for turn in [turn for turn in history if not asks_nothing(turn.question)][-MAX_TURNS:]:
        asked = turn.question[:MAX_CHARS]
        alone = turn.resolved[:MAX_CHARS] or _alone(asked, said)
        said.append(exchange(alone, turn.answer, turn.titles))
        spoken_of = dict.fromkeys(persons_in(turn.answer) | _who_spoke(alone, turn.answer), "")
        said = with_persons(said, spoken_of | _whom(asked, alone))
    return _alone(question, said)


def without_topic(question: str, resolved: str) -> str:
    """The `resolved` question without what was put behind it in brackets; "" where there is nothing, or nothing else is named.

    "What about Karsund?" that was put into the question before stays as it is asked: a single name may be anything.
    """
    alone = TOPIC.sub("", resolved)
    if alone == resolved and resolved.casefold() != question.casefold():
        return question if _asks_about_a_name(question) else ""
    if alone == resolved or TOPIC.search(question):
        return ""
    alone = question if alone.casefold() == question.casefold() else alone
    return alone if any(p.named or (p.determiner == "the" and not p.says_nothing) for p in phrases_of(alone)) else ""


def asks_about(question: str, resolved: str) -> str:
    """The name that alone stands behind "what about" or the like, where it was `resolved` by the questions before; "" else."""
    start = lead_of(question)
    about = question[start:].rstrip("?!. ")
    if not start or not about or resolved.casefold() == question.casefold():
        return ""
    phrases = phrases_of(about, words_of(about, continues=True))
    return about if any(p.named and p.text == about and p.kind is not Kind.TIME for p in phrases) else ""


def _asks_about_a_name(question: str) -> bool:
    """Whether it is one capitalised word behind "what about" or the like."""
    start = lead_of(question)
    about = question[start:].rstrip("?!. ")
    return start > 0 and any(p.kind is Kind.NAME and p.text == about for p in phrases_of(about))


def _whom(asked: str, alone: str) -> dict[str, str]:
    """The stems of the names that were written for "he", "her" and their like, and which of "he" and "she", if it was one."""
    words = words_of(asked)
    pronouns = {STANDS_AS[word.low] for word in words if word.low in _OF_PERSONS}
    if not pronouns:
        return {}
    known = {word.stem for word in words}
    pronoun = pronouns.pop() if len(pronouns) == 1 else ""
    return {p.head.stem: pronoun for p in phrases_of(alone) if p.named and p.head.stem not in known}


def _who_spoke(alone: str, answer: str) -> frozenset[str]:
    """The stem of the name that was asked about, where the answer says "he said" of it: "What did Hale say?"."""
    asked = _ASKED_TO_SAY.search(alone)
    return frozenset({stem(asked[1])}) if asked and _HE_SAID.search(answer) else frozenset()


def _alone(question: str, said: Sequence[Exchange]) -> str:
    """The question as it would be asked alone, after what was said."""
    polite = _PLEASANTRY.match(question.strip())
    text = question.strip()[polite.end() if polite else 0 :]
    if not said or not text or _NEW_SUBJECT.search(text):
        return question
    if _MORE.fullmatch(text):
        about = topic(said)
        return f"Tell me more about {about}" if about else question
    if asked := about_article(text, said[-1]):
        return asked
    return asked_again(text, said[-1]) or _completed(text, said) or _rewritten(text, said) or question


def _completed(text: str, said: Sequence[Exchange]) -> str:
    """A fragment, its pronouns replaced, in its place in the question before; "" where it is none."""
    if not lead_of(text) and len(text.split()) > MAX_WORDS:
        return ""
    words = words_of(text)
    changes, _ = point_back(words, phrases_of(text, words), said)
    return completed(applied(text, changes), said)


def _rewritten(text: str, said: Sequence[Exchange]) -> str:
    """The question with its pointers replaced, or with the topic behind it when they cannot be; "" when it stands alone."""
    start = lead_of(text)
    body = text[start:]
    words = words_of(body, continues=start > 0)
    own = phrases_of(body, words)
    changes, lost = point_back(words, own, said)
    ones = name_the_one(words, said)
    taken = [*changes, *ones]
    taken += [c for c in expand(own, said) if not any(_overlap(c, other) for other in taken)]
    new = applied(body, taken)
    named = any(p.named for p in own)
    little = len(own) < ENOUGH_SAID
    lost = lost and little and not named
    clause = any(w.tag in {Tag.QUESTION, Tag.AUXILIARY, Tag.VERB} for w in words)
    cut = start > 0 and little and not clause
    whose = cut and not lost and any(not c.vague for c in changes)  # "what about Ida Holm's husband" says it all
    leads_on = start > 0 and not named and len(words) <= MAX_WORDS  # "and who was second in the queue"
    if lost or (cut and not whose) or ones or (not taken and (leads_on or _hangs(body, said))):
        new = _with_topic(new, said, without=_called(ones, said[-1]))
    elif any(c.vague for c in changes):
        new = _with_topic(new, said, with_times=False)
    if new == body:
        return ""
    return f"what about {new}" if cut else new


def _overlap(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


def _hangs(text: str, said: Sequence[Exchange]) -> bool:
    """Whether the asking sentence leans on the turns before, with no sentence before it to lean on."""
    asking = last_question(text)
    earlier = phrases_of(text[: text.rindex(asking)])
    if any(not p.says_nothing for p in earlier):
        return False
    words = words_of(asking)
    own = phrases_of(asking, words)
    known = {s for p in said[-1].mentions for s in p.stems}
    if not any(w.tag in {Tag.VERB, Tag.AUXILIARY} for w in words) and any(p.stems & known for p in own):
        return False  # a few words on the same topic: "modern steam engines" after talk of steam engines
    return hangs(words, own, said[-1].stems)


def _called(ones: Sequence[Change], last: Exchange) -> frozenset[str]:
    """What the noun that "one" stands for was called: "the old one" after "the new cockerel" is not the new one."""
    named = {stem(change.text) for change in ones}
    alike = (p.stems for p in last.asked_about if p.head.stem in named and (last.small or not p.named))
    return frozenset(itertools.chain.from_iterable(alike))


def _with_topic(
    text: str, said: Sequence[Exchange], *, with_times: bool = True, without: frozenset[str] = frozenset()
) -> str:
    """The text with the topic behind it in brackets, before the mark that ends it."""
    about = topic(said, without | {w.stem for w in words_of(text)}, with_times=with_times)
    end = len(text.rstrip("?!. "))
    return f"{text[:end]} ({about}){text[end:].rstrip()}" if about else text
