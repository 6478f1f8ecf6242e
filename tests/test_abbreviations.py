"""Initials that no article has are read as the long name that they stand for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.lexical import initials
from index.search import Searcher
from qa.question.abbreviations import written_out
from tests.conftest import Syncing


@pytest.fixture
def indexed(corpus: Path, synced: Syncing, opened: Callable[[], Searcher]) -> Searcher:
    (corpus / "summit.txt").write_text(
        "The summit of the Shanghai Cooperation\nOrganisation began in Astana. The Department of Health and Social Care was silent. "
        "NATO watched. President Simon Charles Oldfield sang.",
        "utf-8",
    )
    (corpus / "choir.txt").write_text(
        "The Stavanger Choir Orchestra played. The orchestra sang of health. Its CEO is glad.", "utf-8"
    )
    (corpus / "olsen.txt").write_text(
        "Christian Erik Olsen runs Corvane in Halden. Gunnar David Pettersen left it. The chief executive met the finance director.",
        "utf-8",
    )
    (corpus / "treaty.txt").write_text("The North Atlantic Treaty Organisation met.", "utf-8")
    synced()
    return opened()


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (
            "When did the summit of the SCO begin?",
            "When did the summit of the Shanghai Cooperation Organisation begin?",
        ),
        ("Which orchestra is the SCO?", "Which orchestra is the Stavanger Choir Orchestra?"),  # beside "orchestra"
        ("Did the DHSC's minister speak?", "Did the Department of Health and Social Care's minister speak?"),
        ("Where did NATO meet?", "Where did NATO meet?"),  # an article has it
        ("Who leads the XYZ?", "Who leads the XYZ?"),
        ("Who said “the SCO began”?", "Who said “the SCO began”?"),
        ("what did the sco say?", "what did the sco say?"),  # small letters are a word
        ("Is it SC or SCO-2?", "Is it SC or SCO-2?"),
        ("WHO", "WHO"),
        ("WHEN DID THE SCO MEET?", "WHEN DID THE SCO MEET?"),
        ("Who is the CEO of Corvane?", "Who is the chief executive of Corvane?"),
        ("ceo of corvane", "chief executive of corvane"),
        ("Who is the CEO of the Stavanger Choir?", "Who is the CEO of the Stavanger Choir?"),  # its article has that
        ("Who is the CFO of Corvane?", "Who is the finance director of Corvane?"),
        ("Who is the CTO of Corvane?", "Who is the CTO of Corvane?"),  # no article has it written out
        ("Is GDP or the GDX of Corvane higher?", "Is GDP or the GDX of Corvane higher?"),
        ("Who is the CEP of Corvane in Halden?", "Who is the CEP of Corvane in Halden?"),
    ],
)
def test_a_long_name_is_written_out(asked: str, read: str, indexed: Searcher) -> None:
    assert written_out(asked, indexed.words) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the World Health Organization", ["w.h.o."]),
        ("Ministry of Health, Labour and Welfare", []),  # a comma parts names
        ("Joint Comprehensive Plan of Action", ["j.c.p.a.", "c.p.a."]),
        ("Ann Lee met Bo Ek", []),
        ("", []),
    ],
)
def test_a_sentence_has_terms_for_the_initials_of_its_long_names(text: str, found: list[str]) -> None:
    assert initials(text) == found
