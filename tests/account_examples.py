"""Two users, as the tests of accounts have them."""

from pathlib import Path

import pytest

import web.accounts.users as users_module
from web.accounts.users import add_user

ANNA, BORIS = "a long secret of anna", "another one of boris"


def make_guesses_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of a guess is some 0.2 s."""
    for name, value in (("N", 2**4), ("P", 1)):
        monkeypatch.setattr(users_module, name, value)
    monkeypatch.setattr(users_module.User.__init__, "__defaults__", (2**4, 8, 1, ""))


def users_file(folder: Path) -> Path:
    file = folder / "users.jsonl"
    add_user(file, "anna", ANNA)
    add_user(file, "boris", BORIS)
    return file
