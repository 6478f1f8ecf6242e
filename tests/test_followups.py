"""Follow-up questions: each case is one exchange, what is asked next, and how it reads alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.english.tagging import words_of
from qa.english.words import Tag
from qa.followups import resolve
from qa.followups.pronouns import Change, applied
from qa.records import Turn

MUSEUM = Turn("How many people visited the Tram Museum in 2021?", "The museum counted 81,200 visitors in 2021. [1]")
PAINTER = Turn("Who painted The Grey Door?", "Ilse Vandermeer painted it in Utrecht in 1931, when she was 24. [1]")
JOINED = Turn(
    "When did Norway join the Baltic Pact?", "Norway joined the Baltic Pact on 4 April 1998. [1] It was in Oslo. [2]"
)
SMALL = Turn("when did norway join the baltic pact", "Norway joined the Baltic Pact on 4 April 1998. [1]")
BRIDGE = Turn("Where was the Corin Bridge built?", "The Corin Bridge was built in Belfast. [1]")
ISLAND = Turn("Where is Saint-Orens?", "Saint-Orens lies off the coast of Brittany. [1]")
PROBE = Turn("When did a probe first land on Titan?", "Marlin landed on Titan on 3 May 2031, after seven years. [1]")
QUAKE = Turn("When did the first earthquake hit Lisbon?", "It came at 04:17, with a magnitude of 6.1. [1]")
FILM = Turn("Which film won the Golden Otter in 2019?", '"Salt Roads" won the Golden Otter in 2019. [1]')
DEAL = Turn("How much did Nordwind pay for Tallis?", "Nordwind paid 69 million euros for Tallis Foods. [1]")
VOTE = Turn("How did the Hungarian parliament vote on the treaty?", "It voted by 188 to six. [1]")
LEADERS = Turn("Who founded the Harbour Fund?", "Maren Holt and Pieter Vos founded the fund in 1988. [1]")
CAPITAL = Turn("What is the capital of Australia?", "Canberra is the capital of Australia. [1]")


def check(turn: Turn, question: str, expected: str) -> None:
    assert resolve(question, [turn]) == expected


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (PAINTER, "when was she born?", "when was Ilse Vandermeer born?"),
        (PAINTER, "what is her husband called?", "what is Ilse Vandermeer's husband called?"),
        (PAINTER, "What about her husband?", "what about Ilse Vandermeer's husband?"),
        (PAINTER, "who taught her?", "who taught Ilse Vandermeer?"),
        (PAINTER, "where is it now?", "where is the Grey Door now?"),
        (BRIDGE, "how long is it?", "how long is the Corin Bridge?"),
        (BRIDGE, "how many people live there?", "how many people live in Belfast?"),
        (BRIDGE, "how do I get there?", "how do I get to Belfast?"),
        (ISLAND, "how do I get there?", "how do I get to Saint-Orens?"),
        (ISLAND, "who lives there?", "who lives in Saint-Orens?"),
        (BRIDGE, "where's it from and what's its colour?", "where's the Corin Bridge from and what's its colour?"),
        (JOINED, "how long is its border with Russia?", "how long is Norway's border with Russia?"),
        (LEADERS, "where do they live?", "where do Maren Holt and Pieter Vos live?"),
        (CAPITAL, "how many people live there?", "how many people live in Canberra?"),
        (PROBE, "how long did it last?", "how long did Marlin last?"),
        (SMALL, "how many soldiers does it have", "how many soldiers does Norway have"),
    ],
)
def test_a_pronoun_is_replaced_by_what_it_stands_for(turn: Turn, question: str, expected: str) -> None:
    check(turn, question, expected)


@pytest.mark.parametrize(
    "question",
    [
        "Is Mars larger than its moons?",
        "When the Volga froze, how thick was it?",
        "Who lost his seat in the election of 2011?",
        "After she left Malta, whom did Anna Borg marry?",
        "How many stars are there in the Milky Way?",
        "Is it true that Peru has glaciers?",
        "How long does it take to fly to Peru?",
        "What did the mayor of Ghent say that annoyed so many people?",
        "Why was the Olympic final not held in Rome itself?",
        "What is the longest tunnel and how many lanes does it carry?",
        "How tall is the Eiffel Tower and who designed it?",
        "Why did Tesla leave his job at Edison?",
        "When did Greenland sign a treaty granting them a special status?",
        "How far is it from Ghent to Bruges?",
        "What would it cost the world to stay below two degrees?",
        "How long does it take for the vaccine to protect?",
        "What does it mean when the barometer falls?",
        "When does it get dark in Oslo?",
        "How do they choose the teams of the World Cup?",
        "Why was it so hard for the engineers to mend the outage?",
        "In which year was it confirmed that Pluto has moons?",
        "Who had Kublai wanted to succeed him?",
        "What goal do the strikers have who block the harbour of Ghent?",
        "How does the toll of a bridge compare to that of a tunnel?",
        "How many lost their homes?",
        "Who led the works before he died?",
        "How many oyster growers lost a season?",
    ],
)
def test_a_pronoun_that_its_own_question_explains_is_left_alone(question: str) -> None:
    assert resolve(question, [PAINTER]) == question


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (MUSEUM, "and in 2022?", "How many people visited the Tram Museum in 2022?"),
        (MUSEUM, "and last year?", "How many people visited the Tram Museum last year?"),
        (JOINED, "and two years ago?", "When did Norway join the Baltic Pact two years ago?"),
        (JOINED, "and denmark and sweden?", "When did Denmark and Sweden join the Baltic Pact?"),
        (MUSEUM, "2022?", "How many people visited the Tram Museum in 2022?"),
        (MUSEUM, "and three years later?", "How many people visited the Tram Museum in 2024?"),
        (MUSEUM, "the year before in Ghent?", "How many people visited the Tram Museum in 2020 in Ghent?"),
        (JOINED, "what about Sweden?", "When did Sweden join the Baltic Pact?"),
        (JOINED, "And Sweden?", "When did Sweden join the Baltic Pact?"),
        (SMALL, "what about sweden", "when did Sweden join the Baltic Pact"),
        (PAINTER, "and The Red Door?", "Who painted The Red Door?"),
        (CAPITAL, "and of New Zealand?", "What is the capital of New Zealand?"),
        (VOTE, "what about the turkish one?", "How did the Turkish parliament vote on the treaty?"),
        (QUAKE, "and the second earthquake?", "When did the second earthquake hit Lisbon?"),
        (QUAKE, "and the second one?", "When did the second earthquake hit Lisbon?"),
        (QUAKE, "and the second?", "When did the second earthquake hit Lisbon?"),
        (
            Turn("What did it earn in the first quarter?", "A million."),
            "and in the second?",
            "What did it earn in the second quarter?",
        ),
        (Turn("how many died (the flood)?", "Two. [1]"), "and in Ghent?", "how many died in Ghent (the flood)?"),
        (Turn("how many died (the flood)?", "Two. [1]"), "and last year?", "how many died last year (the flood)?"),
        (FILM, "and the one in 2020?", "Which film won the Golden Otter in 2020?"),
        (DEAL, "and for Ostrava Glass?", "How much did Nordwind pay for Ostrava Glass?"),
        (
            Turn("Who holds the men's marathon record?", "Abel Tesfaye."),
            "and the women's?",
            "Who holds the women's marathon record?",
        ),
        (
            Turn("Who became president of Argentina in 2023?", "Javier Milei did. [1]"),
            "What about Brazil?",
            "Who became president of Brazil in 2023?",
        ),
        (Turn("What causes hay fever?", "Pollen does."), "No, I meant in dogs.", "What causes hay fever in dogs?"),
    ],
)
def test_a_fragment_takes_its_place_in_the_question_before(turn: Turn, question: str, expected: str) -> None:
    check(turn, question, expected)


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (JOINED, "why?", "why did Norway join the Baltic Pact?"),
        (JOINED, "And how?", "how did Norway join the Baltic Pact?"),
        (Turn("Did the strike end in May?", "Yes."), "when exactly?", "when exactly did the strike end in May?"),
        (BRIDGE, "by whom?", "by whom was the Corin Bridge built?"),
        (LEADERS, "who else?", "Who else founded the Harbour Fund?"),
        (LEADERS, "and anyone else?", "Who else founded the Harbour Fund?"),
        (PAINTER, "why?", "why was it that Ilse Vandermeer painted The Grey Door?"),
        (Turn("Is Bo Hale still in Ghent?", "No."), "Why not?", "Why is Bo Hale not still in Ghent?"),
        (Turn("Is it open?", "No."), "and why not?", "why is it not open?"),
        (JOINED, "why not?", "why did Norway not join the Baltic Pact?"),
        (
            Turn("Which towns were invited to join the league?", "Ghent and Bruges."),
            "since when?",
            "since when were the towns invited to join the league?",
        ),
    ],
)
def test_a_bare_question_word_asks_the_clause_before_again(turn: Turn, question: str, expected: str) -> None:
    check(turn, question, expected)


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (DEAL, "when was that deal announced?", "when was that deal announced (Nordwind, Tallis)?"),
        (DEAL, "who is the boss?", "who is the boss (Nordwind, Tallis)?"),
        (DEAL, "why did that happen?", "why did that happen (Nordwind, Tallis)?"),
        (JOINED, "did Denmark join too?", "did Denmark join too (Norway, the Baltic Pact)?"),
        (JOINED, "who was president then?", "who was president on 4 April 1998 (Norway, the Baltic Pact)?"),
        (JOINED, "Which country joined next?", "Which country joined next (Norway, the Baltic Pact)?"),
        (BRIDGE, "how many workers died?", "how many workers died (the Corin Bridge)?"),
        (BRIDGE, "Were there any accidents?", "Were there any accidents (the Corin Bridge)?"),
        (BRIDGE, "what about the tunnel?", "what about the tunnel (the Corin Bridge)?"),
        (FILM, "which one won the year after?", 'which film won the year after ("Salt Roads", the Golden Otter)?'),
    ],
)
def test_what_cannot_be_written_into_the_sentence_follows_in_brackets(turn: Turn, question: str, expected: str) -> None:
    check(turn, question, expected)


def test_a_noun_cut_short_is_said_in_full() -> None:
    turn = Turn("Who led the Salt March Movement?", "Devi Rao led it from 1930. [1]")
    check(turn, "why did the movement fail?", "why did the Salt March Movement fail?")
    check(turn, "What did Rao write?", "What did Devi Rao write?")


@pytest.mark.parametrize("question", ["tell me more", "More details please.", "and what else?", "Go on"])
def test_a_plea_for_more_names_the_topic(question: str) -> None:
    assert resolve(question, [BRIDGE]) == "Tell me more about the Corin Bridge"


@pytest.mark.parametrize(
    "question",
    [
        "How high is Everest?",
        "how high is everest",
        "Who wrote the constitution of Peru?",
        "when did the berlin wall come down",
        "which athletes shared a gold medal in tokyo",
        "What is the distance between the Earth and the Moon?",
        "Changing the subject, how does it work?",
    ],
)
def test_a_change_of_topic_stands_alone(question: str) -> None:
    assert resolve(question, [JOINED]) == question


@pytest.mark.parametrize("question", ["why?", "and in 2022?", "when was she born?", "tell me more"])
def test_without_a_history_a_question_stays_as_it_is(question: str) -> None:
    assert resolve(question, []) == question


def test_a_pronoun_points_through_earlier_follow_ups() -> None:
    history = [PAINTER, Turn("when did she die?", "She died in 1988. [1]")]
    assert resolve("where was she buried?", history) == "where was Ilse Vandermeer buried?"


def test_the_answer_that_names_what_was_asked_for_outranks_the_question() -> None:
    turn = Turn("Who was foreign minister when Tomas Berg phoned?", "Lena Aune was foreign minister then. [1]")
    assert resolve("how old was she?", [turn]) == "how old was Lena Aune?"


def test_a_score_is_no_part_of_the_name_before_it() -> None:
    turn = Turn("Which club did Norport United beat?", "Norport United beat Holmby Rovers 3-1 on Sunday. [1]")
    assert resolve("Is it old?", [turn]) == "Is Holmby Rovers old?"


def test_what_was_said_led_nothing_and_what_is_paid_is_not_asked_again() -> None:
    led = Turn("Who led the strike?", "“We are not asking for the moon,” said the secretary, Dean Okoro.")
    assert resolve("when?", [led]) == "when was it that Dean Okoro led the strike?"
    assert "will the pier cost" not in resolve("when?", [Turn("How much will the pier cost?", "It will cost £11m.")])


def test_the_who_is_a_name_and_who_is_none() -> None:
    turn = Turn("When did the WHO end the alarm?", "On 5 May. [1]")
    assert resolve("who is its head?", [turn]) == "who is the WHO's head?"


def test_the_second_varies_the_latest_question_with_an_ordinal() -> None:
    history = [QUAKE, Turn("how old is Lisbon?", "It was founded in 1240. [1]")]
    assert resolve("and the second?", history) == "When did the second earthquake hit Lisbon?"


def test_the_old_one_is_not_the_new_one() -> None:
    turn = Turn("who designed the new cockerel?", "The architect designed it. [1]")
    assert resolve("what became of the old one?", [turn]) == "what became of the old cockerel?"


def test_a_topic_without_a_name_is_named_as_before_where_the_article_is_the_same() -> None:
    named = Turn("What did the Marlin block?", "It blocked the canal. [1]", ("A ship aground",))
    nameless = Turn("how much did the canal authority want?", "A million. [1]", ("A ship aground",))
    assert resolve("who is the owner?", [named, nameless]) == "who is the owner (the canal authority, the Marlin)?"
    elsewhere = Turn(nameless.question, nameless.answer, ("Another canal",))
    assert resolve("who is the owner?", [named, elsewhere]) == "who is the owner (the canal authority)?"


def test_names_typed_small_take_the_capitals_of_the_article_titles() -> None:
    turn = Turn("who built the corin bridge", "Work took nine years. [1]", ("Corin Bridge",))
    assert resolve("how long is it?", [turn]) == "how long is the Corin Bridge?"


TIMED = Turn(
    "How long was the Corin Bridge shut?", "The bridge was shut for nine weeks. [1]", ("Nine weeks without a bridge",)
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who wrote it?", "who wrote “Nine weeks without a bridge”?"),
        ("When was it published?", "When was “Nine weeks without a bridge” published?"),
        ("and who published that?", "and who published “Nine weeks without a bridge”?"),
        ("what else does the article say?", "what else does “Nine weeks without a bridge” say?"),
        ("which paper was that in?", "which paper was “Nine weeks without a bridge” in?"),
        ("who designed it?", "who designed the Corin Bridge?"),
        ("who built that?", "who built that (the Corin Bridge)?"),
    ],
)
def test_what_is_asked_of_an_article_names_the_one_that_was_quoted(question: str, expected: str) -> None:
    check(TIMED, question, expected)


def test_who_wrote_it_after_a_book_asks_of_the_book() -> None:
    turn = Turn("Which novel won the prize in 2019?", '"Salt Roads" won it in 2019. [1]', ("The year in books",))
    check(turn, "who wrote it?", 'who wrote "Salt Roads"?')


def test_thanks_before_a_follow_up_are_not_searched_for() -> None:
    assert resolve("Thanks for that. How long is it?", [BRIDGE]) == "How long is the Corin Bridge?"


def test_an_answer_that_found_nothing_is_nothing_to_point_back_to() -> None:
    turn = Turn("Who painted The Grey Door?", "The articles do not answer this. The nearest passages are shown.")
    assert resolve("how big is it?", [turn]) == "how big is the Grey Door?"


texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
PIECES = "and what about the second one it his there then why who Anna Holt 2021 in Peru's , ? . that"
pieces = st.lists(st.sampled_from(PIECES.split()), max_size=9).map(" ".join)


@settings(max_examples=200)
@given(st.one_of(texts, pieces), st.lists(st.tuples(st.one_of(texts, pieces), texts), max_size=3))
def test_any_text_resolves_the_same_way_twice_and_to_no_less(question: str, turns: list[tuple[str, str]]) -> None:
    history = [Turn(q, a) for q, a in turns]
    resolved = resolve(question, history)
    assert resolved == resolve(question, history)
    assert bool(resolved.strip()) == bool(question.strip())


@settings(max_examples=200)
@given(st.one_of(texts, pieces))
def test_words_lie_where_they_say_and_in_order(text: str) -> None:
    words = words_of(text)
    assert all(text[w.start : w.end] == w.text for w in words)
    assert [w.start for w in words] == sorted({w.start for w in words})


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True), st.text(max_size=5))
def test_changes_made_together_equal_changes_made_one_by_one(cuts: list[int], new: str) -> None:
    text = "the quick brown fox jumps over it"
    edges = sorted(cuts)
    changes = [Change(a, b, new) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    slow, shift = text, 0
    for change in changes:
        slow = slow[: change.start + shift] + new + slow[change.end + shift :]
        shift += len(new) - (change.end - change.start)
    assert applied(text, changes) == slow


def test_a_word_that_can_be_noun_or_verb_is_what_its_place_makes_it() -> None:
    tags = {w.text: w.tag for w in words_of("Who holds the world record?")}
    assert (tags["holds"], tags["record"]) == (Tag.VERB, Tag.NOUN)
    assert {w.text: w.tag for w in words_of("How does the all star game work?")}["work"] is Tag.VERB


def test_the_cost_of_a_history_grows_no_faster_than_its_length() -> None:
    def cost(times: int) -> float:
        history = [Turn(t.question, t.answer * times) for t in (MUSEUM, PAINTER, JOINED, BRIDGE, DEAL, VOTE)]
        started = time.process_time()
        for _ in range(10):
            resolve("how many people lived there then?", history)
        return time.process_time() - started

    cost(1)  # what is made once
    assert cost(20) < 10 * cost(5)  # measured: 2; in proportion to the square it would be 16


def test_what_is_no_country_takes_no_countrys_place_before_its_president() -> None:
    turn = Turn("Who became president of Argentina in 2023?", "Javier Milei did. [1]")
    check(turn, "What about Notre-Dame?", "What about Notre-Dame?")


def test_a_noun_of_every_day_takes_no_names_place() -> None:
    turn = Turn("How many seats did the Greens win?", "The Greens won 32 seats. [1]")
    check(turn, "What about turnout?", "what about turnout (the Greens, seats)?")
