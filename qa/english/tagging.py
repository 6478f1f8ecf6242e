"""Which class each word of a text belongs to, by light rules: closed classes, capitals, endings, neighbours."""

import itertools
import re
from dataclasses import replace

from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.words import NOMINAL, Tag, Word, is_small, stem

# "where's" and its like are two words; "Ann's" is one.
_CONTRACTED = (
    r"(?<![^\W_])(?:who|what|where|when|why|how|it|he|she|that|there|they|we|you)(?=['’](?:s|re)\b)|['’](?:s|re)\b"
)
_WORD = re.compile(rf"(?i:{_CONTRACTED})|" r"\d[\d.,:]*\d\w*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&\-–][^\W_]+)*")
_NEUTRAL = re.compile(r"[\s'’‘\"“”*]*")  # between two words of one phrase
_SENTENCE_END = re.compile(r"[.!?:;\n]")
_OF_SUBJECT = NOMINAL | {Tag.DETERMINER}
_BEFORE_OBJECT = frozenset({Tag.VERB, Tag.PREPOSITION})
_VERBS_WITH_OF = v.word_set("think hear speak talk die tell know complain consist")  # "does she think of it"
_CLASSES = (
    (Tag.QUESTION, v.QUESTION_WORDS),
    (Tag.AUXILIARY, v.AUXILIARIES),
    (Tag.DETERMINER, v.DETERMINERS),
    (Tag.PREPOSITION, v.PREPOSITIONS),
    (Tag.CONJUNCTION, v.CONJUNCTIONS),
    (Tag.PRONOUN, v.PRONOUNS),
    (Tag.ADVERB, v.ADVERBS),
)
CLOSED = {word: tag for tag, members in reversed(_CLASSES) for word in members}
MAX_COUNTRY_WORDS = 3
_COUNTRY_OPENINGS = frozenset(name.split()[0] for name in nouns.COUNTRIES)
_CAPITAL_AUXILIARIES = frozenset(w.capitalize() for w in v.AUXILIARIES - {"may", "will"})
_KNOWN_NAMES = nouns.FEMALE_NAMES | nouns.MALE_NAMES | nouns.TITLES | nouns.NATIONALITIES


def words_of(text: str, *, continues: bool = False, small: bool | None = None) -> list[Word]:
    """The words of a text, tagged, in order.

    In a text that `continues` a sentence its first capital makes a name. In a `small` one (default: as `is_small`
    says) a word that is not common makes a name.
    """
    small = is_small(text) if small is None else small
    cased = text != text.upper()  # a text in capitals says nothing by them
    found: list[Word] = []
    for match in _WORD.finditer(text):
        said, low = match[0], match[0].lower().replace("’", "'")
        between = text[found[-1].end : match.start()] if found else ""
        gap = not found or not _NEUTRAL.fullmatch(between)
        opens = not continues if not found else bool(_SENTENCE_END.search(between))
        begins = opens or (gap and said in _CAPITAL_AUXILIARIES)  # "By the way, Can you tell me"
        tag = _tag_alone(low, named=cased and said[0].isupper(), opens=begins)
        if tag is Tag.QUESTION and cased and said.isupper():  # the WHO
            tag = Tag.NAME
        if small and _is_name_in_small(low, tag, found[-1] if found and not gap else None):
            tag = Tag.NAME
        found.append(Word(said, low, match.start(), match.end(), tag, gap, opens))
    return _settled(_with_countries(_without_false_names(found)))


def _with_countries(words: list[Word]) -> list[Word]:
    """Countries are names, however they are typed."""
    settled = list(words)
    for i, word in enumerate(words):
        if word.low.removesuffix("'s") not in _COUNTRY_OPENINGS:
            continue
        for count in range(1, MAX_COUNTRY_WORDS + 1):
            name = " ".join(w.low.removesuffix("'s") for w in words[i : i + count])
            if name in nouns.COUNTRIES and word.tag is not Tag.NUMBER:
                settled[i : i + count] = [replace(w, tag=Tag.NAME) for w in words[i : i + count]]
    return settled


def _tag_alone(low: str, *, named: bool, opens: bool) -> Tag:
    """The class of a word without its neighbours; `named`: it has a capital that says something."""
    if low[0].isdigit() or (low in v.NUMBER_WORDS and low != "one"):
        return Tag.NUMBER
    if named and not opens and low not in v.QUESTION_WORDS | {"the", "i"}:
        return Tag.NAME
    return CLOSED.get(low) or (Tag.NAME if named else Tag.VERB if _is_verb(low) else Tag.NOUN)


def _is_name_in_small(low: str, tag: Tag, before: Word | None) -> bool:
    """As in "nato", "the who", "the us", "turkish"."""
    if tag is Tag.NOUN:
        return low in nouns.NATIONALITIES or not (nouns.is_common(low) or nouns.is_common(stem(low)))
    return before is not None and before.low == "the" and low in {"who", "us", "it"}


def _is_verb(low: str) -> bool:
    if low in v.VERBS or low in v.IRREGULAR or low in v.OTHER_BE:
        return True
    if low.endswith("ed") and len(low) > 4:
        return low not in v.NOT_PARTICIPLES
    if low.endswith("ing"):
        base = low[:-3]
        return bool({base, base + "e", base[:-1]} & v.VERBS)
    return low.removesuffix("s") in v.VERBS or (low.endswith("es") and low[:-2] in v.VERBS)


