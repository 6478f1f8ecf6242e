"""Files made to do harm: each is refused in one sentence or read within the limits; its neighbours are unharmed."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.hostile import MEMORY_BYTES, Measured, next_text, row
from tests.faults.hostile_files import EITHER, HOSTILE, READ

CPU_S = 2  # a tenth of what an article may cost, so that these tests take seconds; `make torture` has the real limit
START_S = 1.5  # the start of one or two children


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Measured]:
    """What became of each hostile file, and of the good file behind it."""
    command = [sys.executable, "-m", "tests.faults.hostile", str(CPU_S)]
    ran = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return {name: Measured(**found) for name, found in json.loads(ran.stdout).items()}


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
def test_a_hostile_file_costs_no_more_than_its_limits(name: str, outcomes: dict[str, Measured]) -> None:
    assert outcomes[name].cpu_s <= CPU_S + 1 + START_S  # the kernel counts whole seconds
    assert outcomes[name].peak_bytes <= MEMORY_BYTES


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
