"""Zip files from strangers, as .docx and .epub are: measured before anything in them is unpacked."""

import io
import zipfile

from index.errors import ReaderError
from index.readers.limits import Limits

_RATIO_FREE_BYTES = 1_000_000  # below this size a high ratio does no harm: blank pages compress well


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, if what it declares is within the limits. Python reads no more of a member than it declares."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReaderError(f"it is not a whole zip archive, as its suffix says: {error}") from error
    if len(members) > limits.zip_members:
        raise ReaderError(f"the archive has {len(members):,} members, at most {limits.zip_members:,} are read")
    unzipped = sum(member.file_size for member in members)
    if unzipped > limits.unzipped_bytes:
        raise ReaderError(f"unzipped it has {unzipped:,} bytes, at most {limits.unzipped_bytes:,} are read")
    if unzipped > max(_RATIO_FREE_BYTES, limits.zip_ratio * len(data)):
        raise ReaderError(f"it unzips to {unzipped // len(data):,} times its size, at most {limits.zip_ratio} times is read")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one member, whose name is a key and never a path of this machine."""
    try:
        return archive.read(name)
    except KeyError as error:
        raise ReaderError(f"the archive has no {name}") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ReaderError(f"{name} in the archive is damaged or encrypted: {error}") from error
