import pytest

from index.records import Hit
from qa.abstain import Calibration, Decision
from qa.composing import compose
from qa.evidence import MAX_QUOTES, Part, choose_quotes
from qa.parts import parts_of
from tests.test_answering import ALWAYS, hit


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Where was Ida Holm born, and when did she die?",
            ("Where was Ida Holm born", "when did Ida Holm die"),
        ),
        (
            "How many boats came in, and within how many days did they leave?",
            ("How many boats came in", "within how many days did they leave (boats)"),
        ),
        ("compare the cost of the old bridge and the new tunnel", ("the cost of the old bridge", "the cost of the new tunnel")),
        ("Compare the views of Ada Lind and Bo Ek on Holm.", ("the views of Ada Lind on Holm", "the views of Bo Ek on Holm")),
        ("What is the difference between a barque and a brig?", ("a barque", "a brig")),
        (
            "On what days did Finland and Sweden join NATO?",
            ("On what days did Finland join NATO?", "On what days did Sweden join NATO?"),
        ),
        ("Who is older, Ida B. Holm or Bo Ek?", ("Who is older, Ida B. Holm?", "Who is older, Bo Ek?")),
        ("Who won the cup in 2018 and 2022?", ("Who won the cup in 2018?", "Who won the cup in 2022?")),
        ("Who won in Russia and in Qatar?", ("Who won in Russia?", "Who won in Qatar?")),
    ],
)  # fmt: skip
def test_a_question_that_asks_several_things_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "When did the bridge reopen?",
        "What was agreed between Beijing and Tehran?",
        "Which year and which place was it?",
        "Why were cod and herring put off?",
        "Who came and went?",
        "蒙古的首都是什么？",
    ],
)
def test_a_question_that_asks_one_thing_has_no_parts(question: str) -> None:
    assert parts_of(question) == ()


BRIDGE = hit("The bridge cost 40 million. It rained. Nobody came.", [0.9, 0.85, 0.84], article_id="bridge")
TUNNEL = hit("The tunnel cost 90 million.", [0.3], article_id="tunnel", rank=2)
OF_BRIDGE, OF_TUNNEL = Part("the cost of the bridge", [BRIDGE]), Part("the cost of the tunnel", [TUNNEL])


def quoted(*parts: Part, hits: list[Hit] | None = None) -> list[str]:
    found = [BRIDGE, TUNNEL] if hits is None else hits
    return [quote.sentence.text for quote in choose_quotes("compare their cost", found, parts=parts)]


def test_the_best_sentence_of_each_part_is_quoted_and_none_twice() -> None:
    assert "The tunnel cost 90 million." not in quoted()
    assert quoted(OF_BRIDGE, OF_TUNNEL) == [*quoted(), "The tunnel cost 90 million."]


def test_a_part_takes_the_place_of_the_last_quote_where_there_are_too_many() -> None:
    many = hit(" ".join(f"Ship {n} sank off cape {n}." for n in range(9)), [0.9] * 9)
    alone = quoted(hits=[many])
    assert len(alone) == MAX_QUOTES
    assert quoted(OF_TUNNEL, hits=[many]) == [*alone[:-1], "The tunnel cost 90 million."]


def test_a_hit_that_only_a_part_has_is_consulted_and_cited() -> None:
    answer = compose("compare their cost", [BRIDGE], ALWAYS, 1, parts=[OF_BRIDGE, OF_TUNNEL])
    assert "tunnel" in {citation.article_id for citation in answer.citations}
    assert [(one.article.id, one.rank) for one in answer.consulted] == [("bridge", 1), ("tunnel", 2)]


def test_a_part_that_the_articles_do_not_answer_is_not_quoted_and_that_is_said() -> None:
    one = Calibration({"best_sentence_similarity": 20.0}, -10.0, 0.5)
    by_similarity = Decision(one, one)
    answer = compose("compare their cost", [BRIDGE], by_similarity, parts=[OF_BRIDGE, OF_TUNNEL])
    assert {citation.article_id for citation in answer.citations} == {"bridge"}
    assert answer.lead == "The articles do not answer: “the cost of the tunnel”."


def test_half_of_a_name_is_no_part_that_the_articles_do_not_answer() -> None:
    question = "When did Harland and Wolff close?"
    firm = hit("The yard of Harland and Wolff closed in 1961.", [0.9], article_id="a1")
    never = Part("When did Wolff close?", [])
    answer = compose(question, [firm], ALWAYS, parts=[Part("When did Harland close?", [firm]), never])
    assert answer.answered and answer.lead == ""
    other = "When did Harland and Wolff close, and who bought it?"
    assert "who bought" in compose(other, [firm], ALWAYS, parts=[Part("who bought it", [])]).lead


def test_each_part_has_its_short_answer() -> None:
    found = hit("The flood left 17 missing. More than 9,000 people are in shelters.", [0.9, 0.9])
    parts = [Part("How many people were missing", [found]), Part("how many were in shelters", [found])]
    answer = compose("How many people were missing, and how many were in shelters?", [found], ALWAYS, parts=parts)
    shorts = {found.article.text[slice(*one.short)] for one in answer.citations if one.short}
    assert shorts == {"17", "More than 9,000 people"}
