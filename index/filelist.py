"""The files of the corpus that a generation was made from: a line each, ordered by path.

A line has four cells with tabs between them: path, sha256, problems, and the pair of articles and warnings. All but the
sha256 are JSON, in which no tab stands as itself. So what a sync asks of every file is cut out without being parsed, and
the lines of files that did not change are handed on as they are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NO_PROBLEM = b"\t[]\t"
_CELLS = 4


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One corpus file as it was when the generation was made."""

    path: str  # below the corpus folder, with "/"
    sha256: str  # empty when it could not be read
    articles: tuple[str, ...]  # ids
    problems: tuple[str, ...]  # why it, or a part of it, was left out
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileList:
    """A record is made when it is asked for: of most files only the checksum ever is."""

    sums: Mapping[str, str]  # sha256 by path
    lines: Mapping[str, bytes]  # by path

    def record(self, path: str) -> FileRecord | None:
        line = self.lines.get(path)
        return _record(line) if line else None

    def records(self) -> Iterator[FileRecord]:
        """Those of all files, by path."""
        return map(_record, self.lines.values())

    def with_problems(self) -> Iterator[FileRecord]:
        """Those of the files of which something was left out, by path."""
        return (_record(line) for line in self.lines.values() if _NO_PROBLEM not in line)

    def renewed(self, gone: Set[str], records: Iterable[FileRecord]) -> "FileList":
        """Without the files that are gone, and with these records instead of those that there were."""
        new = {record.path: record for record in records}
        if not new and not gone:
            return self
        sums = {**self.sums, **{path: record.sha256 for path, record in new.items()}}
        lines = {**self.lines, **{path: _line(record) for path, record in new.items()}}
        for path in gone:
            del sums[path], lines[path]
        if not new.keys() <= self.lines.keys():
            lines = {path: lines[path] for path in sorted(lines)}
        return FileList(sums, lines)

    def encoded(self) -> bytes:
        return b"\n".join([*self.lines.values(), b""])


NO_FILES = FileList({}, {})


def decoded(data: bytes) -> FileList:
    """The list that was encoded so."""
    if not data:
        return NO_FILES
    # All at once, without an object for each line: there are very many.
    lines, cells = data.split(b"\n")[:-1], data.replace(b"\n", b"\t").split(b"\t")
    paths = json.loads(b"[%b]" % b",".join(cells[:-1:_CELLS]))
    sums = b"\t".join(cells[1::_CELLS]).decode("ascii").split("\t")
    return FileList(dict(zip(paths, sums, strict=True)), dict(zip(paths, lines, strict=True)))


def _record(line: bytes) -> FileRecord:
    path, sha256, problems, rest = line.split(b"\t")
    articles, warnings = json.loads(rest)
    return FileRecord(
        json.loads(path), sha256.decode("ascii"), tuple(articles), tuple(json.loads(problems)), tuple(warnings)
    )


def _line(record: FileRecord) -> bytes:
    cells = (_json(record.path), record.sha256, _json(record.problems), _json((record.articles, record.warnings)))
    return "\t".join(cells).encode()
