"""The short answer inside a cited sentence: the name, number or day asked for, read off by rule, or what a reader takes for it."""

import re

from index.lexical import terms
from index.records import Hit, Reading, Span
from qa.english.asking import is_yes_or_no
from qa.english.capitals import CAPITALISED, LONG_CAPITALISED
from qa.english.clauses import between_marks, clause_around, is_to_come, leaves_the_fate_untold
from qa.english.contrasts import is_set_against
from qa.english.kinds import HOW_OLD, Kind, asked_kind, is_called_otherwise
from qa.english.nouns import ROLES
from qa.english.quantities import may_be_an_age, quantities
from qa.english.tagging import words_of
from qa.english.vocabulary import DETERMINERS, word_set
from qa.english.words import Tag
from qa.in_full import in_full
from qa.only_figure import (
    counts_otherwise,
    happened_otherwise,
    is_compared_with,
    is_difference,
    is_no_such_figure,
    only_figure,
)
from qa.only_name import NAME, NO_NAME, is_behind_another, is_the_other, only_name, without_s, words_asked
from qa.people.describing import asks_who_that_is
from qa.people.offices import holder_named_in, is_no_holder
from qa.question.naming import named_in, stands_in
from qa.quotes import denies

SURE = 2.0  # logits by which a reader's answer has to be likelier than none (docs/decisions/0111-short-answers.md)
# "How many points did Lyme Athletic get?": of whom it is asked
_SUBJECT = re.compile(
    r"\bhow (?:many|much)\b[^,]*? (?:did|does|do|has|have|had|will)"
    rf" (?:the )?(?P<name>(?-i:{LONG_CAPITALISED}(?: {LONG_CAPITALISED})*))",
    re.IGNORECASE,
)
# "When did Ambrose Fell die?", of one whole name; where a part of the sentence opens with another: "; Teruko Sato, a botanist, died"
_SUBJECT_OF_A_DAY = re.compile(
    rf"\bwhen (?:did|was|is|will|has) (?P<name>(?-i:{LONG_CAPITALISED}(?: {LONG_CAPITALISED})+))"
    r" (?:die|born|marry|married|resign|retire|leave)\b",
    re.IGNORECASE,
)
_OPENS_A_PART = re.compile(
    rf"(?:^|; )(?P<name>{LONG_CAPITALISED}(?: {LONG_CAPITALISED})+)(?=, [^,;]{{1,60}}, [a-z]| (?:was|is|had|has|[a-z]+ed)\b)"
)
# "denied taking 300", "failed to take 300", "offered to resign"
_UNDONE = re.compile(
    r"\b(?:den(?:y|ied|ies)|fail(?:ed|s)? to|refus\w+ to|offer(?:ed|s)? to|threaten(?:ed|s)? to|instead of|rather than)\b",
    re.IGNORECASE,
)
# "offered to resign", of who resigned
_ONLY_OFFERED = re.compile(
    r"\b(?:fail|offer|threaten|refus|declin|tri|vow)(?:ed|es|e|s)? to (?P<do>\w+)", re.IGNORECASE
)
_UNTIL = re.compile(r"\buntil (?:\w+ )?$", re.IGNORECASE)  # "did not open until 3 May"
_BESIDE = re.compile(r"^, [^,;]*,")  # "Lumo, owned by Telero, has": what is said of the name before it
# "…, the mayor or the council?", at the end of a question for one of them
_EITHER = re.compile(r"(?<=, )(?:[\w’'-]+ ){1,6}or (?:[\w’'-]+ ?){1,6}\?*$")
_BEFORE_A_ROLE = word_set("prime vice deputy chief former foreign interior finance defence health first new old")


def short_answer_in(question: str, hit: Hit, start: int, end: int) -> Span | None:
    """The short answer in a sentence of the hit, in the article's offsets; None where none is sure.

    Where a reader has read the passage, an answer by rule counts only if it overlaps the reader's; else the reader's own
    counts, if it is sure enough. Either is taken to the ends of its phrase.
    """
    kind = asked_kind(question)
    if kind is Kind.REASON or (kind is None and is_yes_or_no(question) and " or " not in question):
        return None
    if _is_of_another(question, hit.article.text, start, end):
        return None
    if kind is Kind.NUMBER and _lacks_a_name(question, hit, start, end):
        return None
    sentence = hit.article.text[start:end]
    found = _ruled_or_read(question, sentence, start, hit.reading)
    if found is None:
        return None
    whole = in_full(question, sentence, found)
    return start + whole[0], start + whole[1]


