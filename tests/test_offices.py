"""Who holds an office now: the last one that an article tells of coming to it leads."""

from dataclasses import replace
from datetime import date

import pytest

from index.records import Hit
from qa.composing import compose
from qa.people.offices import asked_office, is_held_elsewhere
from qa.short_answers import short_answer
from tests.test_answering import ALWAYS, hit


def told(text: str, published: date, rank: int, *, title: str = "A title") -> Hit:
    return hit(text, [0.9 if rank == 1 else 0.1], article_id=f"a{rank}", rank=rank, title=title, published=published)


OLD = told("Ada Lind runs the Holm yard as its chief executive.", date(2021, 3, 1), 1)
NEW = told("The Holm yard put its finance director, Bo Ek, in charge.", date(2024, 3, 1), 2)
OTHER_OFFICE = told("The Holm yard appointed Cy Dahl finance director.", date(2025, 3, 1), 2)
OTHER_YARD = told("The Vik yard named Cy Dahl chief executive. It is older than the Holm yard.", date(2025, 3, 1), 2)


def first_of(question: str, *hits: Hit) -> str:
    return compose(question, hits, ALWAYS).citations[0].article_id


@pytest.mark.parametrize(
    "question",
    [
        "Who runs the Holm yard?",
        "Who heads the Holm yard now?",
        "who is in charge of the Holm yard",
        "Who is the CEO of the Holm yard?",
        "who is the new boss of the holm yard",
        "Who is the head of the Holm yard today?",
    ],
)
def test_the_last_who_came_to_an_office_leads(question: str) -> None:
    assert first_of(question, OLD, NEW) == "a2"


def test_who_came_to_another_office_does_not_lead() -> None:
    assert first_of("Who is the chief executive of the Holm yard?", OLD, OTHER_OFFICE) == "a1"


def test_who_came_to_the_office_of_another_does_not_lead() -> None:
    assert first_of("Who is the chief executive of the Holm yard?", OLD, OTHER_YARD) == "a1"


def test_an_office_that_was_left_open_is_no_other_office_that_somebody_came_to() -> None:
    left = told("The Holm yard's finance director, Cy Dahl, left and has not been replaced.", date(2025, 3, 1), 2)
    assert first_of("Who is the chief executive of the Holm yard?", OLD, left) == "a1"


def test_who_has_left_the_office_since_leads() -> None:
    left = told("The Holm yard's chief executive, Ada Lind, left in June.", date(2025, 3, 1), 2)
    stays = told("The Holm yard's chief executive stays; its chairman, Cy Dahl, will step down.", date(2025, 3, 1), 2)
    assert first_of("Who is the Holm yard's chief executive?", OLD, left) == "a2"
    assert first_of("Who is the Holm yard's chief executive?", OLD, stays) == "a1"


def test_the_office_goes_before_that_of_a_deputy() -> None:
    both = hit("The deputy governor of Vik is Bo Ek. In Vik Governor Ada Lind spoke.", [0.9, 0.8])
    assert (
        compose("Who is the governor of Vik?", [both], ALWAYS).citations[0].quote == "In Vik Governor Ada Lind spoke."
    )


@pytest.mark.parametrize(
    "question",
    ["Who ran the Holm yard?", "Who was the CEO of the Holm yard?", "Who is the son of the Holm yard's CEO?"],
)
def test_who_held_it_once_is_another_question(question: str) -> None:
    assert asked_office(question) is None and first_of(question, OLD, NEW) == "a1"


def test_a_successor_is_told_of_below_a_title_that_names_the_office() -> None:
    resigned = told(
        "Ada Lind resigned on Tuesday. The council chose her deputy, Bo Ek, to succeed her.",
        date(2024, 3, 1),
        1,
        title="Mayor of Oslo resigns",
    )
    assert compose("Who is the mayor of Oslo?", [resigned], ALWAYS).citations[0].quote.startswith("The council chose")


def test_an_earlier_holder_is_no_short_answer_beside_the_later_one() -> None:
    before = told("The mayor of Oslo is Ada Lind.", date(2021, 3, 1), 1)
    elected = told("Oslo elected Bo Ek mayor.", date(2024, 3, 1), 2)
    first, second = compose("Who is the mayor of Oslo?", [before, elected], ALWAYS).citations
    assert (first.article_id, second.article_id, second.short) == ("a2", "a1", None)


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("The mayor of Oslo is Ada Lind.", "Ada Lind"),
        ("The club dismissed the mayor of Oslo, Ada Lind.", None),
        ("Ada Lind resigned as mayor of Oslo.", None),
        ("The mayor of Oslo, Ada Lind, left in June.", None),
        ("The council of Oslo has a new leader, Ada Lind.", None),
    ],
)
def test_who_left_or_has_another_office_is_no_short_answer(sentence: str, short: str | None) -> None:
    span = short_answer("Who is the mayor of Oslo?", sentence)
    assert (sentence[slice(*span)] if span else None) == short


