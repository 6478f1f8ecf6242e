"""What the turns before a question offer: mentions to point back to, and what the talk is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.tagging import CLOSED, words_of
from qa.english.words import NOMINAL, Tag, Word, is_small
from qa.followups.phrases import Kind, Phrase, outer, phrases_of

MAX_TOPIC_PHRASES = 2
MAX_TOPIC_WORDS = 12
MAX_ANSWER_CHARS = 600  # the first sentences of an answer name what it is about
ANSWER_OPENING_CHARS = 60  # a name that comes later in a quoted sentence is seldom what was asked for
_MARK = re.compile(r"([.!?…”\"’]?)\s*\[\d+\]")
_LIES = (  # behind the name of a place
    r"(?:, [^,]{1,60},)? (?:lies|stands|sits|is situated|is located"
    r"|is an? (?:[\w-]+ ){0,2}(?:island|town|city|village|country|region|river|lake|mountain|port))\b"
)
_PERSONS = frozenset({Kind.PERSON, Kind.MAYBE_PERSON, Kind.NAME})
_MAY_BE_PERSONS = frozenset({Kind.MAYBE_PERSON, Kind.NAME})
_THINGS = frozenset({Kind.THING, Kind.MAYBE_PERSON, Kind.NAME, Kind.PLACE})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn as the rules see it: the question as resolved, and the phrases of question and answer."""

    question: str
    asks: Kind | None  # what its answer names: "who" asks for a person; None: nothing in particular
    identifies: bool  # it asks which one ("which film", "what is the capital"), so the answer's name is its topic
    asked_about: tuple[Phrase, ...]  # the question's phrases, best to point back to first
    small: bool  # the question was typed without capitals
    questioned: Phrase | None  # the noun of the question word: "film" in "which film"
    answered_with: tuple[Phrase, ...]  # the named phrases that only the answer has, in order
    stems: frozenset[str]  # of every word of both
    titles: tuple[str, ...]  # of the articles that the answer cites

    @property
    def mentions(self) -> tuple[Phrase, ...]:
        """What can be pointed back to, the question's phrases first."""
        return self.asked_about + self.answered_with


def exchange(question: str, answer: str, titles: Sequence[str] = ()) -> Exchange:
    """The exchange of a resolved question and its answer; names typed small take their capitals from answer and titles."""
    answer = _unmarked(answer)
    small = is_small(question)
    said = words_of(answer)
    question = with_capitals(question, [*_names(answer, said), *titles])
    words = words_of(question, small=small)
    phrases = phrases_of(question, words)
    questioned = next((p for p in phrases if is_questioned(words, p)), None)
    asks, identifies = _asked(words, questioned)
    about = _with_complements(question, outer([p for p in phrases if p is not questioned]))
    for possessor in (p for p in phrases if p not in outer(phrases)):  # more is asked of it than of what it has
        at = next((i for i, p in enumerate(about) if p.start == possessor.start), len(about))
        about.insert(at + (at < len(about) and about[at].head.tag is Tag.NAME), possessor)
    if (
        place := _located(words, about, answer)
    ) is not None:  # "there" is that place, not what the answer says it is in
        asks, about = None, [place]
    known = frozenset(w.stem for w in words)  # what the question says is no answer to it
    answered = tuple(p for p in _with_lists(answer, said) if p.named and not p.stems <= known)
    stems = known | {w.stem for w in said}
    return Exchange(question, asks, identifies, tuple(about), small, questioned, answered, stems, tuple(titles))


def _located(words: Sequence[Word], about: Sequence[Phrase], answer: str) -> Phrase | None:
    """The place of "Where is Saint-Orens?", which "lies off Brittany"; None for any other question, and of what may be a person."""
    asked = len(words) > 1 and words[0].low == "where" and words[1].low in v.BE
    if not asked or len(about) != 1 or not about[0].named or about[0].kind not in {Kind.NAME, Kind.PLACE}:
        return None
    if about[0].end < words[-1].end or not re.search(rf"\b{re.escape(about[0].text)}\b{_LIES}", answer):
        return None
    return replace(about[0], kind=Kind.PLACE)


def _as_person(phrase: Phrase, pronoun: str) -> Phrase:
    kind = Kind.PERSON if phrase.kind in _MAY_BE_PERSONS else phrase.kind
    return replace(phrase, kind=kind, pronoun=phrase.pronoun or pronoun)


