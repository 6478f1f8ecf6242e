"""Which sentences say something: not headings, dates or questions of an article's own."""

import pytest

from index.records import Article
from index.sentences import sentences_of
from qa.stating import is_date, states

PROSE = "The two ministers met in Oslo on Friday. They signed nothing."
MORE = "What little is known comes from a draft. It leaked last year."


def saying(text: str, title: str = "Ministers meet") -> list[str]:
    article = Article(id="a", title=title, text=text)
    return [text[start:end] for start, end in sentences_of(article) if states(article, start, end)]


def test_a_long_heading_between_paragraphs_says_nothing() -> None:
    heading = "A leaked draft and a large number"
    assert heading not in saying(f"{PROSE}\n\n{heading}\n\n{MORE}")


def test_a_heading_that_opens_the_text_says_nothing() -> None:
    assert "What the ministers did not say" not in saying(f"What the ministers did not say\n\n{MORE}")


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\nThe guests of the two were these:\n\nAnn Lee, mayor of the town\n\nBo Dahl, head of the port\n\n{MORE}",  # a list
        f"{PROSE}\n\nPellbridge Town 1, Dunmere Otters 0\n\n{MORE}",  # a result
        f"{PROSE}\n\n{MORE} Nobody knows who let it out",  # the end of a paragraph that lost its full stop
        f"{PROSE}\n\nThe ministers will meet again in the spring, in the same house in Oslo as now\n\n{MORE}",  # too long
        "The boat left the harbour at noon\n\nIt was back before the evening came\n\nNobody was hurt on board",  # no stops at all
    ],
)
def test_what_only_lacks_its_full_stop_is_no_heading(text: str) -> None:
    assert len(saying(text)) == len(sentences_of(Article(id="a", title="t", text=text)))


def test_the_date_above_what_happened_says_nothing() -> None:
    assert saying("13 April. The court held the ship.") == ["The court held the ship."]


@pytest.mark.parametrize("text", ["May.", "Monday, May 3rd, 2021:", "13 to 15 April 2021", "Early 2020.", "1999"])
def test_dates_are_known(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["May resigned.", "In 1999 it shut.", "1,200 people", "Friday prayers", ""])
def test_what_says_more_is_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "line",
    [
        "Interview by Kit Marlow, 15 January 2025",
        "Press release, University of Ardmore, 3 February 2025",
        "OSLO, 4 October 2024 (Continental Wire)",
        "OSLO, October 4 (Continental Wire)",
        "By Kit Marlow. Photographs by Bo Ek.",
    ],
)
def test_a_line_that_says_where_the_text_comes_from_says_nothing(line: str) -> None:
    headline = "Ministers meet in Oslo"
    assert saying(f"{headline}\n{line}\n\n{PROSE}", headline) == saying(PROSE)


@pytest.mark.parametrize(
    "sentence", ["Words by the dozen were lost.", "Report after report was filed.", "Pictures were taken."]
)
def test_a_sentence_that_begins_as_such_a_line_does_says_something(sentence: str) -> None:
    assert saying(f"{PROSE} {sentence}")[-1] == sentence
