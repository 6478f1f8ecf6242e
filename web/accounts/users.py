"""Who may sign in: names with hashed passwords in a file of JSON lines, which `article-qa user` keeps."""

import fcntl
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import scrypt
from hmac import compare_digest
from pathlib import Path

from index.errors import UsageError
from index.swapping import swap_in_private

MIN_PASSWORD_CHARS = 12
MAX_PASSWORD_CHARS = 200
MAX_NAME_CHARS = 60
# Cost of one guess: 32 MiB and some 0.2 s. One of the settings of the OWASP Password Storage Cheat Sheet for scrypt.
N, R, P = 2**15, 8, 3
_MEMORY = 2**26  # what scrypt may use, a little above 128 * N * R
_NAME = re.compile(rf"[\w.@+-]{{1,{MAX_NAME_CHARS}}}")


@dataclass(frozen=True, slots=True)
class User:
    """One who may sign in. `salt` and `hash` are hexadecimal."""

    name: str
    salt: str
    hash: str
    n: int = N
    r: int = R
    p: int = P
    id: str = ""  # of the account: whoever is given the name of a removed user is somebody else


_NOBODY = User("", secrets.token_hex(16), "")  # checked where there is no such user, so that it takes as long


def read_users(path: Path) -> dict[str, User]:
    """All users by name; none where there is no file. Raises UsageError for a line that is no user."""
    users: dict[str, User] = {}
    if not path.exists():
        return users
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            user = User(**json.loads(line))
            bytes.fromhex(user.salt + user.hash)
            if (
                not isinstance(user.name, str)
                or not isinstance(user.id, str)
                or not all(isinstance(cost, int) for cost in (user.n, user.r, user.p))
            ):
                raise TypeError(f"{user} is of other types")
        except (ValueError, TypeError) as error:
            raise UsageError(
                f"{path}, line {number}: it is no user; make one with: article-qa user add NAME"
            ) from error
        users[user.name] = user
    return users


def add_user(path: Path, name: str, password: str) -> bool:
    """Let someone sign in, or give them another password; whether they are new. Raises UsageError."""
    name = checked_name(name)
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        raise UsageError(
            f"the password has {len(password)} characters, expected {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS}"
        )
    with _changing(path):
        users = read_users(path)
        account = users[name].id if name in users else secrets.token_hex(8)
        salted = User(name, secrets.token_hex(16), "", id=account)
        _write(path, users | {name: replace(salted, hash=_hash(salted, password))})
    return name not in users


def remove_user(path: Path, name: str) -> None:
    """Let someone sign in no longer. Raises UsageError where there is none of that name."""
    with _changing(path):
        users = read_users(path)
        if users.pop(checked_name(name), None) is None:
            raise UsageError(f"{path}: there is no user {name}")
        _write(path, users)


def checked_name(name: str) -> str:
    """The name as it is kept. Raises UsageError."""
    name = unicodedata.normalize("NFKC", name).strip()
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no user's name: expected 1 to 60 letters, digits or . @ + - _")
    return name


def known_as(name: str) -> str:
    """The one spelling under which a name is looked up and counted; empty for one too long to be a user's.

    Long ones are not normalised: the time that takes grows with the square of their marks.
    """
    return unicodedata.normalize("NFKC", name).strip() if len(name) <= MAX_NAME_CHARS else ""


def proves(users: Mapping[str, User], name: str, password: str) -> str:
    """The user's name if the password is theirs, else "". Takes as long where there is no such user."""
    name = known_as(name)
    user = users.get(name, _NOBODY)
    return name if compare_digest(_hash(user, password[:MAX_PASSWORD_CHARS]), user.hash) else ""


def _hash(user: User, password: str) -> str:
    said = unicodedata.normalize("NFC", password).encode("utf-8", "replace")
    return scrypt(said, salt=bytes.fromhex(user.salt), n=user.n, r=user.r, p=user.p, maxmem=_MEMORY).hex()


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    """One change of the file after another: whoever reads it within the block writes over nobody else's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path.with_name(path.name + ".lock"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, users: Mapping[str, User]) -> None:
    lines = (json.dumps(asdict(user), ensure_ascii=False) for _, user in sorted(users.items()))
    swap_in_private(path, ["".join(f"{line}\n" for line in lines).encode()])
