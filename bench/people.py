"""How many people can ask at once: a server of its own, people with an open page, all asking in the same moment.

    python -m bench.people --corpus corpus --index .index [--people 50] [--rounds 3]

Each asks for a word of their own, which nobody else's answer may hold. Times are from sending a question to the end of
its answer, among all people and rounds. The processor time is the server's.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from qa.reader import SHIPPED_READER
from web.ask.answer_view import HURRIED

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120
_WITNESS = re.compile(r"witness\d+")


@dataclass(frozen=True, slots=True)
class Served:
    """What became of one question."""

    seconds: float
    complete: bool
    foreign: bool  # somebody else's word stands in it
    hurried: bool  # answered without the reader


@contextmanager
def server(corpus: Path, index: Path, reader: str) -> Iterator[tuple[str, int]]:
    """Address and process id of a server that is started for the block."""
    command = [sys.executable, "cli.py", "serve", "--port", "0", "--corpus", str(corpus), "--index", str(index)]
    command += ["--reader", reader]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = process.stdout or ()
            address = next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
            yield address, process.pid
        finally:
            process.terminate()


async def ask(client: httpx.AsyncClient, submit: int, person: int) -> Served:
    """Ask as the page does, and listen until the answer is complete."""
    question = f"When did Luna-25 crash, witness{person}?"
    session = f"person{person}"
    body = {"data": [question, None], "fn_index": submit, "session_hash": session}
    started = time.perf_counter()
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    seen, complete = "", False
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            seen += line
            message = json.loads(line.removeprefix("data: ") or "{}")
            if message.get("msg") == "process_completed":
                complete = bool(message["success"]) and "receipt" in line
                break
    foreign = set(_WITNESS.findall(seen)) - {f"witness{person}"}
    return Served(time.perf_counter() - started, complete, bool(foreign), HURRIED in seen)


async def rounds(address: str, people: int, times: int) -> list[Served]:
    """All ask once to open their page, which is not counted, and then all at once, some times over."""
    limits = httpx.Limits(max_connections=2 * people, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_S, limits=limits) as client:
        config = (await client.get("/config")).json()
        submit = next(d["id"] for d in config["dependencies"] if "submit" in [event for _, event in d["targets"]])
        served = []
        for turn in range(times + 1):
            done = await asyncio.gather(*(ask(client, submit, person) for person in range(people)))
            served += done if turn else []
        return served


def processor_s(pid: int) -> float:
    """Seconds of processor time that a process has taken; Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path(".index"))
    parser.add_argument("--reader", default=SHIPPED_READER)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with server(given.corpus.resolve(), given.index.resolve(), given.reader) as (address, pid):
        before = processor_s(pid)
        served = asyncio.run(rounds(address, given.people, given.rounds))
        spent = (processor_s(pid) - before) / (given.people * (given.rounds + 1))
    seconds = sorted(one.seconds for one in served)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"{sum(one.complete for one in served)} of {len(served)} served, {sum(one.foreign for one in served)} with another's "
        f"answer, {sum(one.hurried for one in served)} without the reader because many were asking"
    )
    print(f"median {statistics.median(seconds):.2f} s, 95th percentile {p95:.2f} s, longest {seconds[-1]:.2f} s")
    print(f"{spent * 1000:.0f} ms of processor time a question, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
