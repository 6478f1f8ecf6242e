"""The fault campaigns of tests/faults, each once with seed 0. What they did is counted at the end of the tests' output."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Campaign = Callable[[str], dict[str, int]]


@pytest.fixture
def campaign(count: Callable[[str], None]) -> Campaign:
    """Run a campaign in a process of its own, which may fork, be limited and be torn down; what it counted."""

    def run(name: str) -> dict[str, int]:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.faults", name, "--seed", "0"],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr + ran.stdout
        count(f"faults: {ran.stdout.strip()}")
        return {
            what: int(number.replace(",", ""))
            for number, what in re.findall(r"(\d[\d,]*) ([^,·]+?)(?=,| ·)", ran.stdout)
        }

    return run


def test_a_sync_killed_at_any_point_leaves_the_old_index_or_the_new_one(campaign: Campaign) -> None:
    counts = campaign("kills")
    assert counts["cases"] >= 200
    assert counts["left the old index"] and counts["left the new index"]


def test_every_file_operation_of_a_publish_may_fail_once(campaign: Campaign) -> None:
    counts = campaign("operations")
    assert counts["refused in one sentence"] + counts["of no consequence"] >= counts["operations"] > 250


def test_a_disk_without_room_is_survived(campaign: Campaign) -> None:
    counts = campaign("room")
    assert counts["refused in one sentence"] >= 12


def test_lost_power_leaves_the_old_index_or_the_new_one_and_takes_back_nothing(campaign: Campaign) -> None:
    assert campaign("losses")["damaged files or names"] >= 500


def test_every_mutation_of_an_index_is_found_before_an_answer(campaign: Campaign) -> None:
    counts = campaign("mutations")
    assert counts["refused before an answer"] + counts.get("answered by the generation before and said so", 0) >= 500


def test_sixteen_writers_lose_nothing_and_wait_for_nobody_for_ever(campaign: Campaign) -> None:
    counts = campaign("writers")
    assert counts["processes"] == 48
    assert counts["killed"]


def test_no_answer_fails_or_mixes_generations_while_two_hundred_are_published(campaign: Campaign) -> None:
    counts = campaign("readers")
    assert counts["publishes"] == 200
    assert counts["generations answered from"] > 50


def test_any_history_ends_in_the_index_that_is_made_at_one_go(campaign: Campaign) -> None:
    counts = campaign("histories")
    assert counts["changes"] and counts["crashes"] and counts["failures"]
