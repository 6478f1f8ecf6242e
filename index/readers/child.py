"""One child process as its parent sees it: started when first needed, bounded in time, replaced when it fails."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path

from index.errors import ArticleQAError, NotReadYet, ReaderError
from index.readers.limits import Limits
from index.readers.reading import Reading
from index.readers.wire import LENGTH_BYTES, article_from, frame, message, parsed
from index.records import Article

_START_S = 60.0
_READ_BYTES = 1 << 18
_ANSWER_BYTES_PER_FILE_BYTE = 8  # more than another encoding, JSON's signs and repeated fields can add
# The child is given its module path: quicker than to let it search for one, and the modules are the same as here.
_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from index.readers.worker import main; main()"


class Child:
    """Reads files in a process of its own, one at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._received = bytearray()
        self._closed = False

    def read(self, data: bytes, suffix: str, article_id: str) -> Reading:
        """The articles in `data`. Raises ReaderError, also when the child fails on it; NotReadYet when it was not given the time."""
        process = self._running()
        deadline = time.monotonic() + self._limits.wall_s
        try:
            _send(process, message(suffix=suffix, id=article_id) + frame(data), deadline)
            return self._answer(process, deadline)
        except TimeoutError as error:
            self._stop()
            raise NotReadYet(f"reading it takes longer than {self._limits.wall_s:g} s") from error
        except (EOFError, BrokenPipeError) as error:
            raise ReaderError(self._epitaph(self._stop())) from error
        except ValueError as error:  # what no sound child says: a parser was made to do something else
            self._stop()
            raise ReaderError(f"its reading process answered with nonsense and was ended: {error}") from error

    def interrupt(self) -> None:
        """Ends the process for good. For another thread than the one that waits for its answer, which then fails."""
        self._closed = True
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """Ends the process for good and leaves nothing of it. Not while another thread waits for its answer."""
        self._closed = True
        self._stop()

    # ------------------------------------------------------------------------------------------------------- process

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise NotReadYet("reading was stopped")
        if self._process is None:
            self._process = _start(self._limits)
            self._received.clear()
            try:
                parsed(self._next_frame(self._process, time.monotonic() + _START_S))
            except (EOFError, TimeoutError, ValueError) as error:
                raise ArticleQAError(f"the process that reads articles did not start: {self._last_words()}") from error
        return self._process

    def _stop(self) -> int:
        """Ends the process and says how it ended; one that had ended before keeps its own end."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        with process:  # closes the pipes and waits
            return process.wait()

    def _last_words(self) -> str:
        process = self._process
        if process is None or process.stderr is None:
            return "nothing is known of it"
        process.kill()
        lines = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        status = self._stop()
        return lines[-1] if lines else f"exit status {status}"

    def _epitaph(self, status: int) -> str:
        if status == -signal.SIGXCPU:
            return f"reading it takes more than {self._limits.cpu_s} s of processor time"
        if status < 0:
            return f"its parser crashed ({signal.Signals(-status).name})"
        return f"its reading process ended without an answer (exit status {status})"

    # ---------------------------------------------------------------------------------------------------------- talk

    def _answer(self, process: subprocess.Popen[bytes], deadline: float) -> Reading:
        articles: list[Article] = []
        left = self._limits.file_bytes * _ANSWER_BYTES_PER_FILE_BYTE
        while True:
            content = self._next_frame(process, deadline)
            left -= len(content)
            if left < 0:
                raise ValueError("too many bytes")
            said = parsed(content)
            if "article" not in said:
                break
            articles.append(article_from(said["article"]))
        if said.get("leaves"):
            self._stop()
        if "error" in said:
            raise ReaderError(str(said["error"]))
        problems = said.get("problems")
        return Reading(tuple(articles), tuple(map(str, problems if isinstance(problems, list) else ())))

    def _next_frame(self, process: subprocess.Popen[bytes], deadline: float) -> bytes:
        most = self._limits.file_bytes * _ANSWER_BYTES_PER_FILE_BYTE
        while True:
            length = int.from_bytes(self._received[:LENGTH_BYTES], "big")
            if len(self._received) >= LENGTH_BYTES and length > most:
                raise ValueError("too long a message")
            if len(self._received) >= LENGTH_BYTES + length:
                content = bytes(self._received[LENGTH_BYTES : LENGTH_BYTES + length])
                del self._received[: LENGTH_BYTES + length]
                return content
            self._received += _some(process, deadline)


@cache
def _compile_ahead() -> None:
    """A child writes no files: what only children import, each would compile anew, in a third of its time."""
    if not sys.dont_write_bytecode:
        import compileall  # only where something is read

        compileall.compile_dir(Path(__file__).parent, quiet=2)


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    _compile_ahead()
    path = [str(Path(__file__).parents[2]), *filter(None, sys.path)]
    options = ["-I", "-S", "-B", "-X", "utf8"]  # no user's settings, no site's hooks, no files written, UTF-8
    process = subprocess.Popen(
        [sys.executable, *options, "-c", _PROGRAM, json.dumps(asdict(limits)), json.dumps(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},  # keys and tokens of the program are none of a parser's business
        cwd="/",
        start_new_session=True,  # an interrupt from the terminal is the parent's to deal with
        bufsize=0,
    )
    if process.stdin:
        os.set_blocking(process.stdin.fileno(), False)
    return process


def _send(process: subprocess.Popen[bytes], content: bytes, deadline: float) -> None:
    """Writes as fast as the child reads. A child that reads no more runs into the deadline."""
    if process.stdin is None:
        raise BrokenPipeError
    pipe, rest = process.stdin.fileno(), memoryview(content)
    while rest:
        try:
            rest = rest[os.write(pipe, rest) :]
        except BlockingIOError:
            _wait(pipe, select.POLLOUT, deadline)


def _some(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """What the child has written, at least one byte. Raises EOFError, TimeoutError."""
    if process.stdout is None:
        raise EOFError
    pipe = process.stdout.fileno()
    _wait(pipe, select.POLLIN, deadline)
    if not (content := os.read(pipe, _READ_BYTES)):
        raise EOFError
    return content


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError
