"""Questions to begin with, shown on the empty page, and to go on with, shown below an answer."""

from collections.abc import Sequence
from pathlib import Path

from qa.records import Reply

EXAMPLES_FILE = "_questions.txt"  # in the corpus folder, one question a line; the "_" keeps it from being an article
_SHOWN = 4
_FURTHER = 2
_LONGEST_TITLE = 90  # a longer one is most often a first sentence


def example_questions(corpus: Path, titles: Sequence[tuple[str, str]]) -> list[str]:
    """The questions that the corpus brings, or, where it brings none, one about each of a few of its titles."""
    path = corpus / EXAMPLES_FILE
    if path.is_file():
        lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines()]
        return [line for line in lines if line][:_SHOWN]
    every = max(1, len(titles) // _SHOWN)
    return [_about(title) for _, title in titles[::every][:_SHOWN]]


def further_questions(reply: Reply) -> list[str]:
    """One about each of the nearest articles that were read for an answer and not cited; none where it was declined."""
    answer = reply.answer
    cited = {citation.title for citation in answer.citations}
    titles = dict.fromkeys(hit.article.title for hit in answer.consulted if hit.article.title not in cited)
    return [_about(title) for title in titles if len(title) <= _LONGEST_TITLE][:_FURTHER] if answer.answered else []


def _about(title: str) -> str:
    return f"What do the articles say about “{title}”?"