def _ruled_or_read(question: str, sentence: str, start: int, reading: Reading | None) -> Span | None:
    """The span in the sentence that is the answer by rule, or that a reader takes for it."""
    if holder := holder_named_in(question, sentence):
        return holder
    ruled = short_answer(question, sentence)
    if reading is None or not reading.evidence:
        return ruled
    if reading.answer is None:
        return None
    read = (reading.answer[0] - start, reading.answer[1] - start)
    if read[0] < 0 or len(sentence) < read[1]:
        return None
    if ruled and ((ruled[0] < read[1] and read[0] < ruled[1]) or is_set_against(question, sentence, read)):
        return ruled
    if reading.answer_margin <= SURE:
        return None
    return read if _may_be_answer(question, sentence, read) else None


def _may_be_answer(question: str, sentence: str, span: Span) -> bool:
    """Whether nothing speaks against a span that a reader takes for the answer."""
    answer = sentence[slice(*span)]
    return bool(terms(answer)) and not (
        _names_asked(question, answer)
        or is_the_other(question, sentence, span)
        or _is_no_answer(question, sentence, span)
    )


def _is_neither(question: str, answer: str) -> bool:
    """Whether the question leaves the choice of two, and the answer shares no word with either."""
    choice = _EITHER.search(question)
    return choice is not None and set(terms(choice[0])).isdisjoint(terms(answer))


def _is_of_another(question: str, text: str, start: int, end: int) -> bool:
    """Whether it is asked how many somebody did, and the sentence opens with the name of another, whoever is named beside that.

    A single word is such a name if it stands within a sentence of the article too: "Rovers are bottom with nine points."
    """
    asked = _SUBJECT.search(question)
    sentence = text[start:end]
    opening = NAME.match(sentence, len("The ") if sentence.startswith("The ") else 0)
    if not asked or not opening or NO_NAME.match(opening[0]) or not _is_whole_subject(question, asked.end()):
        return False
    name = opening[0]
    said = sentence[: opening.end()] + _BESIDE.sub("", sentence[opening.end() :])
    if name.endswith(("'s", "’s")) or set(terms(asked["name"])) & set(terms(said)):
        return False
    return bool(opening.start()) or " " in name or re.search(rf"[\w,] {re.escape(name)}\b", text) is not None


def _lacks_a_name(question: str, hit: Hit, start: int, end: int) -> bool:
    """Whether neither the sentence, the one before it nor what the article opens with says a name that the question has with a
    capital: a turnout is not that of the place next door."""
    before = max((one for one in hit.sentences if one.end <= start), key=lambda one: one.end, default=None)
    said = f"{before.text if before else ''} {hit.article.text[start:end]}"
    return any(one.text[0].isupper() and not stands_in(hit.article, said, one) for one in named_in(question))


def _is_of_another_person(question: str, sentence: str, span: Span) -> bool:
    """Whether the part of the sentence that a day stands in opens with another's whole name than the question's, which it lacks."""
    asked = _SUBJECT_OF_A_DAY.search(question)
    if asked is None or set(terms(asked["name"])) & set(terms(sentence)):
        return False
    begins = sentence.rfind("; ", 0, span[0])
    opening = _OPENS_A_PART.match(sentence, max(0, begins))
    return opening is not None and not NO_NAME.match(opening["name"])


def _is_whole_subject(question: str, end: int) -> bool:
    """Whether the verb follows the name that ends there: not "Saharan" of "does Saharan dust travel"."""
    after = next((word for word in words_of(question) if word.start >= end), None)
    return after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}


def short_answer(question: str, sentence: str) -> Span | None:
    """The span in the sentence that is the answer; None where it cannot be read off without guessing.

    >>> short_answer("How many people came?", "About 300 people came.")
    (6, 16)
    """
    kind = asked_kind(question)
    if kind in (Kind.NAME, Kind.PLACE):
        found = None if asks_who_that_is(question) else only_name(question, sentence)
    else:
        found = only_figure(question, sentence, kind)
    return None if found is None or _is_no_answer(question, sentence, found) else found


