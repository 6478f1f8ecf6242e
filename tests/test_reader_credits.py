"""Lines below a headline that say more than "By": interviews, press releases, datelines, agencies and pictures."""

import pytest

from index.readers import read
from index.sentences import sentences
from tests.test_reader_heads import BODY, MARCH, article

HEADLINE = "Baths to reopen"
DAY = "12 March 2024"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Interview by Kit Marlow", "Kit Marlow"),
        ("An interview by Kit Marlow", "Kit Marlow"),
        ("Interview: Kit Marlow", "Kit Marlow"),
        ("Words by Kit Marlow", "Kit Marlow"),
        ("Words: Kit Marlow", "Kit Marlow"),
        ("Words and pictures by Kit Marlow", "Kit Marlow"),
        ("Text and photos by Kit Marlow", "Kit Marlow"),
        ("Words by Kit Marlow, photographs by Bo Ek", "Kit Marlow"),
        ("Words by Kit Marlow and photographs by Bo Ek", "Kit Marlow"),
        ("Interview by Kit Marlow | Photographs by Bo Ek", "Kit Marlow"),
        ("Interview by Kit Marlow; photographs by Bo Ek", "Kit Marlow"),
        ("Report by Kit Marlow", "Kit Marlow"),
        ("Reporting by Kit Marlow and Bo Ek", "Kit Marlow and Bo Ek"),
        ("Report: Ann Lee", "Ann Lee"),
        ("Review by Kit Marlow", "Kit Marlow"),
        ("As told to Kit Marlow", "Kit Marlow"),
        ("Photographs by Bo Ek", None),
        ("Report: Rovers Win Cup", None),
        ("Interview: Kit", None),
        ("Interview: Why Kit Marlow Left the Band for Good", None),
        ("He gave an interview by telephone", None),
        ("interview by Kit Marlow", None),  # a line of a sentence
    ],
)
def test_who_wrote_it_may_be_told_by_the_kind_of_the_work(line: str, author: str | None) -> None:
    assert article(f"{HEADLINE}\n{line}, {DAY}").author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Interview by Kit Marlow", "Kit Marlow"),
        ("Words by Kit Marlow", "Kit Marlow"),
        ("Words: Ann Lee. Pictures: Bo Ek", "Ann Lee"),
        ("Text: Anna Lind, Fotos: Bo Ek", "Anna Lind"),
        ("Interview: Ann Lee", None),
        ("Report: Ann Lee Resigns", None),
        ("Photos: Storm Hits Coast", None),
    ],
)
def test_without_a_day_less_is_believed(line: str, author: str | None) -> None:
    assert article(f"{HEADLINE}\n{line}").author == author


@pytest.mark.parametrize(
    "line", ["Photographs by Bo Ek", "Photograph: Ann Lee/Reuters", "Additional reporting by Bo Ek"]
)
def test_whoever_made_the_pictures_is_no_author_and_no_second_half_of_the_headline(line: str) -> None:
    found = article(f"{HEADLINE}\n{line}\n{DAY}")
    assert (found.title, found.author, found.published) == (HEADLINE, None, MARCH)
    assert article(f"{HEADLINE}\n{line}").title == HEADLINE


def test_an_exhibition_may_be_headed_by_who_made_the_pictures() -> None:
    assert article(f"Photographs by Ann Lee\n{DAY}").title == "Photographs by Ann Lee"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (f"Press release, University of Ardmore, {DAY}", "University of Ardmore"),
        (f"Press release, University of Ardmore\n{DAY}", "University of Ardmore"),
        (f"Press release from the University of Ardmore, {DAY}", "University of Ardmore"),
        (f"Press release issued by Halden Foods plc, {DAY}", "Halden Foods plc"),
        (f"Press release: University of Ardmore, {DAY}", "University of Ardmore"),
        (f"PRESS RELEASE – Halden Foods – {DAY}", "Halden Foods"),
        (f"News release | Halden Foods | {DAY}", "Halden Foods"),
        (f"University of Ardmore press release, {DAY}", "University of Ardmore"),
        (
            f"Press release from the Department for Food, Farming and Rural Affairs, {DAY}",
            "Department for Food, Farming and Rural Affairs",
        ),
        ("Pressemitteilung der Universität Ardmore, 12. März 2024", "Universität Ardmore"),
        (f"Press release, {DAY}", None),
        (f"Press release of {DAY}", None),
        (f"PRESS RELEASE\n{DAY}", None),
        (f"For immediate release\n{DAY}", None),
    ],
)
def test_a_press_release_names_who_sent_it_out(line: str, source: str | None) -> None:
    found = article(f"{HEADLINE}\n{line}")
    assert (found.title, found.published, found.source, found.author) == (HEADLINE, MARCH, source, None)


