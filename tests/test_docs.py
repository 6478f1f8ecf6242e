"""What the documents say is there, is there."""

import re

import pytest

from cli import app
from tests.conftest import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/design.md", "bench/README.md"]


def commands() -> set[str]:
    return {
        command.name or command.callback.__name__.replace("_", "-")  # type: ignore[union-attr]
        for command in app.registered_commands
    }


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"^ {4}(?:.*&& )?article-qa ([\w-]+)", text, re.MULTILINE)) | set(
        re.findall(r"&& article-qa ([\w-]+)", text)
    )
    assert named | {"serve"} == commands()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    paths = re.findall(r"`((?:index|qa|web|tests|docs|bench|corpus)/[\w./-]*)`", text) + re.findall(
        r"\]\(([\w./-]+)\)", text
    )
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / document).parent.joinpath(path).exists(), path


def test_every_target_that_the_readme_makes_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:^ {4}|`)make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
