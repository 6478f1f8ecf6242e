"""The shape of the house: imports run one way, heavy libraries have one door each, importing is light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("index", "qa", "web")
OWN_IMPORTER = {
    "faiss": {"index/vectors.py"},
    "sqlite3": {"index/store.py", "web/history/store.py"},
    "tantivy": {"index/lexical.py"},
    "sentence_transformers": {"index/models/crossencoder.py", "index/models/reference.py"},
    "openvino": {"index/models/encoder.py"},
    "gradio": {"ui.py"},
    "mcp": {"web/tools.py"},
}
HEAVY = ("torch", "faiss", "gradio", "sentence_transformers", "transformers", "scipy", "openvino")


def sources() -> list[Path]:
    return [
        *(p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))),
        ROOT / "cli.py",
        ROOT / "ui.py",
    ]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    forbidden = {"index": {"qa", "web", "ui", "cli"}, "qa": {"web", "ui", "cli"}, "web": {"ui", "cli"}}.get(room, set())
    assert not tops(path) & (forbidden | {"tests", "bench", "train"})


@pytest.mark.parametrize("package", ["index", "qa"])
def test_the_rooms_of_a_package_import_each_other_in_one_direction(package: str) -> None:
    rooms = {folder.parent for folder in (ROOT / package).glob("*/__init__.py")}
    names = {f"{package}.{room.name}": room.name for room in rooms}
    needs = {
        room.name: {names[two] for path in room.rglob("*.py") for two in map(first_two, imported(path)) if two in names}
        for room in rooms
    }
    TopologicalSorter({room: others - {room} for room, others in needs.items()}).prepare()  # raises CycleError


def first_two(name: str) -> str:
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("library", OWN_IMPORTER)
def test_each_heavy_library_has_one_importer(library: str) -> None:
    assert {p.relative_to(ROOT).as_posix() for p in sources() if library in tops(p)} == OWN_IMPORTER[library]


@pytest.mark.parametrize("package", ["index.search", "index.sync", "qa.answerer", "qa.evaluation.reports", "cli"])
def test_importing_loads_nothing_heavy(package: str) -> None:
    check = f"import sys, {package}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_bears_a_name_of_the_standard_library() -> None:
    own = {p.stem for p in ROOT.glob("*.py")} | set(PACKAGES)
    assert not own & sys.stdlib_module_names


def test_nothing_is_pickled() -> None:
    assert not [p for p in sources() if tops(p) & {"pickle", "shelve", "marshal", "dill"}]
