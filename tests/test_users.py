"""The file of users: names and hashed passwords, and who may read and change it."""

import json
import stat
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import UsageError
from tests.account_examples import ANNA, BORIS, make_guesses_cheap, users_file
from web.accounts.users import add_user, proves, read_users, remove_user


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_guesses_cheap(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return users_file(tmp_path)


def test_users_added_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    names = [f"user{n}" for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        deque(threads.map(lambda name: add_user(tmp_path / "users.jsonl", name, ANNA), names), 0)
    assert set(read_users(tmp_path / "users.jsonl")) == set(names)


def test_nothing_is_written_through_a_link_that_somebody_laid_in_the_way(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    (tmp_path / "users.jsonl.new").symlink_to(other)
    add_user(file, "third", ANNA)
    assert other.read_text() == "precious" and "third" in read_users(file)


def test_a_password_is_kept_only_as_a_salted_hash_that_nobody_else_may_read(file: Path) -> None:
    kept = file.read_text()
    assert ANNA not in kept and stat.S_IMODE(file.stat().st_mode) == 0o600
    add_user(file, "twin", ANNA)
    one, two = read_users(file)["anna"], read_users(file)["twin"]
    assert one.salt != two.salt and one.hash != two.hash


def test_only_the_right_name_with_the_right_password_proves_who_one_is(file: Path) -> None:
    users = read_users(file)
    assert proves(users, "anna", ANNA) == "anna"
    for name, password in [
        ("anna", BORIS),
        ("anna", ANNA + " "),
        ("anna", ""),
        ("nobody", ANNA),
        ("", ""),
        ("Anna", ANNA),
    ]:
        assert proves(users, name, password) == ""


def test_the_hash_is_the_one_that_the_standard_says(tmp_path: Path) -> None:
    """RFC 7914, section 12: scrypt("password", "NaCl", N=1024, r=8, p=16)."""
    hashed = (
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    )
    line = {"name": "rfc", "salt": b"NaCl".hex(), "hash": hashed, "n": 1024, "r": 8, "p": 16}
    (tmp_path / "users").write_text(json.dumps(line) + "\n")
    assert proves(read_users(tmp_path / "users"), "rfc", "password") == "rfc"


def test_a_user_is_given_another_password_and_removed(file: Path) -> None:
    assert not add_user(file, "anna", "a new one for anna")
    assert proves(read_users(file), "anna", ANNA) == ""
    remove_user(file, "anna")
    assert set(read_users(file)) == {"boris"}
    with pytest.raises(UsageError, match="no user anna"):
        remove_user(file, "anna")


@pytest.mark.parametrize(
    ("name", "password"), [("", ANNA), ("a b", ANNA), ("a/b", ANNA), ("a" * 61, ANNA), ("c", "short"), ("c", "x" * 201)]
)
def test_a_name_or_password_that_will_not_do_is_refused(file: Path, name: str, password: str) -> None:
    with pytest.raises(UsageError, match=r"expected 1 to 60|expected 12 to 200"):
        add_user(file, name, password)


def test_a_line_that_is_no_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "users").write_text('{"name": "anna"}\n')
    with pytest.raises(UsageError, match="line 1: it is no user"):
        read_users(tmp_path / "users")


def test_users_are_kept_from_the_terminal(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from cli import app

    file = tmp_path / "users.jsonl"
    done = CliRunner().invoke(app, ["user", "add", "anna", "--users", str(file)], input=ANNA + "\n")
    assert done.exit_code == 0 and "can sign in now" in done.output and ANNA not in done.output
    assert proves(read_users(file), "anna", ANNA) == "anna"
    assert CliRunner().invoke(app, ["user", "remove", "anna", "--users", str(file)]).exit_code == 0
    assert read_users(file) == {}
