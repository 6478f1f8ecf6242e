"""Who said a quotation, read off beside it or before it, and nobody where it is not sure."""

import time
from dataclasses import replace

import pytest

from index.records import Article, Passage
from qa.composing import compose
from qa.people.speakers import speaker_of
from tests.test_answering import ALWAYS, hit

QUOTED = "We tried it all"


def named(text: str, quotation: str = QUOTED) -> tuple[str, str] | None:
    """The name of whoever says it and the sentence that has the name."""
    at = text.index(quotation)
    found = speaker_of(Article("a", "A", text), at, at + len(quotation))
    return (text[slice(*found.name)], text[slice(*found.sentence)]) if found else None


def name_in(text: str) -> str | None:
    found = named(text)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We tried it all,” said the festival's director, Hal Morrow.", "Hal Morrow"),
        ('"We tried it all," Farrant said.', "Farrant"),
        ("“We tried it all,” said Dr. J. K. Farrant, of Lund.", "Dr. J. K. Farrant"),
        ("“We tried it all,” said club captain Ann Lee.", "Ann Lee"),
        ("“We tried it all,” the mayor of Oslo, Ann Lee, told Reuters.", "Ann Lee"),
        ("“We tried it all,” Lee, 19, said.", "Lee"),
        ('Ann Lee, the mayor, said: "We tried it all."', "Ann Lee"),
        ('The mayor, Ann Lee, said: "We tried it all."', "Ann Lee"),
        ('Ann Lee told the Herald: "We tried it all."', "Ann Lee"),
        ("Yesterday Ann Lee said that “We tried it all”.", "Ann Lee"),
        ("According to Ann Lee, “We tried it all”.", "Ann Lee"),
        ("Ann Lee, who runs the pool, called it a case of “We tried it all”.", "Ann Lee"),
        ("Bo Ek said that Ann Lee, the mayor, had told him: “We tried it all.”", "Ann Lee"),
        ("The court heard from Ann Lee, Bo Ek's deputy, who said: “We tried it all.”", "Ann Lee"),
        ("“No,” said Ann Lee, who lives in Oslo, “We tried it all.”", "Ann Lee"),
        ("“We tried it all. It was late,” said Ann Lee.", "Ann Lee"),
        ("“It is over. We tried it all,” Ann Lee said Monday.", "Ann Lee"),
        ("When Ann Lee resigned, she said: “We tried it all.”", "Ann Lee"),
        ("Ann Lee said We tried it all.", "Ann Lee"),  # not in quotation marks
        ("“We tried it all?” she asked Ann Lee.", None),
        ("“We tried it all,” a spokeswoman for Tesla said.", None),
        ("“We tried it all,” the mayor of Oslo said.", None),
        ("The mayor of Oslo said: “We tried it all.”", None),
        ("A spokesman for the mayor, Ann Lee, said: “We tried it all.”", None),
        ("Bo Ek and Ann Lee said: “We tried it all.”", None),
        ("“We tried it all,” said Oslo mayor Ann Lee.", None),  # who is a name here is not told
        ("“We tried it all,” said the man who hit Ann Lee.", None),
        ("On Monday said: “We tried it all.”", None),
        ("Ann Lee was told: “We tried it all.”", None),
        ("Ann Lee said Bo Ek had called her a fool, and that it was “We tried it all”.", None),
        ("The judge, citing Ann Lee, said: “We tried it all.”", None),
        ("A report on Ann Lee, the mayor, said: “We tried it all.”", None),
        ("Critics of Ann Lee said: “We tried it all.”", None),
        ("Ann Lee accused Bo Ek of saying “We tried it all”.", None),
        ("Ann Lee never said “We tried it all”.", None),
        ("“We tried it all,” reads a sign that Ann Lee wrote.", None),
        ("“We tried it all,” said Ann Lee's lawyer.", None),
        ("Ann Lee was dismissed over the note “We tried it all”.", None),
        ("“We tried it all,” she said, as Ann Lee said before.", None),
        ("“We tried it all,” said the owner.", None),
        ("“We tried it all, Ann Lee said,” they wrote.", None),  # within what is quoted
        ("We tried it all.", None),
    ],
)
def test_a_speaker_is_read_off_in_the_sentence_of_the_quotation(sentence: str, speaker: str | None) -> None:
    assert name_in(sentence) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee said that it was late. “We tried it all,” she said.", "Ann Lee"),
        ("Ann Lee, the mayor, left early. “We tried it all,” she said.", "Ann Lee"),
        ("A baker, Zvi Orso, came too. “We tried it all,” he said.", "Zvi Orso"),
        ("Bo Ek left. President Ann Lee stayed. “We tried it all,” she said.", "President Ann Lee"),
        ("Mr Orso did not come. In a letter he called it late. He denied it. “We tried it all,” he wrote.", "Mr Orso"),
        ("Ann Lee said that it was late.\n\n“We tried it all,” she said.", "Ann Lee"),
        ("Ann Lee said that it was late.\n\n“We tried it all.”", "Ann Lee"),
        ("Ann Lee said that it was late. “We tried it all.”", "Ann Lee"),
        ("“It is late,” said Ann Lee, the mayor. “We tried it all.”", "Ann Lee"),
        ("Ann Lee left. “It is late,” she said in the hall. “We tried it all.”", "Ann Lee"),
        ("Ann Lee said: “It is late.\n\n“We tried it all.”", "Ann Lee"),  # one quotation in two paragraphs
        ("“We tried it all.\n\n“It is late,” said Ann Lee.", "Ann Lee"),
        ("Ann Lee spoke. She said We tried it all.", "Ann Lee"),
    ],
)
def test_a_speaker_is_named_in_a_sentence_beside_that_of_the_quotation(text: str, speaker: str) -> None:
    found = named(text)
    assert found and found[0] == speaker and found[0] in found[1] and QUOTED not in found[1].replace("“It is late", "")


