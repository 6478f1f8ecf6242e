import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from index.library import Edition, open_library
from index.readers.text import clean
from index.records import Article
from qa.render import permalink
from tests.conftest import Syncing
from tests.test_render import Skeleton
from tests.web_examples import HOSTILE, LANDING, FakeAsk, citation, hostile_article, made_up, spans_of
from web.article_page import MAX_MARKS, STALE, Marks, article_page, marks_of, missing_page
from web.guard import LOCAL_HOSTS
from web.routes import pages
from web.shell import Shell

FIRST, SECOND = spans_of(LANDING.text, "The lander set down on 23 August 2023.")


def today(article: Article) -> Edition:
    return Edition(article, article)


TODAY = today(LANDING)


def link(span: tuple[int, int]) -> str:
    return f"{span[0]}-{span[1]}"


def body(page: str) -> str:
    found = re.search(r'<div class="text">(.*)</div></article>', page)
    assert found
    return found[1]


def marked_texts(page: str) -> list[str]:
    return [html.unescape(quote) for quote in re.findall(r"<mark[^>]*>(.*?)</mark>", body(page))]


# ---------------------------------------------------------------------------------------------------- what a link asks


def test_a_link_to_a_repeated_sentence_marks_the_one_that_was_cited() -> None:
    page = article_page(TODAY, marks_of(TODAY, [link(SECOND)], ""))
    before = body(page).partition('<mark id="cited">')[0]
    assert marked_texts(page) == ["The lander set down on 23 August 2023."]
    assert "Nobody was aboard" in before


def test_a_link_marks_every_sentence_it_names_and_leads_to_the_first() -> None:
    page = article_page(TODAY, marks_of(TODAY, [link(SECOND), link(FIRST)], ""))
    assert len(marked_texts(page)) == 2
    assert page.count('id="cited"') == 1
    assert page.index('id="cited"') > page.index("Nobody was aboard")


def test_a_passage_is_shaded_around_its_sentence_and_across_paragraphs() -> None:
    passage = (FIRST[0], len(LANDING.text) - 5)
    page = article_page(TODAY, marks_of(TODAY, [link(FIRST)], link(passage)))
    shaded = re.findall(r'<span class="read"[^>]*>(.*?)</span>', body(page))
    assert "<mark" in shaded[0]
    assert [len(shaded), page.count('id="passage"')] == [4, 1]


@pytest.mark.parametrize("asked", ["0-100000", "5-5", "9-3", "-1-5", "a-b", "1-2-3", "", "1" * 12 + "-2"])
def test_a_span_that_does_not_fit_the_text_is_not_marked_and_the_page_says_so(asked: str) -> None:
    assert marks_of(TODAY, [asked], "") == Marks(stale=True)
    page = article_page(TODAY, marks_of(TODAY, [asked], ""))
    assert STALE in html.unescape(page)
    assert marked_texts(page) == []


def test_a_link_to_a_text_that_is_kept_no_longer_marks_nothing_and_the_page_says_so() -> None:
    edition = Edition(LANDING, None)
    marks = marks_of(edition, [link(FIRST)], "")
    assert marks == Marks(stale=True)
    page = article_page(edition, marks)
    assert STALE in html.unescape(page) and marked_texts(page) == []


def test_what_the_conversation_quotes_besides_is_marked_lightly_and_never_over_what_is_cited() -> None:
    marks = marks_of(TODAY, [link(FIRST)], "", [link(SECOND), link(FIRST), "5-3", "x", f"0-{10**6}"])
    page = article_page(TODAY, marks)
    shown = re.findall(r"<mark( [^>]*)?>", body(page))
    assert shown == [' id="cited"', ' class="beside"']
    assert "Marked lightly" in page
    assert "Marked lightly" not in article_page(TODAY, marks_of(TODAY, [link(FIRST)], ""))


def test_a_link_to_a_passage_alone_shades_it_and_marks_nothing() -> None:
    marks = marks_of(TODAY, [], link(FIRST))
    assert marks == Marks((), FIRST)
    assert marked_texts(article_page(TODAY, marks)) == []


def test_a_passage_that_no_longer_fits_does_not_hide_the_sentence_that_does() -> None:
    assert marks_of(TODAY, [link(FIRST)], "0-99999") == Marks((FIRST,))


def test_a_link_with_no_span_is_just_the_article() -> None:
    page = article_page(TODAY, marks_of(TODAY, [], ""))
    assert "<mark" not in page and STALE not in html.unescape(page)


def test_a_link_with_very_many_spans_costs_little() -> None:
    assert len(marks_of(TODAY, [link(FIRST)] * 5000, "").cited) == MAX_MARKS


# ----------------------------------------------------------------------------------------------------------- the page