@pytest.mark.parametrize(
    "question",
    [
        "Who was the director before Bo Ek?",
        "Who preceded Bo Ek?",
        "Who was Bo Ek's predecessor?",
        "Whom did Bo Ek succeed?",
    ],
)
def test_who_came_before_is_told_by_whom_somebody_succeeds(question: str) -> None:
    found = hit("Bo Ek is the new director. He succeeds Ada Lind, who left. The roof leaks.", [0.9, 0.1, 0.1])
    assert compose(question, [found], ALWAYS).citations[0].quote == "He succeeds Ada Lind, who left."


def test_who_became_something_is_told_by_the_sentence_that_tells_of_it() -> None:
    text = "Prime Minister Ada Lind of Norland lost on Sunday. Parliament in Norland elected Bo Ek prime minister."
    question = "Who became prime minister of Norland?"
    found = compose(question, [hit(text, [0.9, 0.8])], ALWAYS).citations
    assert [one.quote.split()[0] for one in found] == ["Parliament", "Prime"]


def test_what_the_office_is_of_may_stand_in_the_article_s_opening_and_not_in_the_passage() -> None:
    elected = told("Vik has a new mayor, Ada Lind.", date(2023, 5, 1), 1)
    whole = told(
        "Ada Lind has resigned as mayor of Vik.\n\nBo Ek, her deputy, took over as mayor.", date(2024, 11, 1), 2
    )
    start = whole.sentences[1].start
    later = replace(
        whole,
        passage=replace(whole.passage, start=start, text=whole.article.text[start:]),
        sentences=whole.sentences[1:],
    )
    assert first_of("Who is the mayor of Vik?", elected, later) == "a2"


@pytest.mark.parametrize(
    ("question", "first"), [("Who coaches Norrby?", "His counterpart"), ("Who coaches Ravenna?", "“No,”")]
)
def test_a_coach_of_the_others_does_not_lead(question: str, first: str) -> None:
    text = "“No,” said Ravenna's coach, Fabio Brand. His counterpart Kate Holm saw it otherwise."
    answer = compose(question, [hit(text, [0.6, 0.4], title="Norrby beat Ravenna")], ALWAYS)
    assert answer.citations[0].quote.startswith(first)


@pytest.mark.parametrize(
    "question", ["Who replaced Ann Lee?", "Who will succeed Ann Lee?", "Who is Ann Lee's successor?"]
)
@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Ann Lee has resigned as mayor. She goes to Oslo. Her duties will be taken over by Bo Holm, 52.",
            "Her duties",
        ),
        ("Ann Lee has resigned as mayor. She will be succeeded by Bo Holm.", "She will"),
        ("Ann Lee has resigned as mayor. Bo Holm succeeds Ann Lee in May.", "Bo Holm"),
        ("The town has named Bo Holm its mayor. She starts in May and succeeds Ann Lee.", "The town"),
        ("Ann Lee has resigned as mayor. The party chose Bo Holm to succeed her.", "The party"),
        ("Ann Lee has resigned as mayor. Bo Holm of Oslo says that she has not been replaced.", "Ann Lee has"),
        ("Ann Lee has resigned as mayor. Ann Lee had succeeded Bo Holm in 2019.", "Ann Lee has"),
    ],
)
def test_who_comes_after_somebody_leads(question: str, text: str, first: str) -> None:
    scores = [0.9, 0.6, 0.6]
    assert compose(question, [hit(text, scores)], ALWAYS).citations[0].quote.startswith(first)


@pytest.mark.parametrize(
    ("sentence", "elsewhere"),
    [
        ("President Xi Jinping of China and President Vladimir Putin of Russia were connected.", True),
        ("President Ebrahim Raisi took part.", False),
        ("President Ebrahim Raisi of Iran met President Vladimir Putin of Russia.", False),
        ("The Iranian president met President Vladimir Putin of Russia.", False),
    ],
)
def test_the_president_of_another_country_is_not_the_one_asked_for(sentence: str, elsewhere: bool) -> None:
    assert is_held_elsewhere("Who is currently president of Iran?", sentence) == elsewhere


def test_where_a_later_article_names_the_office_too_the_older_holder_is_not_set_off() -> None:
    older = told("President Hassan Ek of Iran said no.", date(2018, 5, 8), 1)
    newer = replace(told("President Ida Holm took part for the first time.", date(2023, 7, 4), 2), score=older.score)
    newer = replace(newer, sentences=(replace(newer.sentences[0], score=0.8),))
    alone = compose("Who is president of Iran?", [older], ALWAYS).citations
    both = compose("Who is president of Iran?", [older, newer], ALWAYS).citations
    assert alone[0].short_text == "Hassan Ek"
    assert [one.article_id for one in both] == ["a1", "a2"] and both[0].short is None
