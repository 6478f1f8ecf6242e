"""Importing gradio without the type stubs that it writes for editors."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def no_type_stubs() -> Iterator[None]:
    """Import gradio within the block, and it takes half the time.

    It makes a stub file beside its own files for each of its 80 classes of components, at every import, and leaves out
    those whose source file cannot be found. Within the block that is so for all of them.
    """
    getfile = inspect.getfile

    def of_others(found: Any) -> str:
        if isinstance(found, type) and found.__module__.startswith("gradio."):
            raise OSError(f"{found} is to have no type stub")
        return getfile(found)

    inspect.getfile = of_others  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = getfile