@given(st.text(min_size=1).map(clean).filter(bool), st.data())
def test_the_page_shows_the_whole_text_and_marks_what_it_was_told_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(0, start))
    last = data.draw(st.integers(end, len(text)))
    page = article_page(today(Article("a", "\u2020", text)), Marks(((start, end),), (first, last)))
    assert without_space(Skeleton(body(page)).text) == without_space(text)
    assert without_space("".join(marked_texts(page))) == without_space(text[start:end])


def without_space(text: str) -> str:
    return "".join(text.split())


def test_a_heading_that_repeats_the_title_is_shown_once() -> None:
    assert body(article_page(TODAY, Marks())).startswith('<p id="from-16" dir="auto">The lander set down')


def test_a_heading_that_repeats_the_title_is_shown_where_it_is_what_was_cited() -> None:
    assert marked_texts(article_page(TODAY, Marks(((0, 14),)))) == ["A soft landing"]


def test_a_short_line_between_paragraphs_looks_like_a_heading() -> None:
    assert re.findall(r'class="heading">(.*?)</p>', article_page(TODAY, Marks())) == ["Afterwards"]


def test_what_is_known_of_an_article_stands_above_it() -> None:
    page = Skeleton(article_page(TODAY, Marks()))
    for fact in ("A soft landing", "24\u00a0August\u00a02023", "Northern Wire", "A. Writer", "space/landing"):
        assert fact in page.text
    assert "https://www.example.org/landing" in page.links


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_no_tag_of_the_page(text: str) -> None:
    def tags(word: str) -> set[tuple[str, tuple[str, ...]]]:
        return set(Skeleton(article_page(today(hostile_article(word)), Marks(((0, len(word)),), (0, len(word))))).tags)

    assert tags(text) <= tags("word")
    assert Skeleton(missing_page(text)).tags == Skeleton(missing_page("word")).tags


def test_a_page_runs_no_script() -> None:
    assert "<script" not in article_page(TODAY, Marks((FIRST,))) + missing_page("x")


# ------------------------------------------------------------------------------------------- a text that was replaced

EDITED = replace(
    LANDING, title="A hard landing", text=LANDING.text.replace("Nobody was aboard.", "One dog was aboard.")
)
REPLACED = Edition(EDITED, LANDING, "2026-03-03T12:00:00+00:00")


def test_a_link_to_a_replaced_text_shows_that_text_with_the_sentence_marked() -> None:
    page = article_page(REPLACED, marks_of(REPLACED, [link(SECOND)], ""))
    assert marked_texts(page) == ["The lander set down on 23 August 2023."]
    assert "Nobody was aboard" in body(page)
    shown = Skeleton(page)
    assert "3\u00a0March\u00a02026" in shown.text and "/article/space/landing" in shown.links


def test_what_has_changed_since_is_told_word_by_word() -> None:
    page = article_page(REPLACED, Marks())
    changes = page.partition('id="changes"')[2]
    assert re.findall(r"<del>.*?</span>(.*?)</del>", changes)[0] == "A soft landing"
    assert re.findall(r"<ins>.*?</span>(.*?)</ins>", changes)[0] == "A hard landing"
    assert "One dog" in changes and "Nobody" in changes
    assert "set down" not in changes


def test_the_text_of_today_comes_without_a_list_of_changes() -> None:
    assert 'id="changes"' not in article_page(TODAY, Marks())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_changes_change_no_tag_of_the_page(text: str) -> None:
    def tags(word: str) -> set[tuple[str, tuple[str, ...]]]:
        edition = Edition(hostile_article(word), hostile_article(f"{word} and {word}"), "2026-03-03T12:00:00+00:00")
        return set(Skeleton(article_page(edition, Marks())).tags)

    assert tags(text) <= tags("word") | tags("word\n\nword")


def test_the_link_of_an_answer_leads_to_what_it_cited_also_after_an_edit_and_a_rename(
    synced: Syncing, corpus: Path, tmp_path: Path
) -> None:
    def followed(link: str) -> str:
        with open_library(tmp_path / "index") as library:
            parts = replace(made_up(FakeAsk(), tmp_path), edition=library.edition)
            page = TestClient(pages(parts, Shell("", ""), LOCAL_HOSTS), base_url="http://127.0.0.1").get(link)
            assert page.status_code == 200
            return page.text

    synced()
    with open_library(tmp_path / "index") as library:
        bridge = library.article("bridge")
    quote = "Repairs cost 40 million crowns."
    (span,) = spans_of(bridge.text, quote)
    link = permalink("bridge", [citation(1, bridge, *span)])
    assert marked_texts(followed(link)) == [quote]
    source = corpus / "bridge.md"
    source.write_text(source.read_text().replace("40 million", "50 million"))
    synced()
    assert marked_texts(followed(link)) == [quote] and "50" in followed(link).partition('id="changes"')[2]
    source.rename(corpus / "old-bridge.md")
    synced()
    assert marked_texts(followed(link)) == [quote] and "/article/old-bridge" in html.unescape(followed(link))
