"""Zip files from strangers, as .docx and .epub are: measured before anything in them is unpacked."""

import io
import lzma
import zipfile
import zlib

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.text import one_line, shortened

# All that unpacking raises, for a wrong checksum, method or name, a missing password, an end too early.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, RuntimeError, EOFError, OSError)
_SHOWN_CHARS = 120
_RATIO_FREE_BYTES = 1_000_000  # below this size a high ratio does no harm: blank pages compress well


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, if what it declares is within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except DAMAGE as error:
        raise ReaderError(f"it is not a whole zip archive, as its suffix says: {error}") from error
    if len(members) > limits.zip_members:
        raise ReaderError(f"the archive has {len(members):,} members, at most {limits.zip_members:,} are read")
    unzipped = sum(member.file_size for member in members)
    if unzipped > limits.unzipped_bytes:
        raise ReaderError(f"unzipped it has {unzipped:,} bytes, at most {limits.unzipped_bytes:,} are read")
    if unzipped > max(_RATIO_FREE_BYTES, limits.zip_ratio * len(data)):
        ratio = unzipped // len(data)
        raise ReaderError(f"it unzips to {ratio:,} times its size, at most {limits.zip_ratio} times is read")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one member, whose name is a key and never a path of this machine.

    No more is unpacked than the member declares, which `ZipFile.read` does not promise.
    """
    try:
        with archive.open(name) as file:
            return file.read(archive.getinfo(name).file_size)
    except KeyError as error:
        raise ReaderError(f"the archive has no {shown_name(name)}") from error
    except DAMAGE as error:
        what = shortened(one_line(str(error)), _SHOWN_CHARS)  # which repeats the name
        raise ReaderError(f"{shown_name(name)} in the archive is damaged or encrypted: {what}") from error


def shown_name(name: str) -> str:
    """The name of a member for a report: a stranger chose it, and may have made it long."""
    return shortened(one_line(name), _SHOWN_CHARS)
