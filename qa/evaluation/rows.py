"""JSON Lines read with suspicion: every complaint names the file, the line, what was found and what was expected."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import DatasetError

MAX_SHOWN_CHARS = 80  # of a wrong value, in a message
MAX_TOLD = 5  # wrong lines of one file


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object and where it stands. A key that is absent, null or "" counts as not given."""

    where: str
    fields: Mapping[str, object]

    def wrong(self, key: str, expected: str) -> DatasetError:
        found = repr(self.fields.get(key))
        shown = found if len(found) <= MAX_SHOWN_CHARS else found[:MAX_SHOWN_CHARS] + "…"
        return DatasetError(f'{self.where}: "{key}" is {shown}, expected {expected}')

    def given(self, key: str) -> bool:
        return self.fields.get(key) not in (None, "")

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text that is not empty")
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.given(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; () if not given."""
        value = self.fields.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def flag(self, key: str) -> bool | None:
        value = self.fields.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "true, false or null")
        return value

    def whole(self, key: str) -> int:
        value = self.fields.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def number(self, key: str) -> float:
        value = self.fields.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max:
            return float(value)
        raise self.wrong(key, "a number")

    def day(self, key: str) -> date | None:
        if not self.given(key):
            return None
        try:
            return date.fromisoformat(self.text(key)[:10])  # a time of day may follow
        except ValueError:
            raise self.wrong(key, "a day as YYYY-MM-DD") from None

    def row(self, key: str) -> "Row":
        """An object inside this one; an empty one if not given."""
        value = self.fields.get(key)
        if value is not None and not isinstance(value, dict):
            raise self.wrong(key, "an object")
        return Row(f"{self.where}, {key}", value or {})

    def rows(self, key: str) -> tuple["Row", ...]:
        """A list of objects; () if not given."""
        value = self.fields.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, "a list of objects")
        return tuple(Row(f"{self.where}, {key}[{n}]", one) for n, one in enumerate(value))


def read_rows(path: Path, wrong: list[DatasetError] | None = None) -> Iterator[Row]:
    """The objects of a JSON Lines file; empty lines are passed over. What is no object is raised, or added to `wrong`."""
    for number, line in _lines(path):
        try:
            yield _row(f"{path}, line {number}", line)
        except DatasetError as error:
            if wrong is None:
                raise
            wrong.append(error)


def _row(where: str, line: bytes) -> Row:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{where}: found no JSON ({error}), expected one JSON object a line") from None
    if not isinstance(fields, dict):
        raise DatasetError(f"{where}: found a {type(fields).__name__}, expected a JSON object")
    return Row(where, fields)


def together(wrong: Sequence[DatasetError]) -> DatasetError:
    """What is wrong with the lines of one file, in one sentence that names the file once."""
    first, *others = map(str, wrong)
    line = re.match(r".*?, (?=line \d)", first)
    said = [first, *(other.removeprefix(line[0] if line else "") for other in others[: MAX_TOLD - 1])]
    more = len(wrong) - len(said)
    return DatasetError("; ".join(said) + (f"; and {more} more lines are wrong" if more else ""))


def read_row(path: Path) -> Row:
    """A file that holds one JSON object."""
    try:
        fields = json.loads(path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{path}: found no JSON ({error}), expected one JSON object") from None
    if not isinstance(fields, dict):
        raise DatasetError(f"{path}: found a {type(fields).__name__}, expected one JSON object")
    return Row(str(path), fields)


def unreadable(path: Path, error: OSError) -> DatasetError:
    return DatasetError(f"{path}: cannot be read: {error.strerror or error}")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Cut at "\\n" only: JSON may hold U+2028 and its like, at which Python would cut a text too."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line  # bytes: json itself passes over a byte order mark
    except OSError as error:
        raise unreadable(path, error) from None