@pytest.mark.parametrize(
    "line",
    [
        "Press release: Council Rejects Plan",
        "Press release Causes Anger",
        "Press release from the council was late",
        "It was said in a press release",
    ],
)
def test_a_headline_or_a_sentence_on_a_press_release_is_none(line: str) -> None:
    assert article(f"{HEADLINE}\n{line}, {DAY}").source is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (f"OSLO, {DAY} (Continental Wire)", "Continental Wire"),
        (f"OSLO, {DAY} (UNIAN)", "UNIAN"),
        ("OSLO, March 12, 2024 (Continental Wire) –", "Continental Wire"),
        (f"Oslo, {DAY} (AP)", "AP"),
        (f"OSLO (Continental Wire), {DAY}", "Continental Wire"),
        (f"{DAY}, OSLO (Continental Wire)", "Continental Wire"),
        (f"OSLO (Reuters)\n{DAY}", "Reuters"),
        (f"OSLO, March 12 (Continental Wire)\n{DAY}", "Continental Wire"),
        (f"By Ann Lee (Reuters), {DAY}", "Reuters"),
        (f"By Ann Lee, Harbour Gazette, {DAY}", "Harbour Gazette"),
        (f"By Ann Lee, Staff Writer, Harbour Gazette, {DAY}", "Harbour Gazette"),
    ],
)
def test_a_dateline_may_stand_alone(line: str, source: str) -> None:
    found = article(f"{HEADLINE}\n{line}")
    assert (found.title, found.published, found.source) == (HEADLINE, MARCH, source)


@pytest.mark.parametrize(
    "line",
    [
        f"SPRING FAIR, {DAY} (Town Hall)",
        f"OSLO, {DAY} (Tuesday)",
        f"Oslo, {DAY} (Free entry)",
        f"Oslo, {DAY} (Norway)",
        f"(NATO) on {DAY}",
        "JOHN SMITH (Labour)",
        f"ANN LEE (Labour), {DAY}",
    ],
)
def test_what_else_stands_in_brackets_is_no_agency(line: str) -> None:
    assert article(f"{HEADLINE}\n{line}").source is None


def test_a_first_line_with_an_agency_in_brackets_is_a_headline() -> None:
    assert article("EASTENDERS (BBC)\nIt is on every night.").source is None


# ------------------------------------------------------------------------------------------------------------ the paper


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (f"By Kit Marlow, {DAY}\nNorthmarket Business Daily", "Northmarket Business Daily"),
        (f"By Kit Marlow, {DAY}\nThe Terrace", None),  # as likely a heading
        (f"By Kit Marlow\nThe Terrace\n{DAY}", "The Terrace"),
        (f"By Kit Marlow\nWexcombe Echo\n{DAY}", "Wexcombe Echo"),
        (f"Interview by Kit Marlow, {DAY}\nThe Meridian Magazine", "The Meridian Magazine"),
        (f"By Kit Marlow, {DAY}\nThe Hague", None),
        (f"By Kit Marlow, {DAY}\nThe Interview", None),
        (f"By Kit Marlow, {DAY}\nThe Terrace\nwas full.", None),
        (f"By Kit Marlow, {DAY}\n\nThe Terrace", None),  # as likely a heading
        (f"By Kit Marlow\nNew York\n{DAY}", None),
        (f"By Kit Marlow\nOslo\n{DAY}", None),
    ],
)
def test_a_name_between_author_and_day_may_be_the_paper_s_and_one_known_by_its_words_below_both(
    head: str, source: str | None
) -> None:
    found = article(f"{HEADLINE}\n{head}")
    assert (found.title, found.author, found.published) == (HEADLINE, "Kit Marlow", MARCH)
    assert found.source == source


@pytest.mark.parametrize("second", ["Sales Hit Daily Record", "Trains Run Daily", "The Terrace", "New Evening Classes"])
def test_the_second_line_of_a_headline_in_capitals_is_no_paper(second: str) -> None:
    assert article(f"Baths To Reopen\n{second}\nBy Ann Lee, {DAY}").source is None


# ------------------------------------------------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    "line",
    [
        f"Interview by Kit Marlow, {DAY}",
        f"Press release, University of Ardmore, {DAY}",
        f"OSLO, {DAY} (Continental Wire)",
        "OSLO (Reuters)",
        "Photographs by Bo Ek",
        "Harbour Gazette\nBy Ann Lee",
    ],
)
def test_no_sentence_runs_from_the_headline_into_such_a_line_or_from_it_into_the_text(line: str) -> None:
    text = f"{HEADLINE}\n{line}\n{BODY}"
    cut = [text[start:end] for start, end in sentences(text)]
    assert cut[:-3] == [HEADLINE, *line.split("\n")]


def test_a_dateline_with_the_text_behind_it_begins_a_sentence_and_ends_none() -> None:
    text = f"{HEADLINE}\nOSLO, {DAY} (Continental Wire) — The ministers\nmet. They ate."
    assert [text[start:end] for start, end in sentences(text)] == [
        HEADLINE,
        f"OSLO, {DAY} (Continental Wire) — The ministers\nmet.",
        "They ate.",
    ]


def test_lines_of_a_broken_sentence_stay_in_it() -> None:
    text = f"It was told in a long\ninterview by Kit Marlow, {DAY}\nand in the\nHarbour Gazette\nafter that."
    assert sentences(text) == [(0, len(text))]


# ------------------------------------------------------------------------------------------------------------- Markdown


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        (f"*Interview by Kit Marlow, {DAY}*", "Kit Marlow", None),
        (f"Press release, University of Ardmore, {DAY}", None, "University of Ardmore"),
        (f"OSLO, {DAY} (Continental Wire)", None, "Continental Wire"),
        (f"Words by Kit Marlow\n\nPhotographs by Bo Ek, {DAY}", "Kit Marlow", None),
    ],
)
def test_such_lines_are_read_below_a_markdown_headline(line: str, author: str | None, source: str | None) -> None:
    (found,) = read(f"# {HEADLINE}\n\n{line}\n\n{BODY}".encode(), ".md", "a").articles
    assert (found.title, found.author, found.source, found.published) == (HEADLINE, author, source, MARCH)
