"""What the bench of follow-ups counts: conversations in halves, and what is added to questions that stand alone."""

from bench.followups import halves, needless
from qa.evaluation.records import Question
from qa.records import Turn


def follow_up(name: str, opening: str) -> Question:
    return Question(
        name,
        "How long is it?",
        article_ids=("a",),
        answerable=True,
        history=(Turn(opening, "Yes."),),
        rewrite="How long?",
    )


def test_a_conversation_is_in_one_half_and_only_its_follow_ups_count() -> None:
    opening = Question("o", "One?", article_ids=("a",), answerable=True)
    asked = [opening, follow_up("1", "One?"), follow_up("2", "Two?"), follow_up("3", "One?"), follow_up("4", "Three?")]
    assert {half: [one.id for one in of] for half, of in halves(asked).items()} == {
        "even": ["1", "3", "4"],
        "odd": ["2"],
    }


def test_a_question_is_asked_after_one_on_other_articles_only() -> None:
    bridge = Question("b", "Where was the Corin Bridge built?", article_ids=("bridge",))
    dam = Question("d", "How long is the dam of Ghent?", article_ids=("dam",))
    lake = Question("l", "how big is it?", article_ids=("lake",))
    same = Question("s", "Who built the Corin Bridge?", article_ids=("bridge",))
    pairs = list(needless([bridge, dam, lake, same], lambda question: "It is. [1]"))
    assert all({"Corin Bridge" in before, "Corin Bridge" in asked} != {True} for before, asked, _ in pairs)
    assert all((asked == written) == (asked != "how big is it?") for _, asked, written in pairs)
