"""The short answer in a cited sentence: what is read off, what a reader says of it, and what is none."""

from dataclasses import replace

import pytest

from index.records import Reading
from qa.composing import compose
from qa.in_full import in_full
from qa.only_figure import is_difference
from qa.short_answers import short_answer, short_answer_in
from tests.test_answering import ALWAYS, hit


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
        ("What was the date of the Vik verdict?", "The verdict was given on 10 May 2024.", "10 May 2024"),
        ("What was the date of the Vik verdict?", "He was accused of theft in April 2016.", None),
        ("What was the date of birth of Ann Lee?", "Ann Lee was born on 3 May 1950.", "3 May 1950"),
        ("What was the day of the battle of Vik?", "The battle was fought on 10 May 1824.", "10 May 1824"),
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
        ("How old is the mayor?", "Ann Lee polled 1,204 votes to 1,143 for the mayor.", None),
        ("Who resigned?", "The mayor, Ann Lee, apologised and offered to resign.", None),
        ("When did Ambrose Fell die?", "He married in 1991; Teruko Sato, a botanist, died in 2017.", None),
        ("When did the dam break?", "The dam, which was built in 1968, gave way at about 3.20 a.m.", None),
        ("When was the dam built?", "The dam, which was built in 1968, gave way at about 3.20 a.m.", "1968"),
        ("Who is the chairman of Corvane?", "“No,” said Ann Lee, the chairman of Halden.", None),
        ("How old is the mayor?", "The mayor has been in office for 12 years.", None),
        ("How hot was it?", "It reached 19C, four degrees warmer than last year.", "19C"),
        ("How many people died?", "Two more people have died, bringing the number of dead to seven.", "seven"),
        ("How long is the film?", "The film was shot in 31 days.", None),
        ("When did Ada Lind die?", "Ada Lind came to Oslo in 1991 to join her husband.", None),
        ("When will the yard close?", "OSLO, Dec 9 - The yard will close by the end of next June.", None),
        ("When will the yard close?", "OSLO, Dec 9 (Meridian Wire) – The yard will close on 3 June.", "3 June"),
        ("How long was the outage?", "He resigned three weeks after the outage.", None),
        ("How long was the outage?", "It went on for three hours after the storm.", "three hours"),
        ("How long was a nap?", "They slept at least four days a week.", None),
        ("How many staff has it in Oslo?", "It has 7,400 staff, 2,900 of them in Oslo.", "2,900"),
        ("How many staff has it?", "It has 7,400 staff, 2,900 of them in Oslo.", "7,400 staff"),
        ("For how many years is it safe?", "The pledge was extended from two years to three.", "three"),
        ("How much is the fare?", "The fare went up to £3 from £2 in May.", "£3"),
        ("How much was the fare before?", "The fare went up to £3 from £2 in May.", "£2"),
        ("How much was the fare in 2019?", "The fare went up to £3 in 2021 from £2 in 2019.", "£2"),
        (
            "How many payments failed?",
            "In all 44 million payments failed, not 31 million as first thought.",
            "44 million payments",
        ),
        (
            "How much will it make in 2026?",
            "It will make £4 million this year, but in 2026 it will make £5 million.",
            "£5 million",
        ),
        ("How many readers has it?", "It gained 40,000 readers in May and had 300,000 at the end of it.", "300,000"),
        ("How many card payments failed?", "Some 31 million card payments failed.", "31 million card payments"),
        ("When will it end?", "It will end in the fourth quarter of 2026.", "fourth quarter of 2026"),
        ("Who scored the winner?", "He drove in the winner from a corner by Theo Lund.", None),
        ("Who founded Tremor?", "She founded Tremor a year later with Idris Cole.", None),
        ("How long was the outage?", "It was the third outage in 14 months.", None),
        ("How long did the outage last?", "The network was down for seven hours.", "seven hours"),
        ("What was the average temperature of the sea?", "It held 419 parts of salt in a million.", None),
        ("How cold was the ground?", "The probe stands at 69 degrees south.", None),
        ("How cold was the ground?", "The ground was at 12 degrees that day.", "12 degrees"),
        ("total distance flown by the kite", "The kite weighs 1.8 kilograms.", None),
        ("What share of the votes had Ann Lee?", "Ann Lee had 4,100 votes.", None),
        ("What share of the votes had Ann Lee?", "Ann Lee had 41 per cent of them.", "41 per cent"),
        ("How many deaths were there?", "The rate came to 120 deaths for every 100,000 people.", None),
        ("Who had more seats, the Greens or the Liberals?", "The Greens had 12, and Oslo was theirs.", None),
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
        ("How many people died?", "He lives with 3 people in Oslo.", None),
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
    assert (sentence[slice(*in_full(question, sentence, span))] if span else None) == short


