"""The child: reads one file after another from its standard input and answers with their articles. See sandbox.py."""

import json
import os
import resource
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from index.errors import ReaderError
from index.readers import read
from index.readers.confine import allow_cpu, confine
from index.readers.limits import Limits
from index.readers.text import one_line, shortened
from index.readers.wire import LENGTH_BYTES, article_message, message, parsed

_MESSAGE_CHARS = 300
_PROBLEM_CHARS = 600  # more than any has that quotes what is of usual length
_SIZES = Path("/proc/self/statm")  # the first number: pages of address space


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    answers = _own_output()
    confine(limits)
    sys.excepthook = lambda kind, error, trace: _report(answers, kind, error, trace, limits)
    answers.write(message(ready=True))
    answers.flush()
    serve(sys.stdin.buffer, answers, limits)


def _own_output() -> BinaryIO:
    """The pipe to the parent, out of reach of parsers that print; what they print is thrown away."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def serve(requests: BinaryIO, answers: BinaryIO, limits: Limits) -> None:
    """Answers each file with its articles and a last word, until the parent closes its end."""
    while head := requests.read(LENGTH_BYTES):
        request = parsed(requests.read(int.from_bytes(head, "big")))
        data = requests.read(int.from_bytes(requests.read(LENGTH_BYTES), "big"))
        allow_cpu(limits.cpu_s)
        try:
            reading = read(data, str(request["suffix"]), str(request["id"]), limits)
        except ReaderError as error:
            answers.write(message(error=_told(str(error)), leaves=_has_grown(limits)))
        else:
            for article in reading.articles:
                answers.write(article_message(article))
            answers.write(message(problems=[*map(_told, reading.problems)], leaves=_has_grown(limits)))
        answers.flush()


def _told(problem: str) -> str:
    """A problem in one line of bounded length: it may quote a name from the file, which may be anything, even no text ("?")."""
    return shortened(one_line(problem.encode("utf-8", "replace").decode()), _PROBLEM_CHARS)


def _has_grown(limits: Limits) -> bool:
    """Whether so much address space is in use that the next file might not find what it is allowed.

    Asked of Linux alone, which is where the limit holds. (getrusage would tell of the parent's size before the child.)
    """
    if not _SIZES.exists():
        return False
    pages = int(_SIZES.read_bytes().split()[0])
    return pages * resource.getpagesize() * 2 > limits.memory_bytes


def _report(
    answers: BinaryIO, kind: type[BaseException], error: BaseException, trace: TracebackType | None, limits: Limits
) -> None:
    """The last act of a process whose parser failed in a way nobody foresaw. The parent starts another."""
    del trace  # releases what the failed parser holds
    if issubclass(kind, MemoryError):
        said = f"reading it needs more than {limits.memory_bytes >> 20:,} MiB of memory"
    else:
        said = f"its parser failed: {shortened(one_line(f'{kind.__name__}: {error}'), _MESSAGE_CHARS)}"
    answers.write(message(error=said, leaves=True))
    answers.flush()
