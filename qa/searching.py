"""What answering needs of a search, whatever stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.records import Filters, Hit


class Search(Protocol):
    def __call__(self, query: str, *, filters: Filters, limit: int) -> list[Hit]: ...


Tell = Callable[[Sequence[Hit]], None]


@dataclass(frozen=True, slots=True)
class TellingSearch:
    """A search that tells each time what it found, if it found anything."""

    search: Search
    tell: Tell

    def __call__(self, query: str, *, filters: Filters, limit: int) -> list[Hit]:
        hits = self.search(query, filters=filters, limit=limit)
        if hits:
            self.tell(hits)
        return hits