def persons_in(answer: str) -> frozenset[str]:
    """The stems of the names that an answer gives as a person's: "Mr Holm", "Ida Holm"."""
    return frozenset(p.head.stem for p in phrases_of(_unmarked(answer)) if _is_persons_name(p))


def _unmarked(answer: str) -> str:
    """The opening of an answer without its marks; each ends a sentence, also behind a heading."""
    return _MARK.sub(lambda mark: mark[1] or ".", answer)[:MAX_ANSWER_CHARS]


def _is_persons_name(phrase: Phrase) -> bool:
    return phrase.kind is Kind.PERSON and phrase.named and phrase.head.tag is Tag.NAME


def with_persons(exchanges: Sequence[Exchange], persons: Mapping[str, str]) -> list[Exchange]:
    """The exchanges, knowing that names with these stems are people's, of whom some were called "he" or "she" ("" else)."""

    def known(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        return tuple(_as_person(p, persons[p.head.stem]) if p.head.stem in persons else p for p in phrases)

    if not persons:
        return list(exchanges)
    return [
        replace(one, asked_about=known(one.asked_about), answered_with=known(one.answered_with)) for one in exchanges
    ]


def with_capitals(text: str, names: Sequence[str]) -> str:
    """The text with these names written as they are given; single words only when it is typed without capitals."""
    small = is_small(text)
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        if (small or " " in name) and len(name) > 2 and name.lower() not in CLOSED:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name.replace("\\", ""), text, flags=re.IGNORECASE)
    return text


def _names(text: str, words: Sequence[Word]) -> list[str]:
    """The runs of capitalised words."""
    runs: list[list[Word]] = []
    for word in words:
        if word.tag is Tag.NAME and runs and runs[-1] and not word.gap and not runs[-1][-1].possessive:
            runs[-1].append(word)
        elif word.tag is Tag.NAME:
            runs.append([word])
        else:
            runs.append([])
    return [text[run[0].start : run[-1].end].removesuffix("'s").removesuffix("’s") for run in runs if run]


