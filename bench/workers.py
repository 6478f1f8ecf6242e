"""A compared program in a process of its own, spoken to in JSON lines."""

import json
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.environments import ROOT, Program, model_folder, python_of

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
}


class WorkerFailed(RuntimeError):
    """A program ended before it answered; the message is the end of what it wrote."""


class Worker:
    """Leave the block to end the program."""

    def __init__(self, program: Program, cache: Path, threads: int) -> None:
        self.program = program
        self._started = time.perf_counter()
        self._log = (cache / f"{program.name}.log").open("w+b")
        self._process = subprocess.Popen(
            [python_of(program, cache), "-m", program.module, model_folder(), cache / "kept" / program.name],
            cwd=ROOT,
            env=os.environ | OFFLINE | {"OMP_NUM_THREADS": str(threads), "RAYON_NUM_THREADS": str(threads)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)  # closes both pipes; at the end of its input the program ends
        self._log.close()

    def ask(self, do: str, **arguments: object) -> Mapping[str, Any]:
        """The reply to a command of `bench.systems.serving`. Raises WorkerFailed."""
        line = self._reply(json.dumps({"do": do, **arguments}).encode() + b"\n")
        if not line:
            self._log.seek(0)
            raise WorkerFailed(
                f"{self.program.name}, asked to {do}: {self._log.read()[-2000:].decode(errors='replace')}"
            )
        reply: Mapping[str, Any] = json.loads(line)
        return reply

    def timed(self, do: str, **arguments: object) -> float:
        """Seconds that the program's own call took."""
        return float(self.ask(do, **arguments)["took_s"])

    def age_s(self) -> float:
        """Seconds since the process was started."""
        return time.perf_counter() - self._started

    def _reply(self, command: bytes) -> bytes:
        """b"" from a program that has ended."""
        if not self._process.stdin or not self._process.stdout:
            return b""
        try:
            self._process.stdin.write(command)
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return b""
