"""Questions to begin with, shown on the empty page, and to go on with, shown below an answer."""

from collections.abc import Sequence
from pathlib import Path

from qa.records import Reply

EXAMPLES_FILE = "_questions.txt"  # in the corpus folder, one question a line; the "_" keeps it from being an article
_SHOWN = 4
_FURTHER = 2
_NEAR = 0.6  # of the best score; an article further off is on something else
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
    """One about each of the nearest articles that were read for an answer and say something else; none where it was declined.

    Articles that are cited, copies of them and earlier versions say the same, and what is far off has only been looked at.
    """
    answer = reply.answer
    if not answer.answered:
        return []
    told = {citation.title for citation in answer.citations}
    for citation in answer.citations:
        told.update(copy.title for copy in (*citation.copies, citation.earlier_version) if copy)
    best = max((hit.score for hit in answer.consulted), default=0.0)
    near = (hit.article.title for hit in answer.consulted if hit.score >= _NEAR * best)
    titles = dict.fromkeys(title for title in near if title not in told and len(title) <= _LONGEST_TITLE)
    return [_about(title) for title in titles][:_FURTHER]


def _about(title: str) -> str:
    return f"What do the articles say about “{title}”?"
