"""What a browser asks for: a question, perhaps again, perhaps with filters of its own. Read with suspicion."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.errors import QuestionError
from index.records import Filters

MAX_FILTER_CHARS = 200


@dataclass(frozen=True, slots=True)
class Order:
    """A question as asked. `infer_dates` is off once a person has said which dates to search."""

    question: str
    replaces: int | None = None  # number of the exchange whose place it takes
    filters: Filters = Filters()
    infer_dates: bool = True

    @property
    def chosen(self) -> Filters | None:
        """The filters as a person chose them, perhaps none; None where they are left to the question."""
        return None if self.infer_dates else self.filters


def read_order(text: str) -> Order:
    """An order from the page's JSON: {"question", "replaces", "filters": {"after", "before", "source", "author"}}.

    Raises QuestionError where it is none.
    """
    try:
        read = json.loads(text)
        replaces, filters = read.get("replaces"), read.get("filters")
        if not isinstance(read["question"], str) or not isinstance(replaces, int | None):
            raise TypeError("a question or a number of another kind")
        return Order(
            question=read["question"],
            replaces=replaces,
            filters=_filters(filters or {}),
            infer_dates=filters is None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionError("what the page asked for cannot be read: reload it and ask again") from error


def _filters(read: dict[str, Any]) -> Filters:
    return Filters(
        after=_day(read.get("after")),
        before=_day(read.get("before")),
        source=_name(read.get("source")),
        author=_name(read.get("author")),
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _name(value: Any) -> str | None:
    if value and len(value.strip()) > MAX_FILTER_CHARS:
        raise ValueError("a name that is longer than any")
    return value.strip() or None if value else None
