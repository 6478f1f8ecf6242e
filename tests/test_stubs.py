"""gradio is imported without its type stubs, and nothing else notices."""

import inspect
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from web.stubs import no_type_stubs


def test_only_gradio_s_classes_have_no_file_and_only_within_the_block() -> None:
    theirs = type("Button", (), {"__module__": "gradio.components.button"})
    before = inspect.getfile
    with no_type_stubs():
        assert inspect.getfile(subprocess.Popen) == subprocess.__file__
        with pytest.raises(OSError, match="no type stub"):
            inspect.getfile(theirs)
    assert inspect.getfile is before


def test_the_page_makes_no_type_stub() -> None:
    check = "import ast; ast.get_source_segment = lambda *_: 1 / 0; import ui"  # what making one begins with
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)
