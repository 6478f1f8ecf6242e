"""Signing in: passwords are checked, not too often, and a signed token proves it afterwards, over restarts too."""

import base64
import binascii
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from pathlib import Path

from index.errors import ArticleQAError, UsageError
from web.accounts.signed_out import SignedOut
from web.accounts.users import User, known_as, proves, read_users

KEY_BYTES = 32
SIGNED_IN_S = 30 * 24 * 3600
ATTEMPTS = 10  # within WINDOW_S, from one address and for one name
WINDOW_S = 60
_REMEMBERED = 10_000  # addresses and names: a flood of made-up ones must not fill the memory


class TooManyAttempts(ArticleQAError):
    """Wait before the next attempt to sign in."""


class Accounts:
    """The users of a file as it is now, and the proofs that they have signed in. Safe to share between threads."""

    def __init__(self, users: Path, key: Path, now: Callable[[], float] = time.time) -> None:
        """`key` is the file of the secret that tokens are signed with; it is made if need be. Raises UsageError."""
        self._file, self._now = users, now
        self._key = _secret(key)
        self._signed_out = SignedOut(key.with_name("signed-out"), now)
        self._lock = threading.Lock()  # one password at a time: each takes 32 MiB
        self._attempts: dict[str, deque[float]] = {}
        self._seen: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        self.users()

    def users(self) -> dict[str, User]:
        """All users; the file is read again when it has changed. Raises UsageError."""
        found = self._file.stat() if self._file.exists() else None
        seen = (found.st_mtime_ns, found.st_ino) if found else None
        if seen != self._seen:
            self._users, self._seen = read_users(self._file), seen
        return self._users

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The user's name if the password is theirs, else "". Raises TooManyAttempts."""
        name = known_as(name)
        at, named = f"at {address}", f"as {name.casefold()}"
        with self._lock:
            self._count([at, named])
            found = proves(self.users(), name, password)
            if found:
                del self._attempts[named]
                self._attempts[at].pop()  # this attempt; those at others' names stay counted
        return found

    def token(self, name: str) -> str:
        """What proves for a while that a user has signed in.

        Until then a new password, removal, or signing out with this very token makes it void.
        """
        ends = int(self._now()) + SIGNED_IN_S
        named = base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")
        said = f"{named}.{ends}.{secrets.token_urlsafe(12)}"
        return f"{said}.{self._signed(name, said)}"

    def of_token(self, token: str) -> str:
        """The name of the user who has signed in; empty where the token proves nothing."""
        said, _, signature = token.rpartition(".")
        named, _, rest = said.partition(".")
        ends = rest.partition(".")[0]
        try:
            name = base64.urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
        except (binascii.Error, ValueError):
            return ""
        if not ends.isdecimal() or len(ends) > 12 or int(ends) < self._now() or name not in self.users():
            return ""
        mine = compare_digest(signature.encode(), self._signed(name, said).encode())
        return name if mine and token not in self._signed_out else ""

    def sign_out(self, token: str) -> None:
        """Make the token void, wherever it has been copied to. One that proves nothing is left alone."""
        if self.of_token(token):
            self._signed_out.add(token, int(token.split(".")[1]))

    def of_basic(self, header: str, address: str) -> str:
        """The same for what programs send: `Authorization: Basic …`. Raises TooManyAttempts."""
        kind, _, coded = header.partition(" ")
        try:
            name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return ""
        return self.sign_in(name, password, address) if kind.lower() == "basic" else ""

    def visitor(self, name: str) -> str:
        """The secret by which a user's conversations are kept, as a browser's cookie is where there are no accounts."""
        account = self.users()[name].id  # empty for users of before there were ids, who keep what they have
        return self._mac(f"visitor\0{name}\0{account}" if account else f"visitor\0{name}")

    def _count(self, who: list[str]) -> None:
        if len(self._attempts) > _REMEMBERED:
            self._attempts = {one: times for one, times in self._attempts.items() if times[-1] > self._now() - WINDOW_S}
        for one in who:
            times = self._attempts.setdefault(one, deque(maxlen=ATTEMPTS))
            if len(times) == ATTEMPTS and times[0] > self._now() - WINDOW_S:
                raise TooManyAttempts(f"too many attempts to sign in: wait {WINDOW_S} seconds")
            times.append(self._now())

    def _signed(self, name: str, said: str) -> str:
        return self._mac(f"session\0{said}\0{self.users()[name].hash}")

    def _mac(self, text: str) -> str:
        return hmac(self._key, text.encode(), sha256).hexdigest()


def _secret(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    except FileExistsError:
        pass
    key = path.read_bytes()
    if len(key) < KEY_BYTES:
        raise UsageError(
            f"{path}: the key has {len(key)} bytes, expected {KEY_BYTES}: delete it, and everybody signs in anew"
        )
    return key