def is_questioned(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether the phrase belongs to "which", "what", "whose", "how many" or "how much"."""
    at = next(i for i, w in enumerate(words) if w.start >= phrase.start)
    if not at or words[at].gap:
        return False
    low = [w.low for w in words[max(at - 2, 0) : at]]
    return low[-1] in {"which", "what", "whose"} or low in (["how", "many"], ["how", "much"])


def _asked(words: Sequence[Word], questioned: Phrase | None) -> tuple[Kind | None, bool]:
    """What kind of thing the question asks for, and whether it asks which one."""
    first = next((i for i, w in enumerate(words) if w.tag is Tag.QUESTION), None)
    if first is None:
        told = bool(words) and words[0].low in {"name", "list"}
        return (Kind.PERSON if told and any(w.stem in nouns.ROLES for w in words) else None), told
    asking, rest = words[first].low, words[first + 1 :]
    if asking in {"who", "whom", "whose"}:
        describes = len(rest) > 1 and rest[0].low in v.BE and all(w.tag is Tag.NAME for w in rest[1:])
        return (None, False) if describes else (Kind.PERSON, True)
    if asking in {"which", "what"} and questioned:
        return questioned.kind, True
    if asking in {"which", "what"} and len(rest) > 2 and rest[0].low in v.BE:
        head = next((w.stem for w in rest[2:] if w.tag in NOMINAL), "")
        if head in nouns.ROLES or head in {"capital", "name"}:
            return (Kind.PERSON if head in nouns.ROLES else Kind.PLACE if head == "capital" else Kind.THING), True
    return {"where": Kind.PLACE, "when": Kind.TIME}.get(asking), False


def _with_complements(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Joins "the rebuilding" and "of the cathedral"; of "the height of the tower" only the tower stays."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before is None or text[before.end : phrase.start].strip() != "of":
            joined.append(phrase)
        elif before.head.stem in nouns.ATTRIBUTES and not before.named:
            joined[-1] = phrase
        else:
            whole = f"{before.text} of {text[phrase.start : phrase.end]}"
            words, named = before.words + phrase.words, before.named or phrase.named
            joined[-1] = replace(before, text=whole, end=phrase.end, words=words, named=named)
            joined.append(phrase)
    return joined


def _with_lists(text: str, words: Sequence[Word]) -> list[Phrase]:
    """The phrases of a text; "A, B and C" is one."""
    found: list[Phrase] = []
    for phrase in phrases_of(text, words):
        listed = phrase.named and phrase.plural and any(w.low == "and" for w in phrase.words)
        while listed and found and found[-1].named and text[found[-1].end : phrase.start] == ", ":
            first = found.pop()
            words, whole = first.words + phrase.words, text[first.start : phrase.end]
            phrase = replace(phrase, text=whole, start=first.start, words=words, lead=first.lead)
        found.append(phrase)
    return found


def find(
    exchanges: Sequence[Exchange], fits: Mapping[Phrase, int], wanted: frozenset[Kind], *, plural: bool
) -> Phrase | None:
    """The mention that fits best: certain (2) before possible (1), then the latest turn, then the order of mentions.

    Where a question asks for one of the `wanted` kinds, what its answer names comes first, if it asks for several
    just when the pointer is `plural`.
    """
    for certain in (True, False):
        for turn in reversed(exchanges):
            same_number = turn.questioned is None or turn.questioned.plural is plural
            asked_for = turn.answered_with if turn.asks in wanted and same_number else ()
            fitting = [p for p in turn.mentions if fits.get(p) and not p.says_nothing]
            for phrase in sorted(fitting, key=lambda p: (p not in asked_for, -fits[p])):
                if fits[phrase] == 2 or phrase in asked_for or not certain:
                    return phrase
    return None


def topic(exchanges: Sequence[Exchange], said: frozenset[str] = frozenset(), *, with_times: bool = True) -> str:
    """What the latest turn that has a topic is about, without what is `said` (stems) already; "" when nothing is.

    Where that turn names nothing, what the latest before it names whose answer cites the same article. A turn is passed
    over whose answer cites other articles than the latest one's, as the talk has left them.
    """
    cited = {title for latest in exchanges[-1:] for title in latest.titles}
    for place in reversed(range(len(exchanges))):
        turn = exchanges[place]
        if cited and turn.titles and cited.isdisjoint(turn.titles):
            continue
        chosen = _unsaid(_topical(turn), said, with_times=with_times)
        if chosen and not any(p.named for p in chosen):
            of = next((e for e in reversed(exchanges[:place]) if set(e.titles) & set(turn.titles)), None)
            named = [p for p in _topical(of) if p.named and p.kind is not Kind.TIME] if of else []
            chosen = _unsaid([*chosen[:1], *named, *chosen[1:]], said, with_times=with_times)
        if chosen:
            return ", ".join(p.text for p in chosen[:MAX_TOPIC_PHRASES])
    return ""


def _unsaid(phrases: Iterable[Phrase], said: frozenset[str], *, with_times: bool) -> list[Phrase]:
    """The phrases that say more than what is `said` and those before them, as far as they are not too many words."""
    chosen: list[Phrase] = []
    for phrase in phrases:
        if phrase.kind is Kind.TIME and not with_times:
            continue
        known = phrase.stems <= said or any(phrase.stems <= c.stems | said for c in chosen)
        if not known and sum(len(c.text.split()) for c in [*chosen, phrase]) <= MAX_TOPIC_WORDS:
            chosen.append(phrase)
    return chosen


def _topical(turn: Exchange) -> Iterator[Phrase]:
    """Its phrases by what they tell of its topic: the name asked for, other names, nouns, times."""
    named: list[Phrase] = []
    if turn.identifies and turn.asks in {Kind.PERSON, Kind.THING, Kind.PLACE}:
        fitting = _PERSONS if turn.asks is Kind.PERSON else _THINGS
        named = [p for p in turn.answered_with if p.kind in fitting and p.end <= ANSWER_OPENING_CHARS][:1]
    asked = [p for p in outer(turn.asked_about) if not p.says_nothing and p.determiner not in v.POSSESSIVES]
    if named and turn.asks is Kind.PERSON:  # "the director" is who the answer names already
        asked.sort(key=lambda p: p.kind is Kind.PERSON and not p.named)
    if all(p.kind is Kind.TIME for p in asked):
        named = named or list(turn.answered_with[:1])
    yield from named
    yield from (p for p in asked if p.named and p.kind is not Kind.TIME)
    yield from (p for p in asked if not p.named and p.kind is not Kind.TIME)
    if turn.questioned and not turn.questioned.says_nothing:
        yield turn.questioned
    yield from (p for p in asked if p.kind is Kind.TIME)
