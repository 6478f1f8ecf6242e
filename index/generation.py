"""A generation: the immutable, checksummed state of the whole index, named by one atomic replace.

.index/CURRENT                          name of the generation, sha256 of its manifest
.index/generations/000042/manifest.json counts, embedder, chunking; size and sha256 of every file
.index/generations/000042/files.tsv     the corpus files that it was made from, see index/filelist.py
.index/segments/<name>/…                see index/segment.py; shared by the generations that list them
.index/stamps/…                         of the corpus and of the index itself, see index/stamps.py
.index/models/<weights>-<runtime>.blob   a model compiled for this processor, see index/models/keptmodel.py
.index/WRITER                           locked by the one process that may publish
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

from index.embedding import EmbedderIdentity
from index.errors import IndexDamaged, IndexFormatError, IndexLocked, IndexMissing, IndexUnusable
from index.filelist import FileList, decoded
from index.nearness import Nearness
from index.stamps import Stamps
from index.swapping import swap_in_lasting
from index.versions import VersionLimits

FORMAT = 3
_LOOKS = 200  # for the name of a holder
_LOOK_S = 0.005
_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # these speak of the system, not of the file


@dataclass(frozen=True, slots=True)
class FileSum:
    """Size and sha256 of a file of the index; `path` is relative to the index folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    passages: int
    sentences: int
    versions: int  # earlier texts of the articles


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    built_at: str  # ISO 8601, UTC
    embedder: EmbedderIdentity
    passage_tokens: int
    counts: Counts
    newest: str | None  # latest publication date of an article
    versions: VersionLimits
    segments: tuple[str, ...]
    files: tuple[FileSum, ...]
    nearness: Nearness | None = None  # None: every question is compared with all passages


