"""Waiting for a corpus to change. The only importer of watchfiles."""

from collections.abc import Iterator
from pathlib import Path

QUIET_MS = 1600  # a save, or a copy of many files, is let finish before it is acted on
AT_LEAST_EVERY_MS = 30_000  # what changes while nobody watches, during a sync for example, is found by then


def changes(corpus: Path) -> Iterator[None]:
    """Returns from each `next` when the folder has changed and then been quiet, or half a minute has passed.

    Ends with Ctrl-C.
    """
    from watchfiles import watch

    try:
        for _ in watch(corpus, debounce=QUIET_MS, rust_timeout=AT_LEAST_EVERY_MS, yield_on_timeout=True):
            yield
    except KeyboardInterrupt:  # while it waited
        return