@pytest.mark.parametrize(
    ("question", "taken", "margin", "short"),
    [
        ("When did it land?", "on 3 May 2021", -1.0, "3 May 2021"),  # both say so
        ("When did it land?", "Ada Lind", 1.0, None),
        ("When did it land?", "Ada Lind", 3.0, None),  # beside its day
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
        ("When did Bo Ek die?", "Bo Ek, who in 1979 led the yard, died on 24 March.", "1979", False),
        ("When did Bo Ek die?", "Bo Ek, who in 1979 led the yard, died on 24 March.", "24 March", True),
        ("How many people died?", "Two more people have died, of whom one drowned.", "Two more people", False),
        ("How many seats did Labour win?", "The Greens took 19 of the 37 seats.", "19", False),
        ("What gene does the drug block?", "The drug, corvax, blocks a gene called K9.", "corvax", False),
        ("What gene does the drug block?", "The drug, corvax, blocks a gene called K9.", "K9", True),
        ("Which gene does the drug block?", "K9 is the gene that the drug blocks.", "K9", True),
        ("Which countries signed it?", "Iran's President Ada Lind signed it.", "President Ada Lind", False),
        ("Which countries signed it?", "Iran, Norway and Chad signed it.", "Iran, Norway and Chad", True),
        ("What share will it have?", "It takes in four large countries.", "four large", False),
        ("What share will it have?", "It will have a third of all trade.", "a third", True),
        ("How many deaths did they find?", "They found 84 per cent more of them.", "84 per cent", False),
        ("How many came to the feast?", "They came from the whole valley.", "the whole valley", False),
        ("Who counted more, the paper or the city?", "There were ten Covid-19 deaths for one.", "Covid-19", False),
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


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("How much was the depot valued at?", True),
        ("By how much less than its value was the depot sold?", False),
        ("How much more did the council expect for the depot?", False),
    ],
)
def test_a_difference_is_no_amount_unless_it_is_asked_for(question: str, difference: bool) -> None:
    sentence = "The depot was sold for £640,000 less than its valuation."
    start = sentence.index("£")
    assert is_difference(question, sentence, (start, start + 8)) is difference


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What was the turnout in Holm?", "41%"),  # the title says it
        ("What was the Norwegian turnout?", "41%"),  # the sentence before says of where
        ("What was the turnout in Vik?", None),
        ("what was the turnout in vik", "41%"),  # any word may look like a name there
    ],
)
def test_a_number_is_not_that_of_a_place_which_nothing_near_it_names(question: str, short: str | None) -> None:
    found = hit("All of Norway voted. Turnout was 41%. Vik votes in May.", [0.1, 0.9, 0.1], title="Holm votes")
    (cited,) = compose(question, [found], ALWAYS).citations[:1]
    assert (cited.short_text if cited.short else None) == short


def test_a_reason_has_no_short_answer() -> None:
    text = "Glitter is banned because a survey by the harbour authority found it in mussels."
    start = text.index("a survey")
    read = hit(text, [0.9])
    read = replace(read, reading=Reading(5.0, (-0.1,), (start, start + 31), 9.0))
    assert short_answer_in("Why is glitter banned?", read, 0, len(text)) is None
    assert short_answer_in("What found glitter in mussels?", read, 0, len(text)) is not None


def test_a_sign_among_the_capitals_is_nobodys_name() -> None:
    assert short_answer("Who won the relay?", "They won the 4 × 100 metres relay.") is None


def test_a_short_answer_lies_within_its_citation() -> None:
    found = hit("It rained. The lander set down on 23 August 2023.", [0.1, 0.9])
    (cited,) = compose("When did the lander set down?", [found], ALWAYS).citations
    assert cited.short and found.article.text[slice(*cited.short)] == "23 August 2023"
    with pytest.raises(ValueError, match="not within"):
        replace(cited, short=(0, 5))
