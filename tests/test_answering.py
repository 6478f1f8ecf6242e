from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from index.records import Article, Filters, Hit, Passage, Sentence
from index.search import Searcher
from index.sentences import sentences
from qa.abstain import Calibration, Decision
from qa.answering import NOT_ENGLISH, ask, checked_question
from qa.composing import NOT_ANSWERED, compose
from qa.question.greetings import HOW_TO_ASK, WHAT_IS_MEANT
from qa.records import Answer, Citation, Turn
from qa.relaxing import declined_notes


def saying(log_odds: float) -> Decision:
    calibration = Calibration({}, log_odds, 0.5)
    return Decision(calibration, calibration)


ALWAYS = saying(10.0)
NEVER = saying(-10.0)
TODAY = date(2024, 3, 1)
MAYOR = Turn("Who is the mayor of Peru?", "The articles do not answer this.")
POWER = Turn("How many homes in Oslo have no power?", "Some 300 homes in Oslo have no power. [1]")
SIMILARITY = Calibration({"best_sentence_similarity": 20.0}, -10.0, 0.5)
HOLM = Turn("Who is Ida Holm?", "Ida Holm owns a yard. [1]")


def hit(
    text: str,
    scores: Sequence[float] = (),
    *,
    article_id: str = "a",
    rank: int = 1,
    title: str = "A title",
    published: date = TODAY,
) -> Hit:
    """A hit on the whole of an article, its sentences scored in order."""
    spans = sentences(text)
    start, end = spans[0][0], spans[-1][1]
    scored = [*scores, *[0.1] * len(spans)]
    cut = tuple(Sentence(a, b, text[a:b], s, s, s) for (a, b), s in zip(spans, scored, strict=False))
    article = Article(article_id, title, text, published=published)
    return Hit(Passage(article_id, start, end, text[start:end]), article, 1 - rank / 100, rank, 0.5, 0.5, cut)


def finding(*hits: Hit) -> Callable[..., list[Hit]]:
    return lambda query, *, filters, limit: list(hits)


def test_the_best_sentence_comes_first_and_each_has_its_mark() -> None:
    answer = compose("what", [hit("It rained all day. The match was called off.", [0.5, 0.6])], ALWAYS)
    assert answer.text == "The match was called off. [1] It rained all day. [2]"
    assert [c.number for c in answer.citations] == [1, 2]


def test_a_sentence_far_below_the_best_is_not_quoted() -> None:
    answer = compose("what", [hit("It rained all day. The match was called off.", [0.2, 0.9])], ALWAYS)
    assert [c.quote for c in answer.citations] == ["The match was called off."]


def test_a_copy_in_another_article_is_quoted_once() -> None:
    copies = [
        hit("The old bridge at Karsund reopened on Monday after nine years of repairs.", [0.9]),
        hit(
            "The old bridge at Karsund has reopened Monday after nine years of repairs.", [0.9], article_id="b", rank=2
        ),
    ]
    assert [c.article_id for c in compose("what", copies, ALWAYS).citations] == ["a"]


def test_the_sentence_that_was_found_is_cited_where_it_was_found_though_it_stands_three_times() -> None:
    text = "The deal holds. Nobody knew. The deal holds. Some left. The deal holds."
    found = compose("what", [hit(text, [0.1, 0.1, 0.9, 0.1, 0.1])], ALWAYS).citations[0]
    assert (found.start, found.quote) == (text.index("The deal", 10), "The deal holds.")


def test_a_citation_names_the_text_that_it_quotes() -> None:
    found = hit("It rained all day.", [0.9])
    assert compose("what", [found], ALWAYS).citations[0].content_hash == found.article.content_hash


def test_an_unsure_answer_cites_nothing_and_says_so() -> None:
    answer = compose("what", [hit("It rained all day.", [0.9])], NEVER)
    assert not answer.answered and answer.citations == () and "not an answer" in answer.text
    assert len(answer.consulted) == 1


def test_no_hits_is_said_too() -> None:
    assert "filters" in compose("what", [], ALWAYS).text


def test_brackets_in_an_article_are_not_taken_for_marks() -> None:
    answer = compose("what", [hit("It was shown [7] in a study.", [0.9])], ALWAYS)
    assert answer.citations[0].quote == "It was shown [7] in a study."
    assert answer.text.endswith("in a study. [1]")


def test_an_answer_whose_marks_are_not_its_citations_cannot_be_made() -> None:
    with pytest.raises(ValueError, match=r"cites \[2\] but carries \[1\]"):
        Answer("So. [2]", (Citation(1, "a", "A", None, None, 0, 3, "So."),), (), answered=True, confidence=1.0)


