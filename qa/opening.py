"""Opening an index to ask it. While the models load, the rest of the program is imported, which takes as long."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding import Embedder, EmbedderIdentity, load_embedder
from index.errors import EmbedderMismatch, ModelMissing
from index.generation import IndexFolder, read_manifest
from index.models.wordsalone import WordsAlone
from qa.reader import SHIPPED_READER, Reader, load_reader

if TYPE_CHECKING:
    from qa.answerer import Answerer

_TURN_S = 0.0003


def open_answerer(root: Path, reader: str = SHIPPED_READER, *, as_shipped: bool = False) -> "Answerer":
    """An answerer with the model that the index was made with, and a reader (see qa.reader.load_reader).

    Where that model cannot be had, it searches by words alone, and without the reader that ships if that is of the same
    model. Raises IndexMissing and its siblings, and ReaderMissing.
    """
    folder = IndexFolder(root)
    made_with = read_manifest(folder).embedder
    with _short_turns(), ThreadPoolExecutor(1) as thread:
        embedder = thread.submit(_embedder, made_with, folder.models)
        reading = thread.submit(_reader, reader, folder.models)
        from qa.answerer import Answerer

        return Answerer(root, embedder.result(), reading.result(), as_shipped=as_shipped)


@contextmanager
def _short_turns() -> Iterator[None]:
    """A thread that comes back from a file waits for the interpreter until the other's turn is over: 5 ms as Python starts,
    for each of the hundreds of times that loading a model does. It holds for the whole program: not for two threads at once."""
    as_before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(as_before)


def _embedder(made_with: EmbedderIdentity, cache: Path) -> Embedder:
    try:
        return load_embedder(made_with.name, cache)
    except (ModelMissing, EmbedderMismatch) as error:
        return WordsAlone(
            made_with, f"{str(error).rstrip('.')}. Until then articles are searched by their words alone."
        )


def _reader(name: str, cache: Path) -> Reader | None:
    try:
        return load_reader(name, cache)
    except ModelMissing:
        return None
