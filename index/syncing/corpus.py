"""The corpus folder: which files are articles, what they hold, and which article belongs to which file."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from index.errors import CorpusError
from index.readers import READERS
from index.records import Article
from index.stamps import Stamps

_LINK = "it is a link; put the file itself into the folder"
_LINK_TO_FOLDER = (
    "it is a link to a folder, which is not followed, so that nothing outside the corpus is read; "
    "put the folder itself into the corpus"
)
_NO_FILE = "it is not a regular file"  # opening a pipe would wait for somebody to write into it
_KINDS_TOLD = 8  # of those that are not read
_SUFFIX_CHARS = 10  # more are no suffix but the end of a sentence or of an address
_Found = tuple[str, str | None, str]  # its path, its sha256 where its stamp is known, why it is not to be opened


@dataclass(frozen=True, slots=True)
class Scan:
    """Every article file of the corpus, by its path below the corpus folder, with "/"."""

    sums: Mapping[str, str]  # sha256 of those that can be read
    problems: Mapping[str, str]  # why the others cannot, and of folders, whose paths end with "/"
    unread: Mapping[str, int] = field(default_factory=dict)  # files of other kinds: how many by suffix, "" for odd ones

    def hides(self, path: str) -> bool:
        """Whether nothing is known of this path because a folder above it could not be read."""
        if path in self.sums or path in self.problems:
            return False
        above = PurePosixPath(path).parents
        return any(f"{folder}/" in self.problems for folder in above)

    def unread_note(self) -> str:
        """A sentence on the files of other kinds, or nothing where there are none.

        >>> Scan({}, {}, {"": 1, ".doc": 300}).unread_note()
        'files of kinds that are not read: 300 .doc, 1 without a usual ending'
        """
        kinds = sorted(self.unread.items(), key=lambda kind: (not kind[0], -kind[1], kind[0]))
        said = [f"{number:,} {suffix or 'without a usual ending'}" for suffix, number in kinds[:_KINDS_TOLD]]
        if more := sum(number for _, number in kinds[_KINDS_TOLD:]):
            said.append(f"{more:,} of others")
        return f"files of kinds that are not read: {', '.join(said)}" if said else ""


def root_of(corpus: Path) -> Path:
    """The folder that paths of corpus files are relative to."""
    return corpus.parent if corpus.is_file() else corpus


def suffix_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def default_id(path: str) -> str:
    """The id of the article in a file that gives none."""
    return str(PurePosixPath(path).with_suffix(""))


def refuse_missing(corpus: Path) -> None:
    """Raises CorpusError when there is neither such a folder nor such a file."""
    if not corpus.is_dir() and not corpus.is_file():
        raise CorpusError(f"{corpus}: no such folder. Name the folder of your articles with: --corpus FOLDER")


def scan(corpus: Path, stamps: Stamps) -> Scan:
    """Every article file below the folder, or the one file that `corpus` is; those with a known stamp are not read.

    Names that start with "_" or "." are left out; unknown suffixes are counted. Raises CorpusError when there is no such folder.
    """
    root = str(root_of(corpus))
    sums: dict[str, str] = {}
    problems: dict[str, str] = {}
    unread: Counter[str] = Counter()
    found = _one_file(corpus, stamps) if corpus.is_file() else _files_below(corpus, stamps, unread)
    for path, known, problem in found:
        readable = path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
        if problem or readable != path:
            problems[readable] = problem or "its name is not UTF-8; rename it"
            continue
        try:
            sums[path] = known or stamps.of_bytes(path, f"{root}/{path}")
        except FileNotFoundError:  # deleted since its folder was listed
            continue
        except OSError as error:
            problems[path] = f"it cannot be read: {error.strerror}"
    return Scan(sums, problems, unread)


def _one_file(corpus: Path, stamps: Stamps) -> Iterator[_Found]:
    yield corpus.name, stamps.known(corpus.name, corpus.stat()), _LINK if corpus.is_symlink() else ""


def _files_below(corpus: Path, stamps: Stamps, unread: Counter[str]) -> Iterator[_Found]:
    """Each article file below the corpus folder; those of other kinds are counted in `unread`."""
    refuse_missing(corpus)
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            yield from _files_in(corpus, below, folders, stamps, unread)
        except FileNotFoundError:  # deleted since the folder above it was listed
            continue
        except OSError as error:
            if not below:
                raise
            yield below, None, f"the folder cannot be read: {error.strerror}; its articles stay as they were"


def _files_in(corpus: Path, below: str, folders: list[str], stamps: Stamps, unread: Counter[str]) -> Iterator[_Found]:
    """Each article file of one folder; the folders in it are added to `folders`, other files counted in `unread`."""
    # By its descriptor: the kernel walks a path of one name for each of very many files.
    folder = os.open(f"{corpus}/{below}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name[0] in "_.":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{name}/")
                elif entry.is_symlink() and _leads_to_folder(entry):
                    yield below + name, None, _LINK_TO_FOLDER
                elif name[name.rfind(".") :].lower() in READERS:
                    path = below + name
                    if entry.is_file(follow_symlinks=False):
                        yield path, _known(path, entry, stamps), ""
                    else:
                        yield path, None, _LINK if entry.is_symlink() else _NO_FILE
                elif entry.is_file(follow_symlinks=False):
                    unread[_usual(suffix_of(name))] += 1
    finally:
        os.close(folder)


def _usual(suffix: str) -> str:
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _SUFFIX_CHARS else ""


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:  # a ring of links, or a place that may not be looked at
        return False


def _known(path: str, entry: os.DirEntry[str], stamps: Stamps) -> str | None:
    try:
        return stamps.known(path, entry.stat(follow_symlinks=False))
    except OSError:  # gone meanwhile: whoever reads it says so
        return None


@dataclass(frozen=True, slots=True)
class Claim:
    """An article id and the file it comes from; `article` is None where the index holds it already."""

    file: str
    article: Article | None


def claims(
    read: Mapping[str, Sequence[Article]], kept: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Claim], dict[str, list[str]]]:
    """Which file owns each article id: the first by path. Returns the owners and, by file, what lost.

    `read` holds the articles of the files that were read now, `kept` the ids of those that did not change.
    """
    owners: dict[str, Claim] = {}
    problems: dict[str, list[str]] = {}
    for path in sorted(read.keys() | kept.keys()):
        offered: list[tuple[str, Article | None]] = [(a.id, a) for a in read.get(path, ())]
        offered += [(article_id, None) for article_id in kept.get(path, ())]
        for article_id, article in offered:
            if article_id in owners:
                other = owners[article_id].file
                problems.setdefault(path, []).append(
                    f'the id "{article_id}" is taken by {other}; rename one of the two files'
                )
            else:
                owners[article_id] = Claim(path, article)
    return owners, problems
