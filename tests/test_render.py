import html
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Filters
from qa.records import Answer
from qa.render import (
    CONTEXT_CHARS,
    escape,
    excerpt,
    marked,
    permalink,
    web_link,
)
from tests.web_examples import (
    HOSTILE,
    ICE,
    LANDING,
    SEARCHED,
    Searched,
    citation,
    declined,
    hit,
    hostile_answer,
    landed,
    reply,
    spans_of,
)
from web.ask.answer_view import Place, answer_html, notice_html, question_html, searched_html
from web.ask.sources_view import sources_html

PLACE = Place("e", 4)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t<>&*_[]()#`$|~!{}\\"))


class Skeleton(HTMLParser):
    """The tags of some HTML with the names of their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


# ------------------------------------------------------------------------------------------------------------ escaping


@given(TEXT)
def test_escaped_text_reads_as_the_text(text: str) -> None:
    assert html.unescape(escape(text)) == text


@given(st.text())
def test_escaped_text_has_nothing_for_html_or_markdown_to_act_on(text: str) -> None:
    without_entities = re.sub(r"&#\d+;", "", escape(text))
    assert not set(without_entities) & set("\n\t\r&<>\"'`*_{}[]()#+-.!|~:\\$@/=^%")


@given(st.text())
def test_escaped_text_can_always_be_sent(text: str) -> None:
    escape(text).encode("utf-8")


def test_what_cannot_be_shown_is_replaced_and_not_dropped() -> None:
    assert escape("a\x00b\x1b\x9fc\ud800d") == "a\ufffdb\ufffd\ufffdc\ufffdd"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_no_tag_wherever_it_stands(text: str) -> None:
    def everything(word: str) -> list[str]:
        """With more of the same kind of record, and a harmless url, so that only the words differ."""
        answer = hostile_answer(word)
        nothing = Answer(word, (), answer.consulted, False, 0.1)
        outdated = Searched(problem=word)
        shown = reply(answer, word, resolved_question=word + "?", filters=Filters(source=word, author=word))
        return [
            question_html(word, 1),
            notice_html(word),
            answer_html(shown, outdated, Place("e", 1)),
            sources_html(shown, 1),
            answer_html(reply(nothing, word, generation=word), outdated, Place("e", 2)),
            sources_html(reply(nothing, word), 2),
            searched_html(outdated),
            web_link(word),
        ]

    for shown, harmless in zip(everything(text), everything("word"), strict=True):
        assert Skeleton(shown).tags == Skeleton(harmless).tags
        assert "\n" not in shown
    for shown in everything(text)[:2]:
        assert Skeleton(shown).text == text


# --------------------------------------------------------------------------------------------------------------- links


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_permalink_leads_back_to_the_article(article_id: str) -> None:
    parts = urlsplit("http://h" + permalink(article_id))
    assert unquote(parts.path) == f"/article/{article_id}"
    assert not parts.query and not parts.fragment


def test_a_permalink_names_the_cited_spans_the_passage_and_what_they_said() -> None:
    cited = landed().citations[0]
    passage = hit(LANDING, 16, 147).passage
    parts = urlsplit(permalink(LANDING.id, [cited], passage))
    asked = parse_qs(parts.query)
    assert asked == {"s": [f"{cited.start}-{cited.end}"], "p": ["16-147"], "v": [LANDING.content_hash]}
    assert parts.fragment == "cited"


def test_a_permalink_to_a_passage_leads_to_the_passage() -> None:
    link = permalink(ICE.id, passage=hit(ICE, 0, 12).passage, version=ICE.content_hash)
    assert link.endswith(f"&v={ICE.content_hash}#passage")


@pytest.mark.parametrize("article_id", ["../x", "a/./b", "a//b", "/etc/passwd"])
def test_a_permalink_has_no_segment_that_a_browser_would_resolve(article_id: str) -> None:
    assert permalink(article_id).removeprefix("/article/").count("/") == 0


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "http://[", "file:///etc", "x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert Skeleton(web_link(url)).tags == []
    assert Skeleton(web_link(url)).text == url


def test_a_web_address_shows_its_host() -> None:
    link = Skeleton(web_link("https://www.example.org/a?b=1&c=2"))
    assert (link.text, link.links) == ("example.org", ["https://www.example.org/a?b=1&c=2"])


# --------------------------------------------------------------------------------------------------------------- marks


@given(TEXT, st.integers(0, 50), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_marks_agree_with_their_definition(text: str, start: int, spans: list[tuple[int, int]]) -> None:
    inside = [any(a <= start + i < b for a, b in spans) for i in range(len(text))]
    found, depth = [], 0
    for piece in re.split(r"(</?mark>)", marked(text, start, dict.fromkeys(spans, ""))):
        depth += {"<mark>": 1, "</mark>": -1}.get(piece, 0)
        if piece not in ("<mark>", "</mark>"):
            found += [(character, depth > 0) for character in html.unescape(piece)]
    assert found == list(zip(text, inside, strict=True))


# ------------------------------------------------------------------------------------------------------ an answer shown


def chips(shown: str) -> list[str]:
    return re.findall(r'class="chip" id="a4-(\d+)"', shown)


def test_every_citation_of_an_answer_is_a_link_to_its_sentence() -> None:
    shown = answer_html(reply(landed()), SEARCHED, PLACE)
    assert chips(shown) == ["1", "2", "3"]
    asked = parse_qs(urlsplit(Skeleton(shown).links[0]).query)
    first, last = (int(n) for n in asked["s"][0].split("-"))
    assert LANDING.text[first:last] == landed().citations[0].quote


def test_an_answer_reads_as_it_was_composed() -> None:
    said = re.search(r'class="said">(.*?)</div>', answer_html(reply(landed()), SEARCHED, PLACE))
    assert said
    text = Skeleton(re.sub(r'<span class="unseen">.*?</span>', "", said[1])).text
    assert text.replace("\u00a0", " ") == landed().text
    assert said[1].count("<p") == 3  # the second is of another article than the first and the third


def test_sentences_that_follow_one_another_from_one_article_are_one_paragraph() -> None:
    first, elsewhere, third = landed().citations
    cited = (first, replace(third, number=2), replace(elsewhere, number=3))
    together = replace(landed(), citations=cited, text=" ".join(f"{c.quote} [{c.number}]" for c in cited))
    paragraphs = re.findall(r'<p dir="auto">(.*?)</p>', answer_html(reply(together), SEARCHED, PLACE))
    assert [len(chips(paragraph)) for paragraph in paragraphs] == [2, 1]


def test_a_list_of_articles_names_each_above_its_sentence() -> None:
    listed = replace(landed(), lead="2 articles mention “August”.")
    items = re.findall(
        r'<p dir="auto"><span class="item" dir="auto">(.*?)</span>', answer_html(reply(listed), SEARCHED, PLACE)
    )
    assert items == ["A soft landing, 24 August 2023", "A loud launch, 14 July 2023", "A soft landing, 24 August 2023"]
    alone = replace(listed, citations=listed.citations[:1], text=f"{listed.citations[0].quote} [1]")
    assert 'class="item"' not in answer_html(reply(alone), SEARCHED, PLACE)


def test_a_declined_answer_says_so_and_links_to_no_source() -> None:
    shown = answer_html(reply(declined()), SEARCHED, PLACE)
    assert "Not answered by your articles" in shown and "Searched&#58; all articles&#46;" in shown
    assert chips(shown) == []


def test_numbers_in_brackets_of_a_declined_answer_are_plain_text() -> None:
    shown = answer_html(reply(Answer("See [1].", (), (), False, 0.0)), SEARCHED, PLACE)
    assert chips(shown) == []
    assert "See [1]." in Skeleton(shown).text


def test_a_receipt_tells_generation_size_newest_article_and_time() -> None:
    text = Skeleton(answer_html(reply(landed()), SEARCHED, PLACE)).text.replace("\u00a0", " ")
    for fact in ("3 articles, newest 9 February 2024", "84 ms", "index 000007", "3 cited sentences"):
        assert fact in text


def test_a_receipt_claims_nothing_of_a_generation_that_did_not_answer() -> None:
    text = Skeleton(answer_html(reply(landed(), generation="000006"), SEARCHED, PLACE)).text
    assert "3 articles" not in text
    assert "index 000006 · the index has been updated since" in text


@pytest.mark.parametrize(("took_ms", "said"), [(0.2, "1 ms"), (84.4, "84 ms"), (999.4, "999 ms"), (1240, "1.2 s")])
def test_times_are_shown_in_their_unit(took_ms: float, said: str) -> None:
    assert f" {said} " in Skeleton(answer_html(reply(landed(), took_ms=took_ms), SEARCHED, PLACE)).text


def test_a_question_that_was_read_otherwise_is_shown_as_it_was_read() -> None:
    followed = reply(landed(), "And then?", resolved_question="And then, after the landing?")
    assert "Read as: And then, after the landing?" in Skeleton(answer_html(followed, SEARCHED, PLACE)).text
    assert "Read as" not in answer_html(reply(landed()), SEARCHED, PLACE)


def test_every_filter_that_is_set_is_shown_and_can_be_changed_and_dropped() -> None:
    filters = Filters(date(2023, 1, 1), date(2023, 12, 31), "Wire", "A. Writer", frozenset({"a"}))
    shown = answer_html(reply(landed(), filters=filters), SEARCHED, PLACE)
    text = Skeleton(shown).text
    for said in ("from 2023-01-01", "until 2023-12-31", "source: Wire", "author: A. Writer", "1 chosen article"):
        assert said in text
    for kind in ("after", "before", "source", "author"):
        assert f'class="change {kind}"' in shown and f'class="drop {kind}"' in shown
    assert 'class="change' not in answer_html(reply(landed()), SEARCHED, PLACE)


def test_questions_to_go_on_with_are_about_what_was_read_and_not_cited() -> None:
    assert "What do the articles say about “Ice”?" in Skeleton(answer_html(reply(landed()), SEARCHED, PLACE)).text
    assert "further" not in answer_html(reply(declined()), SEARCHED, PLACE)


def test_an_index_that_could_not_be_updated_is_said_to_be_so() -> None:
    assert "could not be used" in searched_html(Searched(problem="CURRENT is damaged"))
    assert "could not be used" not in searched_html(SEARCHED)


def test_a_folder_that_is_ahead_of_the_index_is_said_in_words() -> None:
    assert "not up to date: 1 file of the folder has changed since" in Skeleton(searched_html(Searched(ahead=1))).text
    assert "2 files of the folder have changed" in Skeleton(searched_html(Searched(ahead=2))).text
    assert "up to date" not in searched_html(SEARCHED)


# --------------------------------------------------------------------------------------------------------- the sources


def cards(shown: str) -> list[str]:
    return re.findall(r'<li class="card".*?</li>', shown)


def test_sentences_of_one_passage_share_a_card() -> None:
    cited, _, consulted = sources_html(reply(landed()), 4).partition("<details")
    assert [re.findall(r'id="c4-(\d+)"', card) for card in cards(cited)] == [["1", "3"], ["2"]]
    assert len(cards(consulted)) == 1


def test_a_card_marks_exactly_the_quoted_sentence_also_where_it_stands_twice() -> None:
    card = cards(sources_html(reply(landed()), 4))[0]
    before, quote, after = re.split(r"<mark.*?>|</mark>", card, maxsplit=2)
    assert html.unescape(quote) == "The lander set down on 23 August 2023."
    assert "Nobody was aboard." in html.unescape(before)
    assert "Nobody was aboard." not in html.unescape(after)


def test_a_card_names_title_date_and_source_and_opens_the_article() -> None:
    card = Skeleton(cards(sources_html(reply(landed()), 4))[0])
    for fact in ("A soft landing", "24\u00a0August\u00a02023", "Northern Wire", "Open article"):
        assert fact in card.text
    assert card.links[0].startswith("/article/space/landing?s=")


def test_an_undated_article_is_shown_without_a_date() -> None:
    card = cards(sources_html(reply(landed()), 4))[-1]
    assert "Ice" in card and "date&#160;unknown" in card and "<time" not in card


def test_a_citation_whose_passage_is_not_among_the_hits_is_shown_alone() -> None:
    (span,) = spans_of(ICE.text, "Snow is, too.")
    alone = Answer("Snow is, too. [1]", (citation(1, ICE, *span),), (), True, 0.9)
    (card,) = cards(sources_html(reply(alone), 4))
    assert "Snow is, too" in card


def test_passages_of_a_declined_answer_are_marked_as_no_answer_and_carry_no_number() -> None:
    shown = sources_html(reply(declined()), 4)
    assert "Not an answer" in shown
    assert len(cards(shown)) == 2
    assert "<mark" not in shown and 'class="number"' not in shown


# ------------------------------------------------------------------------------------------------------- the excerpts


def pieces(shown: str) -> list[str]:
    """What comes before, what is shown at once, what comes after."""
    found = re.fullmatch(
        r'(?:<span class="more early">(.*?)</span>)?(.*?)(?:<span class="more late">([^<]*)</span>)?', shown
    )
    assert found
    return [html.unescape(re.sub(r"</?mark>", "", piece or "")) for piece in found.groups()]


@given(TEXT, st.integers(0, 50), st.data())
def test_an_excerpt_hides_nothing_for_good_and_no_quote(text: str, start: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    shown = excerpt(text, start, {(start + first, start + last): ""} if last > first else {})
    before, at_once, after = pieces(shown)
    assert before + at_once + after == text
    assert len(before) <= first
    assert len(after) <= len(text) - last


def test_an_excerpt_shows_a_few_words_around_its_quote() -> None:
    text = "early words " * 40 + "THE QUOTE " + "later words " * 40
    (span,) = spans_of(text, "THE QUOTE")
    before, at_once, after = pieces(excerpt(text, 0, {span: ""}))
    assert before and after
    assert CONTEXT_CHARS < at_once.index("THE QUOTE") < CONTEXT_CHARS + 20
    assert CONTEXT_CHARS < len(at_once) - at_once.index("THE QUOTE") - len("THE QUOTE") < CONTEXT_CHARS + 20


def test_an_excerpt_without_a_quote_shows_its_beginning() -> None:
    before, at_once, after = pieces(excerpt("some words " * 100, 0, {}))
    assert not before and after
    assert at_once.startswith("some words")


def test_a_sentence_is_shown_in_the_passage_that_holds_it() -> None:
    """The best hit is another passage of the same article."""
    first, second = spans_of(LANDING.text, "The lander set down on 23 August 2023.")
    hits = (hit(LANDING, *second), hit(LANDING, *first, rank=2))
    answer = Answer("The lander set down on 23 August 2023. [1]", (citation(1, LANDING, *first),), hits, True, 0.9)
    card, also = cards(sources_html(reply(answer), 4))
    assert f"p={first[0]}-{first[1]}" in Skeleton(card).links[0]
    assert f"p={second[0]}-{second[1]}" in Skeleton(also).links[0]
