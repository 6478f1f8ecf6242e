"""Numbers and days that are read, compared, and shown side by side where sources disagree."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.days import days
from index.records import Hit, Reading
from qa.answering import compose
from qa.disagreeing import Told, contradict
from qa.quantities import agree, is_an_age, quantities
from qa.short_answers import short_answer, short_answer_in
from tests.conftest import ROOT
from tests.test_answering import ALWAYS, hit
from web.ask.evidence_view import disagreements_html

TABLE = ROOT / "tests" / "data" / "figures.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['question']} {row['one']} {row['other']}" for row in ROWS])
def test_a_labelled_pair_disagrees_or_not_whichever_comes_first(row: dict[str, str]) -> None:
    assert contradict(row["question"], Told("", row["one"]), Told("", row["other"])) == row["disagree"]
    assert contradict(row["question"], Told("", row["other"]), Told("", row["one"])) == row["disagree"]


def test_the_table_holds_sixty_pairs_of_both_kinds() -> None:
    assert len(ROWS) >= 60 and sum(bool(row["disagree"]) for row in ROWS) >= 20


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("It cost $1.5bn.", [(1.5e9, "dollar", "$1.5bn")]),
        ("Some 1,340 kilometres of it.", [(1340, "kilometre", "1,340 kilometres")]),
        ("Half a million people came.", [(5e5, "people", "Half a million people")]),
        ("Twenty-three ministers met.", [(23, "minist", "Twenty-three ministers")]),
        ("Of them 22 per cent, or 22%, left.", [(22, "per cent", "22 per cent"), (22, "per cent", "22%")]),
        ("France won 4-2 in 2018.", []),
        ("Covid-19 and Form 27B.", []),
        ("One of them left.", []),
        ("They left at 4 a.m. and came back at 6.40 p.m.", []),
        ("The toll rose to three on Monday.", [(3, "", "three")]),
        ("The dead number 52 and four people are missing.", [(52, "", "52"), (4, "people", "four people")]),
    ],
)
def test_quantities_are_read_with_their_units(sentence: str, read: list[tuple[float, str, str]]) -> None:
    assert [(q.value, q.unit, sentence[q.start : q.end]) for q in quantities(sentence)] == read


def test_days_are_read_as_far_as_they_are_said() -> None:
    read = [(d.year, d.month, d.day) for d in days("On 3 May 1915, May 7, Sept. 2019 and in 1800; 1800 people came.")]
    assert read == [(1915, 5, 3), (None, 5, 7), (2019, 9, None), (1800, None, None)]


@settings(deadline=None)  # the first example compiles the patterns
@given(st.text(alphabet="0123456789.,- $%abcmillion 年", max_size=40))
def test_whatever_is_read_stands_where_it_is_said_to(text: str) -> None:
    for one in (*quantities(text), *days(text)):
        assert 0 <= one.start < one.end <= len(text)


def of(name: str, text: str, score: float, rank: int) -> Hit:
    found = hit(text, [score], article_id=name, rank=rank)
    return replace(found, article=replace(found.article, title=name))


OFFICE = of("office", "The fever killed about 4.9 million people in 2030 and 2031.", 0.9, 1)
STUDY = of("study", "The fever cost an estimated 6.2 million lives in 2030 and 2031.", 0.5, 2)
COUNT = of("count", "Governments had reported 1.94 million deaths from the fever in 2030 and 2031.", 0.5, 3)
FIRST = of("first", "How many people the fever killed cannot be known with certainty.", 0.95, 4)
DEATHS = "How many people did the fever kill?"


def test_a_figure_that_contradicts_the_quoted_one_is_quoted_too() -> None:
    answer = compose(DEATHS, [OFFICE, STUDY, COUNT], ALWAYS)
    assert [one.article_id for one in answer.citations] == ["office", "study"]
    (disagreement,) = answer.disagreements
    assert [one.text for one in disagreement.figures] == ["4.9 million people", "6.2 million lives"]
    assert all(one.published for one in disagreement.figures)


def test_what_is_told_of_another_year_is_no_disagreement_though_no_sentence_names_one() -> None:
    def told(name: str, figure: str, day: date) -> Hit:
        found = hit(f"The ferry carried {figure} passengers last year, the board said.", [0.9], article_id=name)
        return replace(found, article=replace(found.article, published=day))

    asked = "How many passengers did the ferry carry?"
    first, soon, later = (
        told(*one)
        for one in (
            ("a", "118,000", date(2020, 2, 4)),
            ("b", "121,000", date(2020, 3, 1)),
            ("c", "131,000", date(2024, 2, 6)),
        )
    )
    assert len(compose(asked, [first, soon], ALWAYS).disagreements) == 1
    both = compose(asked, [first, replace(later, rank=2)], ALWAYS)
    assert [one.article_id for one in both.citations] == ["a", "c"] and both.disagreements == ()


def test_where_no_quote_has_a_figure_both_that_disagree_are_quoted_behind() -> None:
    weak = of("office", OFFICE.article.text, 0.6, 1)
    answer = compose(DEATHS, [FIRST, weak, STUDY], ALWAYS)
    assert [one.article_id for one in answer.citations] == ["first", "office", "study"]
    assert len(answer.disagreements) == 1


def test_nothing_is_added_where_nothing_disagrees_or_no_figure_is_asked_for() -> None:
    agreeing = of("study", "The fever cost an estimated 4.9 million lives in 2030 and 2031.", 0.5, 2)
    assert [one.article_id for one in compose(DEATHS, [OFFICE, agreeing], ALWAYS).citations] == ["office"]
    assert [one.article_id for one in compose("Why was there a fever?", [OFFICE, STUDY], ALWAYS).citations] == [
        "office"
    ]


def test_a_number_agrees_with_its_rounding_and_not_with_another() -> None:
    def both(text: str) -> bool:
        return agree(*quantities(text))

    assert both("1,200 birds, 1,187 birds") and both("1.2 million birds, 1,200,000 birds")
    assert both("more than 1,000 birds, 1,187 birds") and not both("more than 1,000 birds, 4,000 birds")
    assert not both("18.2 million lives, 14.9 million lives") and not both("12 birds, 13 birds")


def test_sources_that_disagree_are_named_with_their_figures_and_days() -> None:
    first = hit("The quake killed 1,187 villagers.", [0.9], article_id="a")
    second = hit("The quake killed 2,400 villagers.", [0.9], article_id="b", rank=2)
    second = replace(second, article=replace(second.article, published=date(2024, 2, 1)))
    answer = compose("How many villagers were killed by the quake?", [first, second], ALWAYS)
    (found,) = answer.disagreements
    assert [(one.number, one.text, one.published) for one in found.figures] == [
        (1, "1,187 villagers", date(2024, 3, 1)),
        (2, "2,400 villagers", date(2024, 2, 1)),
    ]
    for one in found.figures:
        quoted = answer.citations[one.number - 1]
        assert quoted.quote[one.start - quoted.start :].startswith(one.text)
    assert "Sources disagree" in disagreements_html(answer) and "2&#44;400" in disagreements_html(answer).replace(
        ",", "&#44;"
    )


def test_sources_that_agree_are_not_named() -> None:
    first = hit("The quake killed about 1,200 villagers.", [0.9], article_id="a")
    second = hit("The quake killed 1,187 villagers.", [0.9], article_id="b", rank=2)
    answer = compose("How many villagers were killed by the quake?", [first, second], ALWAYS)
    assert answer.disagreements == () and disagreements_html(answer) == ""


def test_a_number_behind_a_name_is_an_age_only_where_a_sign_ends_it() -> None:
    assert not is_an_age("Deaths in Oslo, 12", quantities("Deaths in Oslo, 12")[0])


def test_the_numbers_of_a_long_sentence_cost_little() -> None:
    sentence = "a" * 300_000 + " 1" * 500 + " Ann" * 10_000 + ", 67"
    began = time.process_time()
    assert len(quantities(sentence)) == 501 and short_answer("How many died?", "Ann" * 10_000 + " died.") is None
    assert time.process_time() - began < 3  # measured: .3


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("How many people came?", "About 300 people came.", "300 people"),
        ("When did it land?", "It set down on 23 August 2023.", "23 August 2023"),
        ("In which year did it open?", "The museum opened in 1889.", "1889"),
        ("Who won the race?", "The race was won by Ada Lind.", "Ada Lind"),
        ("Who won the race?", "Ada Lind beat Bo Ek in the race.", None),
        ("Who won the race?", "Professional racing has rarely been so fast.", None),
        ("Where was Ada Lind born?", "Ada Lind was born in Oslo.", "Oslo"),
        ("How many came?", "They came in 3 buses and 4 trams.", None),
        ("How many drivers are on strike?", "Drivers have ended their five-week strike.", None),
        ("How many weeks did it last?", "Drivers have ended their five-week strike.", "five-week"),
        ("How many seats did Labour win?", "The Greens won 12 seats, Labour seven and the Liberals four.", None),
        ("How many came by ferry?", "The ferry brought 118,000 passengers last year.", "118,000 passengers"),
        ("Who is Ada Lind?", "Ada Lind beat the field in Oslo.", None),
        ("Why did it fail?", "It failed after 300 hours.", None),
        ("When did it land in 2023?", "It landed in 2023.", None),
        ("How many people came?", "Fewer than 300 people came.", "Fewer than 300 people"),
        ("What was the temperature?", "It was minus 5 degrees.", "minus 5 degrees"),
        ("How much did the bridge cost?", "The bridge did not cost 12 million euros.", None),
        ("How much did the bridge cost?", "The bridge, which nobody liked, cost 12 million euros.", "12 million euros"),
        ("How much did the bridge cost?", "The bridge is 300 metres long and was expensive.", None),
        ("How much did the bridge cost?", "The bridge cost ¥300,000.", "¥300,000"),
        ("When did the bridge open?", "The bridge did not open until 3 May 2021.", "3 May 2021"),
        ("When did the bridge open?", "The bridge will not open on 3 May 2021.", None),
        ("When did the bridge open?", "The bridge opened after 1950.", None),
        ("When did the bridge open?", "The bridge opened on the night of 3 to 4 May 2021.", None),
        ("How tall is the tower?", "The tower has 40 floors.", None),
        ("How tall is the tower?", "The tower is 40 metres high.", "40 metres"),
        ("How long did the trial last?", "The trial heard 40 witnesses.", None),
        ("How old is the mayor?", "The mayor has been in office for 12 years.", None),
        ("How old is the mayor?", "The mayor, 54, resigned.", "54"),
        ("How old was the driver?", "The 54-year-old driver died.", "54-year-old"),
        ("How many people came?", "Half of the 300 people came.", None),
        ("How many ships passed?", "12 fewer ships passed than last year.", None),
        ("Who wrote the report?", "The report was published in London.", None),
        ("Where was the fire?", "The fire was put out by Ada Lind.", None),
        ("Where is the factory?", "The factory near Oslo belongs to its workers.", "Oslo"),
        ("Who beat Bo Ek?", "Bo Ek beat Ada Lind in the final.", None),
        ("Who beat Bo Ek?", "Bo Ek was beaten in the final by Ada Lind.", "Ada Lind"),
        ("Who beat Bo Ek?", "In the final Ada Lind beat Bo Ek.", "Ada Lind"),
        ("Who killed Bo Ek?", "Bo Ek was killed by Ada Lind.", "Ada Lind"),
        ("Who did Bo Ek beat?", "In the final Ada Lind beat Bo Ek.", None),
        ("Who did Bo Ek beat?", "Bo Ek beat Ada Lind in the final.", "Ada Lind"),
        ("How many people were hurt?", "The crash killed three people and injured several.", None),
        ("How many people were hurt?", "The crash injured 12 people and killed the driver.", "12 people"),
        ("How many people died?", "The fire claimed 12 lives.", "12 lives"),
        ("How many people were arrested?", "Three officers were hurt.", None),
        ("How many houses were destroyed?", "The storm damaged 200 houses.", None),
        ("How many houses were destroyed?", "In the fire 40 houses burned down.", "40 houses"),
        ("How many seats did Labour win?", "Labour lost 13 seats.", None),
        ("How many seats did Labour win?", "Labour took 13 seats.", "13 seats"),
        ("How many people voted?", "Some 300 people queued before the mayor voted.", None),
        ("How many people attended?", "A crowd of 300 people filled the square.", "300 people"),
        ("How much did it cost?", "The bridge will cost 40 million euros.", None),
        ("How much did it cost?", "The bridge is expected to cost 40 million euros.", None),
        ("How much did it cost?", "It cost 40 million euros and will open in spring.", "40 million euros"),
        ("How many kilos of moon rock did it bring?", "It brought 21 kg of moon rock and 3 tools.", "21 kg"),
        ("How many kg did it bring?", "It brought 21 kilograms and 3 tools.", "21 kilograms"),
        ("How many kilometres did they walk?", "They walked 30 km and sang 3 songs.", "30 km"),
        ("How many miles did they walk?", "They walked 30 km and sang 3 songs.", None),
        ("How many songs did they sing?", "They walked 30 km and sang.", None),
        ("How much will it cost?", "The bridge will cost 40 million euros.", "40 million euros"),
        ("How much was it expected to cost?", "It was expected to cost 40 million euros.", "40 million euros"),
        ("How much did he leave her?", "In his will he left her 40 million euros.", "40 million euros"),
        ("When did the bridge open?", "The bridge is due to open on 3 May 2021.", None),
        ("When does the bridge open?", "The bridge will open on 3 May 2021.", "3 May 2021"),
        ("How tall is the vent?", "The vent is 41 metres tall at a depth of 2,270 metres.", "41 metres"),
        ("How deep is the vent?", "The vent is 41 metres tall at a depth of some 2,270 metres.", "2,270 metres"),
        ("How tall is the vent?", "The vent lies at a depth of 2,270 metres.", None),
        ("How long did it bake?", "It baked at 180 degrees for 50 minutes.", "50 minutes"),
        ("How many people voted against it?", "The council voted against it by 24 votes to 23.", None),
        ("How much did Oslo pay to the damage fund?", "Oslo promised 100 million dollars.", "100 million dollars"),
        ("How much does it cost?", "A dose is to cost between two and four dollars.", None),
        ("How many died?", "A man of 67 died in Oslo.", None),
        ("How many died?", "Ann Lee, 67, died in Oslo.", None),
        ("How many died in the flood?", "The flood is known to have killed 38, and 17 were still missing.", "38"),
        ("How many were injured?", "Some 60,000 people use the buses each day.", None),
        ("How many seats did Labour win?", "Labour won 88 of 201 seats.", "88"),
        ("How much did the yard make?", "The yard, where 640 people work, was sold.", None),
        ("What is the population of Oslo?", "Oslo has a budget of 214 million pounds.", None),
        ("How many drivers are there?", "The drivers voted by 412 to 96 to go back.", None),
        ("How long did the strike last?", "Both sides left after two hours.", None),
        ("How long did the strike last?", "The strike ended after five days.", "five days"),
        ("How long did the strike last?", "It went on for five days.", "five days"),
        ("How many columns has the tower?", "The engineer had asked for 18 columns in the tower.", None),
        ("How many columns did he ask for?", "The engineer had asked for 18 columns in the tower.", "18 columns"),
        ("When did the tower sink?", "The tower sank after the tunnel was dug in 2019.", None),
        ("When did it land?", "It had been launched on 14 July and had circled the Moon.", None),
        ("When did it land?", "It had been launched on 14 July and landed on 23 August.", "23 August"),
        ("When was Ada Lind born?", "Ada Lind, a painter, died on 14 July.", None),
        ("When did the war end?", "It got to the Moon on 16 August and was to set down on 21 August.", None),
        ("When did the bridge close?", "The bridge was opened in 1932.", None),
        ("When did the show begin?", "The show opened on 14 July.", "14 July"),
        ("When did the mayor resign?", "Ruth Holm was elected in 2019.", None),
        ("When was the tunnel dug?", "The tower sank after the tunnel was dug in 2019.", "2019"),
        ("When did the tower sink?", "The tower sank in 2020, after the tunnel was dug in 2019.", "2020"),
    ],
)
def test_a_short_answer_is_read_off_only_where_there_is_one(question: str, sentence: str, short: str | None) -> None:
    span = short_answer(question, sentence)
    assert (sentence[slice(*span)] if span else None) == short


@pytest.mark.parametrize(
    ("question", "taken", "margin", "short"),
    [
        ("When did it land?", "on 3 May 2021", -1.0, "3 May 2021"),  # both say so
        ("When did it land?", "Ada Lind", 1.0, None),
        ("When did it land?", "Ada Lind", 3.0, "Ada Lind"),
        ("How did it land?", "softly", 3.0, "softly"),
        ("How did it land?", "softly", 1.0, None),
        ("Did it land softly?", "it", 3.0, None),  # says nothing alone
        ("Who landed before Lind?", "Ada Lind", 3.0, None),  # whom the question names itself
        ("Who is Bo Ek?", "Ada Lind", 3.0, None),
        ("When did it land?", "It rained", 3.0, None),  # in another sentence
    ],
)
def test_a_reader_confirms_the_short_answer_or_is_sure_of_its_own(
    question: str, taken: str, margin: float, short: str | None
) -> None:
    found = hit("Ada Lind landed it softly on 3 May 2021. It rained.", [0.9, 0.1])
    at = found.passage.text.index(taken)
    read = replace(found, reading=Reading(1.0, (-0.1, -3.0), (at, at + len(taken)), margin))
    (cited,) = compose(question, [read], ALWAYS).citations
    assert (found.article.text[slice(*cited.short)] if cited.short else None) == short


@pytest.mark.parametrize(
    ("question", "sentence", "taken", "believed"),
    [
        ("How many people were hurt?", "Yesterday 3 died and 12 were hurt.", "3", False),
        ("How many people were hurt?", "Yesterday 3 died and 12 were hurt.", "12", True),
        ("How many people were arrested?", "Police arrested a man after 12 officers were hurt.", "12 officers", False),
        ("Who won?", "It was won by the mayor.", "the mayor", False),
        ("Who won?", "It was won by the Prime Minister.", "the Prime Minister", False),
        ("Who won?", "It was won by the mayor of Oslo.", "the mayor of Oslo", True),
        ("Who won?", "It was won by two brothers.", "two brothers", True),
        ("Who won?", "It was won by the police.", "the police", True),
        ("Who won?", "It was won by Mayor Lind.", "Mayor Lind", True),
        ("Who won, the mayor or the governor?", "It was won by the mayor.", "the mayor", True),
        ("How long did it take?", "It will take some years.", "some years", False),
        ("When did Holm buy it?", "Holm, 59, bought it for £11,500 at half past 6.", "£11,500", False),
        ("When did Holm buy it?", "Holm, 59, bought it for £11,500 at half past 6.", "59", False),
        ("When did Holm buy it?", "Holm, 59, bought it for £11,500 at half past 6.", "half past 6", True),
        ("When did Holm buy it?", "Holm, 59, bought it 6 years later.", "6 years later", True),
        ("When did Holm resign?", "Holm resigned on Monday after six years.", "six years", False),
        ("When did Holm resign?", "Holm resigned six years after the fire.", "six years", True),
        ("How tall is it?", "It is 41 metres tall, at a depth of 90 metres.", "90 metres", False),
        ("How tall is it?", "It is 41 metres tall, at a depth of 90 metres.", "41 metres", True),
        ("How many voted for it?", "It was lost by 24 votes to 23.", "23", False),
        ("What was the result?", "It was lost by 24 votes to 23.", "24 votes to 23", True),
        (
            "What was the profit?",
            "It lost 12 euros, against a profit of 47 euros in the same period last year.",
            "47 euros",
            False,
        ),
        (
            "What was the profit?",
            "It lost 12 euros, against a profit of 47 euros in the same period last year.",
            "12 euros",
            True,
        ),
        ("What was the profit last year?", "It fell to 41 euros, from 50 euros last year.", "50 euros", True),
        ("How much did it earn?", "It earned 41 euros, up from 50 euros a year earlier.", "50 euros", False),
        ("How much did it earn?", "It earned 41 euros from sales last year.", "41 euros", True),
    ],
)
def test_a_reader_is_not_believed_that_answers_something_else(
    question: str, sentence: str, taken: str, believed: bool
) -> None:
    found = hit(sentence, [0.9])
    at = sentence.index(taken)
    read = replace(found, reading=Reading(1.0, (-0.1,), (at, at + len(taken)), 5.0))
    (cited,) = compose(question, [read], ALWAYS).citations
    assert (cited.short == (at, at + len(taken))) == believed


def test_a_reader_that_takes_the_winner_for_the_loser_is_not_believed() -> None:
    found = hit("In the final Ada Lind beat Bo Ek.", [0.9])
    at = found.passage.text.index("Ada Lind")
    read = replace(found, reading=Reading(1.0, (-0.1,), (at, at + len("Ada Lind")), 5.0))
    assert [cited.short for cited in compose("Who did Bo Ek beat?", [read], ALWAYS).citations] == [None]
    assert [cited.short for cited in compose("Who beat Bo Ek?", [read], ALWAYS).citations] == [
        (at, at + len("Ada Lind"))
    ]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many points did Karsund Athletic get?", None),
        ("How many points did Holm Rovers get?", "nine points"),
        ("How many points did the visitors get?", "nine points"),
    ],
)
def test_how_many_another_has_is_no_short_answer(question: str, short: str | None) -> None:
    text = "They beat Holm Rovers at home. Rovers ended with nine points."
    found = hit(text, [0.1, 0.9])
    start = text.index("Rovers ended")
    span = short_answer_in(question, found, start, len(text))
    assert (text[slice(*span)] if span else None) == short


def test_a_short_answer_lies_within_its_citation() -> None:
    found = hit("It rained. The lander set down on 23 August 2023.", [0.1, 0.9])
    (cited,) = compose("When did the lander set down?", [found], ALWAYS).citations
    assert cited.short and found.article.text[slice(*cited.short)] == "23 August 2023"
    with pytest.raises(ValueError, match="not within"):
        replace(cited, short=(0, 5))


def flood(text: str, score: float, day: int, rank: int) -> Hit:
    return hit(text, [score], article_id=f"a{rank}", rank=rank, published=date(2024, 5, day))


FIRST_COUNT = flood("The flood in Oslo killed at least 11 people, officials in the province of Viken said.", 0.9, 2, 1)
SECOND_COUNT = flood("The number of those killed by the flood in Oslo rose to 38, and 17 are missing.", 0.7, 4, 2)


def test_of_a_toll_that_was_told_anew_the_last_goes_first_and_the_others_stand_beside_it() -> None:
    answer = compose("How many people did the flood in Oslo kill?", [FIRST_COUNT, SECOND_COUNT], ALWAYS)
    assert [citation.article_id for citation in answer.citations] == ["a2", "a1"]
    assert [figure.text for figure in answer.disagreements[0].figures] == ["38", "11 people"]


def test_a_toll_is_quoted_though_a_sentence_without_one_answers_better() -> None:
    told = flood("A man of 67 died in the flood in Oslo.", 0.95, 3, 1)
    answer = compose("How many died in the flood in Oslo?", [told, replace(SECOND_COUNT, score=0.2)], ALWAYS)
    assert answer.citations[0].article_id == "a2"


def test_what_a_thing_costs_is_no_toll() -> None:
    hits = [
        flood("The bridge in Oslo cost 11 million pounds.", 0.9, 2, 1),
        flood("The bridge in Oslo cost 38 million pounds.", 0.8, 4, 2),
    ]
    assert compose("How much did the bridge in Oslo cost?", hits, ALWAYS).citations[0].article_id == "a1"