@pytest.mark.parametrize(
    "text",
    [
        "Bob Ek said that it was late. “We tried it all,” she said.",
        "Kim Orso said that Ann Lee was late. “We tried it all,” she said.",  # either of them
        "Ann Lee met Eva Ek. “We tried it all,” she said.",
        "Ann Lee's lawyer was late. “We tried it all,” she said.",
        "A letter came for Ann Lee. “We tried it all,” she wrote.",  # only mentioned
        "Zvi Orso met a driver. “We tried it all,” he said.",
        "Bob Ek was late. His lawyer said that he was ill. “We tried it all,” he said.",
        "Eva Ek left. For Ann Lee it was late. “We tried it all,” she said.",
        "Eva Ek left. Birka applauded. “We tried it all,” she said.",
        "“Is it late?” Ann Lee said to Bo Ek. “We tried it all.”",
        "Halden Foods said that it was late. “We tried it all,” he said.",
        "Bob Ek was late. A driver came. “We tried it all,” he said.",
        "Ann Lee was late. “We tried it all,” they said.",
        "Ann Lee was late. “We tried it all,” the mayor said.",
        "“Is it late?” asked Ann Lee. “We tried it all.”",
        "Ann Lee asked whether it was late. “We tried it all.”",
        "Ann Lee said that it was late, and Bo Ek said no. “We tried it all.”",
        "Ann Lee was late.\n\n“We tried it all.”",
        "Ann Lee said no.\n\nIt rained.\n\n“We tried it all.”",
        "Ann Lee said no. We tried it all.",  # the author's own words
    ],
)
def test_nobody_is_named_where_it_is_not_sure_who_said_it(text: str) -> None:
    assert name_in(text) is None


SPEECH = "Ann Lee opened the pool. It is blue. “Nobody who is here swims alone,” she said. The pool is deep."


def shorts(text: str, question: str = "Who said that nobody swims alone?") -> list[str]:
    scores = [0.9 if "swims alone" in one else 0.1 for one in text.split(". ")]
    return [cited.short_text for cited in compose(question, [hit(text, scores)], ALWAYS).citations]


def test_who_said_something_that_is_searched_for_is_set_off_beside_the_sentence() -> None:
    assert shorts(SPEECH) == ["", "Ann Lee"]
    assert shorts("Bo Ek left. “Nobody who is here swims alone,” Ann Lee said.") == ["Ann Lee"]


def test_a_name_that_a_quotation_only_mentions_is_not_who_said_it() -> None:
    assert shorts("It was late. “Nobody who is here but Bo Ek swims alone,” she said.") == [""]


def test_a_speaker_may_stand_outside_the_passage_that_is_found() -> None:
    whole = hit(SPEECH, [0.1, 0.1, 0.9])
    start = SPEECH.index("“")
    late = replace(whole, passage=Passage("a", start, len(SPEECH), SPEECH[start:]), sentences=whole.sentences[2:])
    answer = compose("Who said that nobody swims alone?", [late], ALWAYS)
    assert [cited.quote for cited in answer.citations] == [whole.sentences[2].text, "Ann Lee opened the pool."]


@pytest.mark.parametrize(
    "unit",
    [
        "Ann ",
        "Aa ",
        "A-",
        "A.",
        "said ",
        "said the x, ",
        "“",
        "Ann Lee, a b, ",
        "A, ",
        "a ",
        "was ",
        "\n",
        " ",
        "he said ",
        "“x” ",
    ],
)
@pytest.mark.parametrize("form", ["“x y” {}", "{} “x y”", "{}. “x y,” he said.", "{} said: “x y”"])
def test_a_long_text_costs_little(unit: str, form: str) -> None:
    text = form.format(unit * 5_000)
    began = time.perf_counter()
    named(text, "x y")
    assert time.perf_counter() - began < 5
