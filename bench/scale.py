"""What an index costs as it grows: to open, to ask, in memory and to change, from a thousand passages to a million.

    python -m bench.scale FOLDER --like INDEX [--passages 1000 10000 100000 1000000] [--changes 1000 10000 100000]
    python -m bench.scale FOLDER --plot docs/scale.svg

FOLDER is filled with indexes of that many passages, of made-up text and of vectors drawn near those of the indexes named by
--like (see bench/sampled.py), and with corpora of as many articles as --changes says (bench/synthetic.py), which are
brought up to date ten and a hundred articles at a time. The model is left out of everything here: its time per question
and per passage is what `python -m bench.speed` prints. Each size is measured in a process of its own, by the clock and in
processor time, which tells more on a machine that is shared. Results are kept in bench/results/scale.json, one entry per
size, measured again when asked for again.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.sampled import PASSAGES, Prose, SampledEmbedder, real_vectors
from bench.scale_plot import plot
from bench.synthetic import article_paths, write_articles
from index.filelist import NO_FILES
from index.generation import Counts, IndexFolder, Manifest, publish
from index.nearness import measured
from index.records import Filters
from index.search import Searcher
from index.segment import Segment
from index.sync import sync
from index.syncing.building import MAX_PASSAGES, Recipe, segment_sums, write_sealed
from index.versions import VersionLimits

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "scale.json"
QUESTIONS = 200
SEED = 20261124
BATCHES = (10, 100)  # articles added at once
Clocks = npt.NDArray[np.float64]


def build(root: Path, passages: int, like: Sequence[Path]) -> None:
    """An index of so many passages in full segments, and what is left in one of its own."""
    real, prose, folder = real_vectors(like), Prose(), IndexFolder(root)
    recipe = Recipe(SampledEmbedder(real).identity, 160)
    for path in (folder.segments, folder.generations):
        path.mkdir(parents=True, exist_ok=True)
    segments: list[Segment] = []
    per_segment = MAX_PASSAGES // PASSAGES
    for first in range(0, passages // PASSAGES, per_segment):
        numbers = range(first, min(first + per_segment, passages // PASSAGES))
        segments.append(write_sealed(folder, prose.content(numbers, real), recipe))
        print(f"{numbers.stop * PASSAGES} of {passages} passages", file=sys.stderr)
    names = [segment.name for segment in segments]
    manifest = Manifest(
        name="000001",
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        embedder=recipe.embedder,
        passage_tokens=recipe.passage_tokens,
        counts=Counts(passages // PASSAGES, passages, sum(len(s.arrays.sentences) for s in segments), 0),
        newest=None,
        versions=VersionLimits(),
        segments=tuple(names),
        files=tuple(listed for name in names for listed in segment_sums(folder, name)),
        nearness=measured(segments, None),
    )
    publish(folder, manifest, NO_FILES)


def asked(root: Path, like: Sequence[Path]) -> dict[str, Any]:
    """Opening and questions, with and without a filter that a seventh of the articles pass."""
    embedder, prose, drawn = SampledEmbedder(real_vectors(like)), Prose(), np.random.default_rng(SEED)
    before, started = resident_mb(), clocks()
    searcher = Searcher(root, embedder)
    opening = clocks() - started
    figures: dict[str, Any] = {"open_s": opening[0], "open_cpu_s": opening[1], "opened_mb": resident_mb() - before}
    collection, counts = searcher._collection, searcher.manifest.counts
    questions = []
    for row in np.sort(drawn.integers(0, counts.passages, QUESTIONS)).tolist():
        vector = collection.passage_vectors(np.array([row]))[0].astype(np.float32)
        questions.append((prose.question(collection.passage(row)[1].text, drawn), vector))
    drawn.shuffle(questions)
    for name, filters in (("first", Filters()), ("asked", Filters()), ("filtered", Filters(source="Source 3"))):
        took = []
        for question, embedder.asked in questions:
            started = clocks()
            searcher.search(question, filters=filters)
            took.append(1000 * (clocks() - started))
        for kind, of in zip(("ms", "cpu_ms"), np.percentile(took, (50, 95), axis=0).T.tolist(), strict=True):
            figures[f"{name}_{kind}"] = of
    figures |= {"asked_mb": resident_mb() - before, "articles": counts.articles, "sentences": counts.sentences}
    if searcher.manifest.nearness:
        figures |= {"probed": searcher.manifest.nearness.probed, "recall": searcher.manifest.nearness.recall}
    figures["index_mb"] = sum(file.size for file in searcher.manifest.files) / 1e6
    searcher.close()
    return figures


def changed(folder: Path, articles: int, like: Sequence[Path], rounds: int = 3) -> dict[str, Any]:
    """A sync among so many articles: with nothing to do, with some added, with these deleted, with as many old ones deleted.

    Beside it what no sync can do without: asking each file for its stamp.
    """
    embedder = SampledEmbedder(real_vectors(like))
    corpus, index = folder / "corpus", folder / "index"

    def step() -> Clocks:
        started = clocks()
        sync(corpus, index, embedder.identity.name, lambda _: embedder, progress=lambda *_: None)
        return clocks() - started

    if not index.exists():
        write_articles(corpus, range(articles), SEED)
        step()
    took: dict[str, list[Clocks]] = {}
    for number in range(rounds):
        took.setdefault("nothing", []).append(step())
        for batch in BATCHES:
            extra = range(articles, articles + batch)
            write_articles(corpus, extra, SEED)
            took.setdefault(f"add {batch}", []).append(step())
            deleted(article_paths(corpus, extra))
            took.setdefault(f"delete {batch}", []).append(step())
        spread = [range(first, first + 1) for first in range(number, articles, articles // BATCHES[0])][: BATCHES[0]]
        deleted(path for one in spread for path in article_paths(corpus, one))
        took.setdefault(f"delete {BATCHES[0]} old ones", []).append(step())
        for one in spread:
            write_articles(corpus, one, SEED)
        step()
        took.setdefault("stamps", []).append(asked_for_stamps(corpus))
    medians = {name: np.median(of, axis=0).tolist() for name, of in took.items()}
    return {f"{name}, {kind}": of[i] for name, of in medians.items() for i, kind in enumerate(("s", "cpu s"))}


def deleted(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()


def asked_for_stamps(corpus: Path) -> Clocks:
    started = clocks()
    for folder in corpus.iterdir():
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat()
    return clocks() - started


def clocks() -> Clocks:
    """Seconds by the clock, and of processor time, that of processes which have ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return np.array([time.perf_counter(), time.process_time() + ended.ru_utime + ended.ru_stime])


