"""A file on its way into the corpus, from the page or from a program: the same limits for both."""

from collections.abc import AsyncIterator

from index.errors import UsageError
from web.library.keeper import Keeper
from web.library.shelf import MAX_FILES, Shelf


class TooManyWaiting(UsageError):
    """More files have come in than are to wait for the index."""


async def receive(
    shelf: Shelf, keeper: Keeper, name: str, data: AsyncIterator[bytes], *, replace: bool = False
) -> tuple[str, int]:
    """Put a file into the folder; its path there, and the number of the run that will index it.

    Raises TooManyWaiting, and as Shelf.take.
    """
    if keeper.pending() >= MAX_FILES:
        raise TooManyWaiting(f"{MAX_FILES:,} files are waiting to be indexed: add more after them")
    path = await shelf.take(name, data, replace=replace)
    return path, keeper.note(path)
