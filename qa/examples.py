"""Questions to begin with, shown on the empty page."""

from collections.abc import Sequence
from pathlib import Path

EXAMPLES_FILE = "_questions.txt"  # in the corpus folder, one question a line; the "_" keeps it from being an article
_SHOWN = 4


def example_questions(corpus: Path, titles: Sequence[tuple[str, str]]) -> list[str]:
    """The questions that the corpus brings, or, where it brings none, one about each of a few of its titles."""
    path = corpus / EXAMPLES_FILE
    if path.is_file():
        lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines()]
        return [line for line in lines if line][:_SHOWN]
    every = max(1, len(titles) // _SHOWN)
    return [f"What do the articles say about “{title}”?" for _, title in titles[::every][:_SHOWN]]
