"""article-qa beside txtai, LangChain, LlamaIndex, Haystack and Chroma: the same articles, model and questions.

    python -m bench.peers quality --data FOLDER --cache FOLDER
    python -m bench.peers speed --data FOLDER --cache FOLDER

DATA holds dataset folders (clapnq, squad2, ...), CACHE is where the environments are made: about 1.6 GB for each.
"""

import json
import platform
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bench import quality as quality_of
from bench import timing
from bench.environments import PROGRAMS, ROOT, Program, install, size_mb
from bench.samples import sample
from bench.tables import quality_table, speed_table

SETS = ("clapnq", "squad2", "qed", "hotpotqa", "scifact")
TIMED_SET = "mtrag_clapnq"  # whole articles of the length of a news report
RESULTS = ROOT / "bench" / "results"
_BF16 = {
    "amx_bf16": "with bf16 in AMX",
    "avx512_bf16": "with bf16 in AVX-512",
}  # the processor's flag, and what it means

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

Data = Annotated[Path, typer.Option(help="Folder of dataset folders.")]
Cache = Annotated[Path, typer.Option(help="Folder for environments, samples and indexes.")]
Threads = Annotated[int, typer.Option(min=1, help="Threads of each program.")]


@app.command()
def quality(
    data: Data,
    cache: Cache,
    only: Annotated[list[str] | None, typer.Option(help="A program to run; repeat it for more.")] = None,
    sets: Annotated[list[str] | None, typer.Option("--set", help="A set to run; repeat it for more.")] = None,
    threads: Threads = 2,
) -> None:
    """Run the programs over the sets, where the cache does not hold their runs already, and score all that it holds."""
    results: dict[str, Any] = {"taken": date.today().isoformat(), "machine": _machine(), "sets": {}}
    for name in SETS:
        folder = cache / "sets" / name
        asked = sample(data / name, folder)
        for program in _named(only) if name in (sets or SETS) else ():
            install(program, cache)
            typer.echo(f"{name}: {program.name}", err=True)
            quality_of.run(program, asked, folder, cache, threads)
        reports = quality_of.reports(asked, folder)
        if reports:
            results["sets"][name] = quality_of.results_of(asked, reports)
    _write("peers-quality.json", results)
    typer.echo(quality_table(results))


@app.command()
def speed(data: Data, cache: Cache, articles: int = 60, rounds: int = 3, threads: Threads = 2) -> None:
    """Time the programs in turns: indexing, questions, starting, adding and deleting."""
    for program in PROGRAMS:
        install(program, cache)
    given = timing.material(data / TIMED_SET, cache / "timed", articles)
    before = timing.load_average()
    times = timing.rounds(given, cache, threads, rounds)
    results = {
        "taken": date.today().isoformat(),
        "machine": _machine(),
        "threads": threads,
        "rounds": rounds,
        "articles": given.count,
        "load_average": [before, timing.load_average()],
        "programs": {
            program.name: {
                **timing.summary(times[program.name], given.count),
                "install_mb": size_mb(program, cache),
            }
            for program in PROGRAMS
        },
    }
    _write("peers-speed.json", results)
    typer.echo(speed_table(results))


def _named(names: list[str] | None) -> list[Program]:
    known = {program.name: program for program in PROGRAMS}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]} is none of {', '.join(known)}")
    return [known[name] for name in names or known]


def _machine() -> str:
    info = Path("/proc/cpuinfo").read_text("utf-8")
    names = [line.partition(": ")[2] for line in info.splitlines() if line.startswith("model name")]
    bf16 = next((how for flag, how in _BF16.items() if f" {flag}" in info), "without bf16")
    return f"{len(names)} cores of {names[0]}, {bf16}, Python {platform.python_version()}"


def _write(name: str, results: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / name).write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    app()