def _is_no_answer(question: str, sentence: str, span: Span) -> bool:
    """Whether a span of the sentence is denied, still to come, of something else that was done, or only somebody's role."""
    kind = asked_kind(question)
    return (
        _is_denied(question, sentence, span)
        or (kind is Kind.TIME and _is_of_another_person(question, sentence, span))
        or is_to_come(question, sentence, span)
        or is_compared_with(question, sentence, span)
        or (kind is Kind.NUMBER and is_difference(question, sentence, span))
        or (kind is Kind.NUMBER and counts_otherwise(question, sentence, span))
        or (kind in (Kind.NUMBER, None) and is_set_against(question, sentence, span))
        or (kind is Kind.NUMBER and is_no_such_figure(question, sentence, span))
        or (kind is Kind.PLACE and _names_a_role(sentence[slice(*span)]))
        or (HOW_OLD.search(question) is not None and not _tells_an_age(sentence, span))
        or (kind is Kind.TIME and happened_otherwise(question, sentence, span))
        or (kind is Kind.NAME and leaves_the_fate_untold(question, sentence))
        or (kind is Kind.NAME and is_behind_another(sentence, span))
        or (kind is Kind.NAME and is_no_holder(question, sentence, _told_of(sentence, span)))
        or _is_only_a_role(question, sentence[slice(*span)])
        or _is_neither(question, sentence[slice(*span)])
        or is_called_otherwise(question, sentence)
    )


def _tells_an_age(sentence: str, span: Span) -> bool:
    return any(may_be_an_age(one) for one in quantities(sentence) if span[0] <= one.start and one.start < span[1])


def _told_of(sentence: str, span: Span) -> str:
    """The clause around a name; for one set off behind a noun also that noun's: "dismissed the mayor, Ann Lee", "The mayor,
    Ann Lee, resigned"."""
    clause = clause_around(sentence, span)
    if not sentence[: span[0]].endswith(", ") or sentence[span[1] : span[1] + 1] not in ("", ",", "."):
        return clause
    before, behind = span[0] - 2, min(span[1] + 2, len(sentence))
    return f"{clause_around(sentence, (before, before))} {clause} {clause_around(sentence, (behind, behind))}"


def _is_only_a_role(question: str, answer: str) -> bool:
    """Whether a question for a name is given an office that many have held: "the mayor", "its Prime Minister"."""
    if asked_kind(question) is not Kind.NAME or re.search(r"\bor\b", question):
        return False
    words = re.findall(r"[\w-]+", answer)
    if not words:  # the sign in "4 × 100 metres", which sorts among the capitals
        return True
    named = [word for word in words if word[0].isupper() and word.lower() not in ROLES | DETERMINERS | _BEFORE_A_ROLE]
    return (
        not named
        and words[0].lower() in DETERMINERS - {"a", "an"} | ROLES | _BEFORE_A_ROLE
        and words[-1].lower() in ROLES
    )


def _names_a_role(answer: str) -> bool:
    """Whether it is somebody, and no place: "President Lee"."""
    return not ROLES.isdisjoint(re.findall(r"\w+", answer.lower()))


def _is_denied(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause around it says that it is not so, which the question does not."""
    if denies(question) or _UNTIL.search(sentence, 0, span[0]):
        return False
    only = _ONLY_OFFERED.search(sentence)
    if only and not _ONLY_OFFERED.search(question):
        does = terms(only["do"])
        if set(does) & set(terms(question)) and terms(sentence).count(does[0]) == 1:  # it was not done after all
            return True
    begin, end = between_marks(sentence, span)
    around = f"{sentence[begin : span[0]]} … {sentence[span[1] : end]}"
    return denies(around) or _UNDONE.search(around) is not None


def _names_asked(question: str, answer: str) -> bool:
    """Whether a question for a name is given one that it says itself, or any where it asks who somebody is."""
    if asked_kind(question) not in (Kind.NAME, Kind.PLACE):
        return False
    names = {without_s(word) for word in re.findall(CAPITALISED, answer)}
    return bool(names & words_asked(question)) or (answer[0].isupper() and asks_who_that_is(question))
