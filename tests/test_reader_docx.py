"""Word documents, made by python-docx."""

import io
from datetime import date, datetime

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import ReaderError
from index.readers import read
from index.records import Article


def saved(document: "docx.document.Document") -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def bare() -> "docx.document.Document":
    document = docx.Document()
    facts = document.core_properties
    facts.title = facts.author = facts.language = ""
    facts.created = datetime(2013, 12, 23)
    return document


def test_a_whole_document() -> None:
    document = bare()
    facts = document.core_properties
    facts.title, facts.author, facts.language = "Baths to reopen", "Ada Example", "en-GB"
    facts.created = facts.modified = datetime(2023, 8, 21, 10, 30)
    document.add_heading("Baths to reopen", 0)
    document.add_paragraph("21 August 2023")
    paragraph = document.add_paragraph("The council ")
    paragraph.add_run("voted").bold = True
    paragraph.add_run(" on Tuesday.\nAt last.")
    document.add_heading("What it costs", 1)
    document.add_paragraph("Pool: 2 million", style="List Bullet")
    document.add_paragraph("Roof: 1 million", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells], ["Year", "Visitors", "2018", "40,000"], strict=True
    ):
        cell.text = words
    document.add_paragraph("Work begins in spring.")
    assert read(saved(document), ".docx", "city/baths").articles == (
        Article(
            id="city/baths",
            title="Baths to reopen",
            text=(
                "21 August 2023\n\nThe council voted on Tuesday.\nAt last.\n\n"
                "What it costs\n\nPool: 2 million\nRoof: 1 million\n\n"
                "Year | Visitors\n2018 | 40,000\n\nWork begins in spring."
            ),
            published=date(2023, 8, 21),
            author="Ada Example",
            lang="en",
        ),
    )


def test_the_day_of_a_document_that_its_text_does_not_show_is_not_taken_for_a_date() -> None:
    document = bare()
    document.add_paragraph("The council voted.")
    (article,) = read(saved(document), ".docx", "a").articles
    assert (article.title, article.published, article.author) == ("The council voted.", None, None)


def test_what_the_library_that_made_a_document_says_of_itself_is_no_fact_of_the_article() -> None:
    document = docx.Document()
    document.add_paragraph("The council voted.")
    (article,) = read(saved(document), ".docx", "a").articles
    assert (article.title, article.author) == ("The council voted.", None)


@pytest.mark.parametrize("title", ["Document1", "Microsoft Word - baths.docx", "baths final.doc", "Untitled"])
@pytest.mark.parametrize("author", ["Windows User", "Microsoft Office User", "user", "Administrator"])
def test_what_word_itself_writes_into_the_properties_is_no_fact_of_the_article(title: str, author: str) -> None:
    document = bare()
    document.core_properties.title, document.core_properties.author = title, author
    document.add_heading("Baths to reopen", 0)
    document.add_paragraph("By Ada Lind")
    document.add_paragraph("The council voted.")
    (article,) = read(saved(document), ".docx", "a").articles
    assert (article.title, article.author) == ("Baths to reopen", "Ada Lind")


def test_a_document_without_properties_is_titled_by_its_first_words() -> None:
    document = docx.Document()
    document.add_paragraph("The council voted.")
    package = document.part.package
    (name,) = [name for name, part in package.rels.items() if part.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES]
    del package.rels[name]
    (article,) = read(saved(document), ".docx", "a").articles
    assert (article.title, article.author) == ("The council voted.", None)


def test_a_heading_stands_in_for_a_missing_title() -> None:
    document = bare()
    document.add_heading("Baths to reopen", 1)
    document.add_paragraph("The council voted.")
    (article,) = read(saved(document), ".docx", "a").articles
    assert (article.title, article.text) == ("Baths to reopen", "The council voted.")


def test_tracked_insertions_are_text_and_deletions_are_not() -> None:
    document = bare()
    markup = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">The council </w:t></w:r>
    <w:ins w:id="1" w:author="a"><w:r><w:t>approved</w:t></w:r></w:ins><w:del w:id="2" w:author="a"><w:r>
    <w:delText>refused</w:delText></w:r></w:del>
    <w:hyperlink><w:r><w:t xml:space="preserve"> the plan</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>"""
    document.element.body.insert(0, parse_xml(markup))
    inner = "<w:sdtContent><w:p><w:r><w:t>In a content control.</w:t></w:r></w:p></w:sdtContent>"
    control = f"<w:sdt {nsdecls('w')}>{inner}</w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert (
        read(saved(document), ".docx", "a").articles[0].text
        == "The council approved the plan.\n\nIn a content control."
    )


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.99])
def test_a_document_that_is_cut_off_is_refused(cut: float) -> None:
    data = saved(bare())
    with pytest.raises(ReaderError, match="zip archive"):
        read(data[: int(len(data) * cut)], ".docx", "a")


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(ReaderError, match="no text"):
        read(saved(bare()), ".docx", "a")
