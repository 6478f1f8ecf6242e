"""Which kind of thing a question asks for, and how well sentences fit it by their form."""

import pytest

from qa.english.kinds import AskedFor, Kind, asked_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did it land?", Kind.TIME),
        ("Until when was it shut?", Kind.TIME),
        ("What was the date of the verdict?", Kind.TIME),
        ("In which year did it open?", Kind.TIME),
        ("what day job did the mayor have", None),
        ("How many people came?", Kind.NUMBER),
        ("How long did it take?", Kind.NUMBER),
        ("What was the temperature in Oslo?", Kind.NUMBER),
        ("Who won, and by how much?", Kind.NUMBER),
        ("Who won?", Kind.NAME),
        ("To whom was it given?", Kind.NAME),
        ("Which company built it?", Kind.NAME),
        ("Where did it take off from?", Kind.PLACE),
        ("Which small country was next?", Kind.PLACE),
        ("Why did it fail?", Kind.REASON),
        ("How did it fail?", None),
        ("the man who won", None),
    ],
)
def test_what_is_asked_for_is_told_by_the_words_that_ask(question: str, kind: Kind | None) -> None:
    assert asked_kind(question) is kind


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("How many died?", "It left 12 in hospital.", "The cargo was stored in Hangar 12."),
        ("When did it first fly?", "It took off on 19 April 2021.", "It was meant to fly five times."),
        (
            "Why did they strike?",
            "Crews walked out on Monday over a plan to cut shifts.",
            "Crews ended a strike that was over by Monday.",
        ),
        ("How long did it take?", "The 25 days of it were hard.", "It lost 11 million pounds last year."),
        ("How long did it take?", "It took a few hard weeks and 3 boats.", "In those days it took 3 boats."),
        ("When did it first fly?", "It took off on 19 April 2021.", "It took off in 2021."),
        ("When did it first fly?", "It took off on Monday.", "It took off softly."),
        ("When did it fly in 2021?", "It flew on 3 May.", "It flew in 2021."),
        ("How many came?", "Some 300 people came.", "Few people came."),
        ("How many of the 300 came?", "Only 120 came.", "The 300 were asked."),
        ("How much did it cost?", "It cost 85 million dollars.", "It weighed 85 kilograms."),
        ("How old was she?", "She was 24 when she won.", "She won 24 races."),
        ("How long was he away?", "He was away for five days.", "He was away with five men."),
        ("Who coached the team?", "Its coach was Ada Lind.", "Its coach was young."),
        ("Who beat Ada Lind?", "The winner was Bo Ek.", "The loser was Ada Lind."),
        ("Who won?", "The winner was Lind of Oslo.", "Winners came from afar."),
        ("Where did it land?", "It came down near Oslo.", "It came down in a field."),
        ("Why did it fail?", "It failed because of ice.", "It failed at noon."),
    ],
)
def test_a_sentence_that_holds_the_kind_asked_for_fits_better(question: str, better: str, worse: str) -> None:
    asked_for = AskedFor.by(question)
    assert asked_for is not None
    assert asked_for.held(better) > asked_for.held(worse)


def test_nothing_is_asked_for_by_a_question_whose_answer_has_no_form() -> None:
    assert AskedFor.by("How did it fail?") is None
