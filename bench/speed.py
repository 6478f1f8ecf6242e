"""How fast our own parts are, and how near the machine's limit: embedding, a question, the start of a process.

    python -m bench.speed [--rounds 3] [--passages 96]

Paths that are compared take turns. Figures are medians of the rounds with the span of all of them. The limit is the
best rate at which torch or openvino multiplies matrices of the model's shapes in the number format that our path has here.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.embedding import PassageText, load_embedder
from index.generation import IndexFolder
from index.models.compiled import CompiledEmbedder
from index.models.modelfiles import DEFAULT_MODEL, find_model
from index.models.reference import SentenceTransformerEmbedder
from index.search import Searcher

ROOT = Path(__file__).parents[1]
QUESTIONS = ("When did Luna-25 crash?", "How many people died in the Beirut explosion?", "Who became chess champion?")
LAYERS, WIDTH, INNER = 6, 384, 1536  # of the default model
ROWS = 2048  # of the matrices whose product is timed


def operations(tokens: int) -> int:
    """Floating-point operations of one passage: the products with weights, and attention over all pairs of tokens."""
    weights = LAYERS * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER)
    return 2 * tokens * weights + LAYERS * 4 * tokens * tokens * WIDTH


def matrix_rate(precision: str, rounds: int) -> float:
    """Operations per second of the best product of the model's shapes, on all cores. `precision`: "bf16" or "f32"."""
    best = 0.0
    for inner, outer in ((WIDTH, INNER), (INNER, WIDTH), (WIDTH, WIDTH)):
        for product in (torch_product(precision, inner, outer), openvino_product(precision, inner, outer)):
            product()
            quickest = min(seconds(product) for _ in range(rounds * 5))
            best = max(best, 2 * ROWS * inner * outer / quickest)
    return best


def torch_product(precision: str, inner: int, outer: int) -> Callable[[], object]:
    import torch

    kind = torch.bfloat16 if precision == "bf16" else torch.float32
    one, other = torch.ones((ROWS, inner), dtype=kind), torch.ones((inner, outer), dtype=kind)
    return lambda: one @ other


def openvino_product(precision: str, inner: int, outer: int) -> Callable[[], object]:
    import openvino  # the embedder has loaded it, without the part that reports to a statistics server

    op = openvino.opset13
    one = op.parameter([ROWS, inner], np.float32)
    product = openvino.Model([op.matmul(one, np.ones((inner, outer), np.float32), False, False)], [one], "product")
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision}
    request = openvino.Core().compile_model(product, "CPU", options).create_infer_request()
    given = np.ones((ROWS, inner), np.float32)
    return lambda: request.infer([given], share_inputs=True, share_outputs=True)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def shown(values: Sequence[float], unit: str, digits: int = 1) -> str:
    """
    >>> shown([3.0, 1.0, 2.5], "ms")
    '2.5 ms (1.0 to 3.0)'
    """
    return f"{statistics.median(values):.{digits}f} {unit} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passages", type=int, default=96)
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        took = seconds(lambda: ask_program("index", "--corpus", str(ROOT / "corpus"), "--index", str(index)))
        print(f"sample corpus indexed for the first time, the check of the compiled model included: {took:.1f} s")
        report_embedding(index, options.passages, options.rounds)
        report_questions(index, options.rounds)
        report_start(index, options.rounds)


def report_embedding(index: Path, passages: int, rounds: int) -> None:
    fast = load_embedder(DEFAULT_MODEL, IndexFolder(index).models)
    slow = SentenceTransformerEmbedder(find_model(DEFAULT_MODEL))
    assert isinstance(fast, CompiledEmbedder)
    words = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "corpus").rglob("*.txt"))).split()
    texts = [PassageText(" ".join(words[n * 110 : n * 110 + 110]), ()) for n in range(passages)]
    texts = [t for t in texts if t.text]
    work = sum(operations(min(len(fast.token_starts(t.text)) + 2, fast.identity.max_tokens)) for t in texts)
    precision = "bf16" if "bf16" in fast.runtime else "f32"
    limit = matrix_rate(precision, rounds)
    rates: dict[str, list[float]] = {}
    for _ in range(rounds):
        for embedder in (fast, slow):
            took = seconds(lambda e=embedder: list(e.embed_passages(texts)))  # type: ignore[misc]
            rates.setdefault(embedder.runtime, []).append(len(texts) / took)
    print(f"matrix products in {precision}: {limit / 1e9:.0f} GF/s; a passage of {work / len(texts) / 1e9:.2f} GF")
    for runtime, found in rates.items():
        share = statistics.median(found) * work / len(texts) / limit
        print(f"{runtime}: {shown(found, 'passages/s')}, {share:.0%} of the limit")
    ratio = [a / b for a, b in zip(*rates.values(), strict=True)]
    print(f"compiled against sentence-transformers: {shown(ratio, 'times', 2)}")


def report_questions(index: Path, rounds: int) -> None:
    searcher = Searcher(index, load_embedder(DEFAULT_MODEL, IndexFolder(index).models))
    for question in QUESTIONS:
        searcher.search(question)
    took = [seconds(lambda q=q: searcher.search(q)) * 1000 for _ in range(rounds * 10) for q in QUESTIONS]  # type: ignore[misc]
    print(f"search of the sample corpus: p50 {np.percentile(took, 50):.1f} ms, p95 {np.percentile(took, 95):.1f} ms")
    searcher.close()


def report_start(index: Path, rounds: int) -> None:
    asking = ("ask", QUESTIONS[0], "--index", str(index))
    for name, arguments in (("article-qa --help", ("--help",)), ("article-qa ask", asking)):
        before = processor_seconds()
        took = [seconds(lambda a=arguments: ask_program(*a)) for _ in range(rounds)]  # type: ignore[misc]
        used = (processor_seconds() - before) / rounds
        print(f"{name}: {shown(took, 's', 2)} from start to end, {used:.2f} s of processor time")
    peak = subprocess.run(
        [sys.executable, "-c", _PEAK, str(ROOT / "cli.py"), *asking], capture_output=True, text=True, check=True
    )
    print(f"peak memory of article-qa ask: {peak.stdout.splitlines()[-1]} MB")


_PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ask_program(*arguments: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "cli.py"), *arguments], capture_output=True, check=True)


if __name__ == "__main__":
    main()