@pytest.mark.parametrize("question", ["", "  \n", "?!"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="no question"):
        checked_question(question)


def test_an_over_long_question_is_refused_with_both_lengths() -> None:
    with pytest.raises(QuestionError, match="100,000 characters, at most 2,000"):
        checked_question("a" * 100_000)


def test_a_pronoun_within_a_quotation_is_not_written_out() -> None:
    asked = 'Who said "They can shine without it"?'
    reply = ask(asked, lambda query, *, filters, limit: [], generation="1", today=TODAY, history=[POWER])
    assert reply.resolved_question == asked


def test_a_follow_up_is_searched_as_it_would_be_asked_alone() -> None:
    asked: list[str] = []

    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        asked.append(query)
        return [hit("Sweden joined later.", [0.9])]

    history = [Turn("When did Finland join NATO?", "Finland joined on 4 April 2023. [1]")]
    reply = ask("What about Sweden?", search, generation="1", today=TODAY, history=history)
    assert asked == [reply.resolved_question] == ["When did Sweden join NATO?"]


def test_a_time_of_the_news_becomes_a_filter_and_one_that_fits_nothing_is_let_go() -> None:
    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        return [] if filters.after else [hit("It rained.", [0.9])]

    reply = ask("What was reported yesterday?", search, generation="1", today=TODAY)
    assert reply.filters == Filters()
    kept = ask("What was reported yesterday?", finding(hit("It rained.", [0.9])), generation="1", today=TODAY)
    assert kept.filters.after == date(2024, 2, 29)


@given(
    st.lists(
        st.sampled_from(["Ça va. ", "Yes!\n\n", "שלום עולם. ", "🙂 ok. ", "It is [3] here. ", "中文。"]),
        min_size=1,
        max_size=8,
    )
)
def test_every_quote_is_its_span(parts: list[str]) -> None:
    text = "".join(parts).strip()
    found = hit(text, [0.9] * 20)
    for citation in compose("what", [found], ALWAYS).citations:
        assert found.article.text[citation.start : citation.end] == citation.quote


def test_a_sentence_is_read_with_the_one_before_it() -> None:
    text = "Ida Holm took over the Karsund yard. She was thirty. Others left the trade."
    found = compose("How old was Ida Holm when she took over the Karsund yard?", [hit(text, [0.5, 0.5, 0.5])], ALWAYS)
    assert "She was thirty." in [c.quote for c in found.citations][:2]


def test_a_filter_that_keeps_the_answer_out_is_named_and_one_that_does_not_is_not() -> None:
    wire = hit("It rained.", [0.9])

    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        return [] if filters.source else [wire]

    sure = Calibration({"best_sentence_similarity": 20.0}, -10.0, 0.5)
    filters = Filters(source="Gazette", author="Ida Holm")
    reply = ask("Did it rain?", search, generation="1", today=TODAY, filters=filters, decision=Decision(sure, sure))
    assert [(one.without, one.filters) for one in reply.relaxations] == [("source", Filters(author="Ida Holm"))]
    assert declined_notes(reply) == [
        "Searched: articles of the source Gazette, by Ida Holm.",
        "Without the filter by source, “A title” may answer.",
    ]
    answered = ask("Did it rain?", search, generation="1", today=TODAY, decision=Decision(sure, sure))
    assert answered.relaxations == () and declined_notes(answered) == []


def test_a_byline_is_not_quoted() -> None:
    found = hit(
        "By Lena Fisk, 3 July 2023\n\nThe captain will bring the ferry in for the last time on Friday.", [0.9, 0.8]
    )
    assert [one.quote[:11] for one in compose("When did the captain retire?", [found], ALWAYS).citations] == [
        "The captain"
    ]


def test_a_part_that_asks_for_a_list_of_articles_is_not_said_to_be_unanswered() -> None:
    runs = hit("The port company runs the harbour.", [0.9])
    question = "Who runs the harbour and which articles mention it?"
    reply = ask(question, finding(runs), generation="1", today=TODAY, decision=ALWAYS)
    assert [cited.quote for cited in reply.answer.citations] == ["The port company runs the harbour."]
    assert reply.answer.lead == (
        "A list of articles is given where it is asked for alone: “which articles mention the harbour”."
    )


def test_a_question_of_the_article_is_not_quoted_but_what_it_is_answered_with() -> None:
    interview = "How long did you work on it? Six years. The first two I threw away."
    answer = compose("How long did she work on it?", [hit(interview, [0.9, 0.1, 0.2])], ALWAYS)
    assert [c.quote for c in answer.citations] == ["Six years."]
    assert compose("What was asked?", [hit("Who knew?", [0.9])], ALWAYS).text == "Who knew? [1]"


def test_a_question_that_somebody_is_quoted_with_is_quoted() -> None:
    answer = compose("What did he ask?", [hit("He asked the crowd: “Who knew?” Nobody spoke.", [0.9, 0.1])], ALWAYS)
    assert [c.quote for c in answer.citations] == ["He asked the crowd: “Who knew?”"]


def test_a_headline_is_not_quoted_beside_what_its_article_says() -> None:
    found = hit("Pool to reopen after nine years\n\nThe pool opens in May.", [0.9, 0.5])
    headed = replace(found, article=replace(found.article, title="Pool to reopen after nine years"))
    assert [c.quote for c in compose("When does the pool reopen?", [headed], ALWAYS).citations] == [
        "The pool opens in May."
    ]


@pytest.mark.parametrize("signpost", ["Read more: the pool and its nine years.", "More in our dossier: Pools of Oslo."])
def test_a_signpost_to_other_articles_is_not_quoted(signpost: str) -> None:
    found = hit(f"{signpost} The pool opens in May.", [0.9, 0.8])
    assert [c.quote for c in compose("What of the pool?", [found], ALWAYS).citations] == ["The pool opens in May."]


def test_a_question_that_is_not_answered_on_the_topic_before_is_asked_alone() -> None:
    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        return [] if "Holm" in query or "mayor" in query else [hit("The tower opens in May.", [0.9])]

    reply = ask("what about the tower?", search, generation="1", today=TODAY, decision=ALWAYS, history=[HOLM])
    assert (reply.resolved_question, reply.answer.answered) == ("what about the tower?", True)
    missing = ask("what about the tower?", lambda *_, **__: [], generation="1", today=TODAY, history=[HOLM])
    assert missing.resolved_question == "what about the tower (Ida Holm)?"
    town = ask("What about Karsund?", search, generation="1", today=TODAY, decision=ALWAYS, history=[MAYOR])
    assert (town.resolved_question, town.answer.answered) == ("What about Karsund?", True)


def test_what_about_a_name_is_asked_alone_where_the_answer_tells_of_something_else_and_is_less_sure() -> None:
    def search(query: str, *, filters: Filters, limit: int) -> list[Hit]:
        on_the_storm = hit("Some 300 homes in Skelby have no power.", [0.6])
        return [on_the_storm] if "power" in query else [hit("Karsund Rovers lost the cup.", [sure_of_the_club])]

    def resolved(question: str) -> str:
        by_similarity = Decision(SIMILARITY, SIMILARITY)
        return ask(
            question, search, generation="1", today=TODAY, decision=by_similarity, history=[POWER]
        ).resolved_question

    sure_of_the_club = 0.9
    assert resolved("What about Karsund Rovers?") == "What about Karsund Rovers?"
    assert resolved("What about Skelby?") == "How many homes in Skelby have no power?"
    sure_of_the_club = 0.55
    assert resolved("What about Karsund Rovers?") == "How many homes in Karsund Rovers have no power?"


@pytest.mark.parametrize(
    "question",
    ["Wer hat die Brücke eröffnet?", "Qui a gagné la coupe du monde ?", "谁赢得了世界杯？", "¿Quién ganó la Copa?"],
)
def test_a_question_in_another_language_that_is_declined_is_told_what_the_model_reads(question: str) -> None:
    reply = ask(question, finding(hit("It rained.", [0.9])), generation="1", today=TODAY, decision=NEVER)
    assert reply.answer.text == NOT_ENGLISH and reply.declined


@pytest.mark.parametrize("question", ["Why?", "And then?", "Who was it?", "how many?"])
def test_a_question_that_nothing_before_it_completes_is_asked_back(question: str) -> None:
    reply = ask(question, finding(hit("It rained.", [0.9])), generation="1", today=TODAY, decision=ALWAYS)
    assert reply.answer.text == WHAT_IS_MEANT and not reply.answer.consulted and not reply.declined
    after = ask(
        question, finding(hit("It rained.", [0.9])), generation="1", today=TODAY, decision=ALWAYS, history=[HOLM]
    )
    assert after.answer.answered


@pytest.mark.parametrize("greeting", ["Thanks!", "hello there", "Ok, thank you very much.", "What can you do?"])
def test_a_greeting_is_told_how_to_ask_and_searches_nothing(greeting: str) -> None:
    reply = ask(greeting, finding(hit("It rained.", [0.9])), generation="1", today=TODAY, decision=ALWAYS)
    assert reply.answer == Answer(HOW_TO_ASK, (), (), answered=False, confidence=0.0)
    assert not reply.declined and declined_notes(reply) == []


@pytest.mark.parametrize(
    "question", ["Who said thanks?", "What is this treaty?", "Nice", "“Thank you”", "help for farmers"]
)
def test_a_question_with_a_greeting_in_it_is_asked(question: str) -> None:
    assert ask(
        question, finding(hit("It rained.", [0.9])), generation="1", today=TODAY, decision=ALWAYS
    ).answer.answered


def test_a_time_in_figures_is_nothing_that_articles_would_have_to_mention(
    synced: Callable[[], object], opened: Callable[[], Searcher]
) -> None:
    synced()
    searcher = opened()

    def said(question: str) -> str:
        found = ask(question, searcher.search, words=searcher.words, generation="1", today=TODAY, decision=NEVER)
        return found.answer.text

    assert said("What happened in Q1 2023?") == NOT_ANSWERED
    assert said("What happened to Zubrin in H1 2023?").startswith("No article mentions Zubrin.")