class IndexFolder:
    """Where everything of an index lies: the one place that knows its paths."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.current = root / "CURRENT"
        self.generations = root / "generations"
        self.segments = root / "segments"
        self.stamps = root / "stamps"
        self.models = root / "models"
        self.writer = root / "WRITER"

    def manifest(self, name: str) -> Path:
        return self.generations / name / "manifest.json"

    def file_list(self, name: str) -> Path:
        return self.generations / name / "files.tsv"

    def stamps_of_corpus(self) -> Path:
        return self.stamps / "corpus"

    def stamps_of_index(self) -> Path:
        return self.stamps / "index"

    def segment_of(self, file: FileSum) -> str | None:
        """The name of the segment that a listed file belongs to."""
        kind, name, *_ = PurePosixPath(file.path).parts
        return name if kind == self.segments.name else None

    def path_of(self, file: FileSum) -> Path:
        return self.root / file.path


def read_manifest(folder: IndexFolder) -> Manifest:
    """The manifest that CURRENT names. Raises IndexMissing, IndexFormatError or IndexDamaged."""
    while True:
        named = _read_current(folder)
        try:
            return _read_named(folder, named)
        except IndexDamaged:
            if _read_current(folder) == named:
                raise
            # A newer generation was published, and this one pruned, while it was being read.


def _read_current(folder: IndexFolder) -> bytes:
    try:
        return folder.current.read_bytes()
    except FileNotFoundError:
        raise IndexMissing(
            f"{folder.root}: no index here. Make one with: article-qa index --index {folder.root}"
        ) from None
    except OSError as error:
        raise _unread(folder.current, error) from error


def _read_named(folder: IndexFolder, named: bytes) -> Manifest:
    try:
        name, expected = named.decode("ascii").split()
    except ValueError:
        raise IndexDamaged(_damaged(folder.current, "it should name a generation and its checksum")) from None
    path = folder.manifest(name)
    try:
        data = path.read_bytes()
    except ValueError as error:
        raise IndexDamaged(_damaged(path, f"it cannot be read ({error})")) from error
    except OSError as error:
        raise _unread(path, error) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise IndexDamaged(_damaged(path, "its checksum is not the one in CURRENT"))
    return _manifest_of(json.loads(data), path)


def verify_files(folder: IndexFolder, files: Iterable[FileSum]) -> None:
    """Read every byte of the files and compare. Raises IndexDamaged naming the first file that differs."""
    for _, what in damages(folder, files):
        forget_stamps(folder)
        raise IndexDamaged(what)


def forget_stamps(folder: IndexFolder) -> None:
    """Let the next sync read every byte of the index: some have changed, and it may be that no stamp tells so."""
    with suppress(OSError):  # whoever may only read has to leave it
        folder.stamps_of_index().unlink(missing_ok=True)


def damages(
    folder: IndexFolder, files: Iterable[FileSum], stamps: Stamps | None = None
) -> Iterator[tuple[FileSum, str]]:
    """Those of the files whose bytes are not as listed, each with a clause on what is wrong with it.

    With stamps a file is read only where its stamp is not known. Raises OSError where nothing can be read for the moment.
    """
    for listed in files:
        path = folder.path_of(listed)
        try:
            if stamps and stamps.sha256(listed.path, str(path)) == listed.sha256:
                continue
            found = file_sum(folder.root, path)
        except OSError as error:
            yield listed, _unread(path, error).finding
            continue
        if found.size != listed.size:
            yield listed, _damaged(path, f"{found.size} bytes, expected {listed.size}")
        elif found != listed:
            yield listed, _damaged(path, "its bytes have changed")


def read_file_list(folder: IndexFolder, manifest: Manifest) -> FileList | None:
    """The corpus files that a generation was made from; None of one that is older than such lists. Raises IndexDamaged."""
    path = folder.file_list(manifest.name)
    listed = next((file for file in manifest.files if folder.path_of(file) == path), None)
    if listed is None:
        return None
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != listed.sha256:
        raise IndexDamaged(_damaged(path, "its bytes have changed"))
    return decoded(data)


def publish(folder: IndexFolder, manifest: Manifest, files: FileList) -> Manifest:
    """Make `manifest` the current generation. Everything it names is on the disk before CURRENT names it.

    The segments' files must be fsynced already. Returns the manifest with all files listed.
    """
    home = folder.generations / manifest.name
    home.mkdir(parents=True)
    path = folder.file_list(manifest.name)
    path.write_bytes(files.encoded())
    manifest = replace(manifest, files=(*manifest.files, file_sum(folder.root, path)))
    data = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()
    folder.manifest(manifest.name).write_bytes(data)
    for written in (path, folder.manifest(manifest.name), home, folder.generations):
        fsync(written)
    current = f"{manifest.name} {hashlib.sha256(data).hexdigest()}\n"
    swap_in_lasting(folder.current, [current.encode()])  # the one moment at which the new generation begins to exist
    fsync(folder.root)
    return manifest


def prune(folder: IndexFolder) -> None:
    """Delete every generation and segment but the current ones and those that a reader still holds. Writer only."""
    _, kept = _drop_generations(folder)
    if kept is not None:
        _drop_segments(folder, {segment.name for segment in _folders_in(folder.segments)} - kept)


def prune_let_go(folder: IndexFolder) -> None:
    """For a reader that has let go of a generation: delete it and its segments, unless somebody else still needs them.

    A sync that is running prunes by itself when it is done, and its unfinished segments are not touched. Where this
    process may only read, the next sync prunes.
    """
    with suppress(IndexUnusable, OSError), writing(folder, wait=False):
        gone, kept = _drop_generations(folder)
        if kept is not None:
            _drop_segments(folder, gone - kept)


def _drop_generations(folder: IndexFolder) -> tuple[set[str], set[str] | None]:
    """Delete generations that are neither current nor held. Returns the segments of those and of the ones that stay.

    The latter is None where it cannot be known: a reader holds a generation whose manifest has been damaged since.
    """
    current = read_manifest(folder).name
    gone: set[str] = set()
    kept: set[str] | None = set()
    for home in _folders_in(folder.generations):
        segments = _segments_of(home)
        with _forgotten(home) as forgotten:
            if home.name != current and forgotten:
                shutil.rmtree(home)
                gone |= segments or set()
            else:
                kept = None if kept is None or segments is None else kept | segments
    return gone, kept


def _folders_in(folder: Path) -> list[Path]:
    """By name; a file among them is some other program's, such as ".DS_Store"."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _segments_of(home: Path) -> set[str] | None:
    try:
        return set(json.loads((home / "manifest.json").read_bytes())["segments"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _drop_segments(folder: IndexFolder, names: set[str]) -> None:
    for name in sorted(names):
        if (folder.segments / name).exists():
            shutil.rmtree(folder.segments / name)


@contextmanager
def holding(folder: IndexFolder) -> Iterator[Manifest]:
    """The current manifest, its generation safe from pruning until the block ends."""
    while True:
        manifest = read_manifest(folder)
        with ExitStack() as held:
            try:
                file = held.enter_context(folder.manifest(manifest.name).open("rb"))
            except FileNotFoundError:
                continue  # pruned between reading its name and opening it: a newer one is current
            fcntl.flock(file, fcntl.LOCK_SH)
            if not folder.manifest(manifest.name).exists():
                continue  # pruned while waiting for the lock
            yield manifest
            return


@contextmanager
def writing(folder: IndexFolder, *, wait: bool = True) -> Iterator[None]:
    """Be the only writer. Raises IndexLocked naming the holder when `wait` is false and there is one."""
    folder.segments.mkdir(parents=True, exist_ok=True)
    folder.generations.mkdir(exist_ok=True)
    if not folder.current.exists():
        for written in (folder.root, folder.root.absolute().parent):  # the names of the folders have to last, too
            fsync(written)
    with folder.writer.open("a+") as lock:  # the kernel lets go of it when its holder dies
        _take(lock, folder.root, wait=wait)
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)  # its name must not stand for that of whoever comes next


def _take(lock: TextIO, root: Path, *, wait: bool) -> None:
    """Lock the file. A holder writes its name a moment after it has taken hold: until it stands there, try again."""
    for _ in range(_LOOKS):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            lock.seek(0)
            if holder := lock.read().strip():
                raise IndexLocked(root, holder) from None
            time.sleep(_LOOK_S)
        else:
            return
    raise IndexLocked(root, "another process")


def next_name(folder: IndexFolder) -> str:
    """Numbers are never used twice, also not that of a generation that was never published."""
    numbers = [int(home.name) for home in folder.generations.iterdir() if home.name.isdecimal()]
    with suppress(IndexMissing, IndexDamaged, IndexFormatError):
        numbers.append(int(read_manifest(folder).name))
    return f"{max(numbers, default=0) + 1:06d}"


def file_sum(root: Path, path: Path) -> FileSum:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(path.relative_to(root).as_posix(), file.tell(), digest)


def fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _forgotten(home: Path) -> Iterator[bool]:
    """Whether no reader holds the generation, or it was never completed; nobody can take hold of it within the block."""
    try:
        held = (home / "manifest.json").open("rb")
    except FileNotFoundError:
        yield True
        return
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _manifest_of(read: dict[str, Any], path: Path) -> Manifest:
    found = read.pop("format", None)
    if found != FORMAT:
        raise IndexFormatError(f"{path}: index format {found}, this program reads {FORMAT}")
    read["embedder"] = EmbedderIdentity(**read["embedder"])
    read["counts"] = Counts(**read["counts"])
    read["versions"] = VersionLimits(**read["versions"])
    nearness = read.pop("nearness", None)
    read["nearness"] = Nearness(**nearness) if nearness else None
    read["segments"] = tuple(read["segments"])
    read["files"] = tuple(FileSum(**listed) for listed in read["files"])
    return Manifest(**read)


def _unread(path: Path, error: OSError) -> IndexDamaged:
    """What is said of a file that cannot be read. Raises the error itself where it does not come from the file."""
    if error.errno in _PASSING:
        raise error
    return IndexDamaged(_damaged(path, f"it cannot be read ({error.strerror})"))


def _damaged(path: Path, what: str) -> str:
    return f"{path}: the index is damaged: {what}"
