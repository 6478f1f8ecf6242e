"""A compiled model beside the index: NAME.json has the outcome of its check and checksums, NAME.blob the model if it passed.

The vectors of the words are half of a small model, and a text needs few of them: they lie in a file of their own, shared
by models that have the same ones, and are read as they are needed.
"""

import fcntl
import hashlib
import io
import json
import mmap
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.models.bert import Hidden
from index.models.modelfiles import file_sha256
from index.rowfile import RowFile
from index.swapping import swap_in

Blob = npt.NDArray[np.uint8]

_DAY_S = 86_400
_UNUSED_S = 30 * _DAY_S  # other installations that share the index may still use what this one does not


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model that passed, in the bytes that were written."""

    blob: Blob  # mapped: processes share its memory
    words: Path

    def open_words(self) -> RowFile:
        return RowFile(self.words, np.load(self.words, mmap_mode="r"))


@dataclass(frozen=True, slots=True)
class Kept:
    """The outcome of a model's check, once it was compiled."""

    cosine: float  # to the reference
    model: KeptModel | None  # None: it did not pass


class KeptFiles:
    """Where a model of this name is kept."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._blob = folder / f"{name}.blob"
        self._verdict = folder / f"{name}.json"

    def read(self) -> Kept | None:
        """None where there is none, or its bytes are not those that were written."""
        try:
            verdict = json.loads(self._verdict.read_bytes())
            _note_use(self._verdict)
            cosine = float(verdict["cosine"])
            if "words" not in verdict:
                return Kept(cosine, None)
            words = _checked(self._words(verdict["words"]), verdict["words"])
            return Kept(cosine, KeptModel(_mapped(_checked(self._blob, verdict["sha256"])), words))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, cosine: float, runtime: str, model: tuple[memoryview, Hidden] | None) -> None:
        """`model` is the compiled one and the vectors of its words; None where it did not pass.

        The verdict comes last: without its files it is read as nothing. A folder that cannot be written keeps nothing.
        """
        verdict = {"cosine": cosine, "runtime": runtime}
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with _alone_in(self._folder):
                if model:
                    blob, words = model
                    verdict |= {"sha256": hashlib.sha256(blob).hexdigest(), "words": self._write_words(words)}
                    swap_in(self._blob, [blob])
                swap_in(self._verdict, [json.dumps(verdict).encode()])
                _drop_unused(self._folder)

    def _write_words(self, words: Hidden) -> str:
        """Their digest, under which they lie, as numpy's .npy. Not made as bytes first: they are half of the model."""
        head = io.BytesIO()
        np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(words))
        digest = hashlib.sha256(head.getbuffer())
        digest.update(words.data)
        swap_in(self._words(digest.hexdigest()), [head.getbuffer(), words.data])
        return digest.hexdigest()

    def _words(self, digest: str) -> Path:
        return self._folder / f"{digest[:16]}.words.npy"


def _note_use(verdict: Path) -> None:
    """Date the verdict to this day. Where nothing may be written, whoever may write compiles the model again one day."""
    with suppress(OSError):
        if time.time() - verdict.stat().st_mtime > _DAY_S:
            os.utime(verdict)


def _drop_unused(folder: Path) -> None:
    """Delete models that were not read for long, such as those of earlier versions, and files that belong to none.

    Called by the one process that writes here. Whoever has such a file open keeps it.
    """
    needed: set[Path] = set()
    for verdict in folder.glob("*.json"):
        if time.time() - verdict.stat().st_mtime < _UNUSED_S:
            with suppress(ValueError, AttributeError):  # a damaged one is read as nothing, and needs nothing
                words = str(json.loads(verdict.read_bytes()).get("words"))
                needed |= {verdict, verdict.with_suffix(".blob"), folder / f"{words[:16]}.words.npy"}
    for kind in ("*.json", "*.blob", "*.words.npy", "*.new"):
        for path in set(folder.glob(kind)) - needed:
            path.unlink()


def _checked(path: Path, sha256: str) -> Path:
    """The path. Raises ValueError where it holds other bytes. They are read here, since what is mapped stays in memory."""
    if file_sha256(path) != sha256:
        raise ValueError(f"{path}: other bytes than were written")
    return path


def _mapped(path: Path) -> Blob:
    """A file's bytes, whose memory processes share."""
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), np.uint8)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Waits for other processes that write here: two that wrote one file aside would change it under whoever maps it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
