"""Files made to do harm: each is refused in one sentence or read within the limits; its neighbours are unharmed."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, MadeOnce
from tests.faults.hostile import MEMORY_BYTES, Measured, next_text, row
from tests.faults.hostile_files import EITHER, HOSTILE, READ

# The processor time that a file may cost here, in that of a harmless one, which is nearly all the start of a child: a
# fraction of the real limit on any machine, so that these tests are quick. `make torture` has the real one.
TIMES = 2.5


@dataclass(frozen=True, slots=True)
class Told:
    """What became of each hostile file, and of the good file behind it, under a limit of processor time for each."""

    harmless_s: float
    limit_s: int
    found: dict[str, Measured]


@pytest.fixture(scope="session")
def told(made_once: MadeOnce) -> Told:
    def make(path: Path) -> None:
        command = [sys.executable, "-m", "tests.faults.hostile", str(TIMES)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        path.write_text(ran.stdout)

    answer = json.loads(made_once("hostile.json", make).read_text())
    found = {name: Measured(**measured) for name, measured in answer["found"].items()}
    return Told(answer["harmless_s"], answer["limit_s"], found)


@pytest.fixture(scope="session")
def outcomes(told: Told) -> dict[str, Measured]:
    return told.found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_or_read(name: str, outcomes: dict[str, Measured]) -> None:
    found = outcomes[name]
    if name in READ:
        assert found.texts == [READ[name]]
        return
    if name not in EITHER:
        assert not found.texts
    if not found.texts:
        assert len(found.problems) == 1
        assert 10 < len(found.problems[0]) < 400
        assert "\n" not in found.problems[0]
        assert "parser failed" not in found.problems[0]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_no_more_than_its_limits(name: str, told: Told) -> None:
    starts_s = 2 * told.harmless_s  # two children are started
    assert told.found[name].cpu_s <= told.limit_s + 1 + starts_s  # the kernel counts whole seconds
    assert told.found[name].peak_bytes <= MEMORY_BYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_the_file_after_a_hostile_one_is_read(name: str, outcomes: dict[str, Measured]) -> None:
    assert outcomes[name].next_texts == [next_text(name)]


def test_no_file_of_the_system_and_nothing_expanded_is_in_any_text(outcomes: dict[str, Measured]) -> None:
    texts = "\n".join(text for found in outcomes.values() for text in found.texts)
    assert "root:" not in texts
    assert "lollol" not in texts


def test_what_each_hostile_file_costs_is_told(outcomes: dict[str, Measured], count: Callable[[str], None]) -> None:
    for name, found in outcomes.items():
        count(row(name, found))