def resident_mb() -> float:
    """What the process holds in memory now, pages of mapped files included."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def in_own_process(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale", *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def recorded(kind: str, size: int, measure: Callable[[], dict[str, Any]]) -> None:
    found = {**measure(), "load": os.getloadavg()[0]}
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept.setdefault(kind, {})[str(size)] = found
    for entries in kept.values():
        entries |= dict(sorted(entries.items(), key=lambda entry: int(entry[0])))
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    print(kind, size, json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--like", type=Path, nargs="+", default=[])
    parser.add_argument("--passages", type=int, nargs="*", default=[])
    parser.add_argument("--changes", type=int, nargs="*", default=[])
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--only", choices=("build", "asked", "changed"), help="one step, its figures as JSON")
    options = parser.parse_args()
    folder, like = options.folder.absolute(), [path.absolute() for path in options.like]
    if options.only == "build":
        build(folder, options.passages[0], like)
        print("{}")
    elif options.only == "asked":
        print(json.dumps(asked(folder, like)))
    elif options.only == "changed":
        print(json.dumps(changed(folder, options.changes[0], like)))
    else:
        every_size(folder, like, options.passages, options.changes)
    if options.plot:
        options.plot.write_text(plot(json.loads(RESULTS.read_text())))


def every_size(folder: Path, like: Sequence[Path], passages: Sequence[int], changes: Sequence[int]) -> None:
    near = ("--like", *map(str, like))
    for size in passages:
        root = folder / f"passages-{size}"
        if not (root / "CURRENT").exists():
            in_own_process(str(root), *near, "--passages", str(size), "--only", "build")
        recorded("passages", size, lambda r=root: in_own_process(str(r), *near, "--only", "asked"))  # type: ignore[misc]
    for size in changes:
        root = folder / f"articles-{size}"
        steps = (str(root), *near, "--changes", str(size), "--only", "changed")
        recorded("articles", size, lambda s=steps: in_own_process(*s))  # type: ignore[misc]


if __name__ == "__main__":
    main()