def _without_false_names(words: list[Word]) -> list[Word]:
    """The capital that opens a sentence makes no name of a verb, or of what a noun or a determiner follows ("Modern trains")."""
    inner = {w.text for w in words if not w.opens}
    settled = list(words)
    for i, word in enumerate(words):
        if not word.opens or word.tag is not Tag.NAME or word.text in inner or word.low in _KNOWN_NAMES:
            continue
        follower = words[i + 1] if i + 1 < len(words) and not words[i + 1].gap else None
        if _is_verb(word.low) or (follower and follower.tag is Tag.DETERMINER):  # "List the places"
            settled[i] = replace(word, tag=Tag.VERB)
        elif word.low.endswith("ly"):
            settled[i] = replace(word, tag=Tag.ADVERB)
        elif not word.possessive and len(words) > 1 and (follower is None or follower.tag is Tag.NOUN):
            settled[i] = replace(word, tag=Tag.NOUN)
    return settled


def _settled(words: list[Word]) -> list[Word]:
    """Words that can be of several classes, settled by their neighbours ("the vote", "a world record")."""
    settled = list(words)
    for i, word in enumerate(settled):
        before = settled[i - 1] if i and not word.gap else None
        after = settled[i + 1] if i + 1 < len(settled) and not settled[i + 1].gap else None
        tag = _in_place(settled[:i], word, before, after)
        if tag is not word.tag:
            settled[i] = replace(word, tag=tag)
    for i, word in enumerate(settled):
        if word.low in v.DO and i + 1 < len(settled):
            _end_subject(settled, i + 1)
    return settled


def _in_place(said: list[Word], word: Word, before: Word | None, after: Word | None) -> Tag:
    """The class of a word among its neighbours; `said` are all the words before it."""
    if word.tag is Tag.NOUN and (before and before.low == "how"):
        return Tag.ADVERB
    if word.tag is Tag.NOUN and word.low in v.ADJECTIVES and not (after and after.tag in NOMINAL | {Tag.VERB}):
        return Tag.ADVERB
    if before is None:
        return word.tag
    if word.low == "all" and after and before.tag in NOMINAL and after.tag in NOMINAL:  # an all star game
        return Tag.NOUN
    if word.tag is Tag.VERB and _is_noun_here(said, word, after):
        return Tag.NOUN
    rises = word.low.endswith("ing") and word.low not in nouns.COMMON  # "is the river rising"
    if word.tag is Tag.NOUN and rises and before.tag in NOMINAL and not (after and after.tag in NOMINAL):
        return Tag.VERB
    if word.tag is Tag.ADVERB and word.low in v.ORDINALS and _leads(before):
        return Tag.NOUN
    return word.tag


def _leads(before: Word) -> bool:
    return before.tag is Tag.DETERMINER or before.possessive


def _is_noun_here(said: list[Word], word: Word, after: Word | None) -> bool:
    """Whether a word that may be a verb is none behind what was said: "the vote", "holds the world record"."""
    before = said[-1]
    finite = word.low.endswith(("ed", "ing")) or word.low in v.IRREGULAR
    if before.low in {"this", "that"}:
        return bool(after and after.tag is Tag.VERB) or (len(said) > 1 and said[-2].tag in _BEFORE_OBJECT)
    if after and after.low == "of":
        return before.tag in _OF_SUBJECT and not (word.low in _VERBS_WITH_OF and any(w.low in v.DO for w in said))
    if before.low in v.ARTICLES | v.POSSESSIVES or before.possessive:
        return True
    if word.low.endswith("ing") and before.tag in NOMINAL and after and after.tag is Tag.NOUN:  # boxing champion
        return True
    if word.low in v.VERBS - v.IRREGULAR and _after_singular(said):
        return True
    ordinal = before.low in v.ORDINALS and before.tag is Tag.NOUN
    if _leads(before) or before.low in {"many", "much", "few"} or before.tag is Tag.NUMBER or ordinal:
        return not finite
    return not finite and before.tag in _OF_SUBJECT and (_after_object(said) or bool(after and after.tag is Tag.VERB))


def _after_singular(said: list[Word]) -> bool:
    """As in "the Kiel" + "plant": one thing would need "plants", were it a verb without "do" or "will" before it."""
    if any(w.low in v.DO | v.MODALS for w in said) or said[-1].low.endswith("s"):
        return False
    subject = itertools.takewhile(lambda w: w.tag in _OF_SUBJECT, reversed(said))
    return any(w.low in {"the", "a", "an", "this", "that"} for w in subject)


def _after_object(said: list[Word]) -> bool:
    """Whether the clause has its verb already and nothing but its object since: "holds the world" + "record"."""
    verbs = [i for i, w in enumerate(said) if w.tag is Tag.VERB]
    return bool(verbs) and all(w.tag in _OF_SUBJECT or w.low == "of" for w in said[verbs[-1] + 1 :])


def _end_subject(words: list[Word], start: int) -> None:
    """After "do" a run of nouns ends in the verb, known or not: "how does the all star game work"."""
    i = start
    while i < len(words) and (i == start or not words[i].gap) and words[i].tag in _OF_SUBJECT:
        i += 1
    last = i - 1
    clause = itertools.takewhile(lambda w: not w.gap and w.tag not in {Tag.QUESTION, Tag.CONJUNCTION}, words[i:])
    if any(w.tag is Tag.VERB or (w is words[i] and w.low == "of") for w in clause):
        return
    if last > start and words[last].tag is Tag.NOUN:
        words[last] = replace(words[last], tag=Tag.VERB)
