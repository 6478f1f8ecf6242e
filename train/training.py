"""Pairs -> weights. Seeded; goes on from its last checkpoint; stops early when it no longer learns."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch

from train import checkpoints
from train.body import load_body, load_tokenizer
from train.inputs import Batch, Example, batches, collated, example_of
from train.model import ReaderModel, losses
from train.pairs import Pair

WATCHED = 320  # pairs that are not learned from and tell when to stop
RATE = 1e-4
PATIENCE = 24  # checkpoints without improvement: much of it comes last, when steps are small
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Recipe:
    steps: int
    batch: int = 32
    rate: float = RATE  # of the body, at its highest
    head_rate: float = 1e-3
    warm_up: int = 60  # steps
    decay: float = 0.01
    checkpoint_every: int = 70  # steps
    seed: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="a folder of files made by train.mining")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--frozen-layers", type=int, default=0, help="the lowest ones, which are not learned")
    parser.add_argument("--start", type=Path, help="a file of train.export to go on from, with a new schedule")
    parser.add_argument("--rate", type=float, default=RATE, help="of the body, at its highest")
    parser.add_argument("--bf16", action="store_true", help="for a processor that computes in it")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    pairs = read_pairs(sorted(asked.pairs.glob("*.jsonl")))
    learned, watched = divided([example_of(pair, tokenizer) for pair in pairs], pairs)
    torch.manual_seed(asked.seed)
    model = ReaderModel(load_body(asked.bf16), asked.frozen_layers, asked.bf16)
    if asked.start:
        checkpoints.start_from(asked.start, model)
    recipe = Recipe(asked.steps, rate=asked.rate, head_rate=10 * asked.rate, seed=asked.seed)
    train(model, learned, watched, recipe, asked.out)


def read_pairs(files: Sequence[Path]) -> list[Pair]:
    # Not splitlines(): a line separator inside a text is no end of a line here.
    return [pair_of(json.loads(line)) for file in files for line in file.read_text("utf-8").split("\n") if line]


def pair_of(row: dict[str, Any]) -> Pair:
    spans = tuple((start, end) for start, end in row["sentences"])
    answer = (row["answer"][0], row["answer"][1]) if row["answer"] else None
    return Pair(**{**row, "sentences": spans, "answer": answer, "evidence": tuple(row["evidence"])})


def divided(examples: Sequence[Kind], pairs: Sequence[Pair], watched: int = WATCHED) -> tuple[list[Kind], list[Kind]]:
    """Those to learn from, and about so many to watch, which share no question."""
    questions = sorted({pair.question for pair in pairs})
    random.Random(0).shuffle(questions)
    apart = set(questions[: round(watched / max(1, len(pairs)) * len(questions))])
    both = list(zip(examples, (pair.question in apart for pair in pairs), strict=True))
    return [one for one, is_apart in both if not is_apart], [one for one, is_apart in both if is_apart]


def train(
    model: ReaderModel, learned: Sequence[Example], watched: Sequence[Example], recipe: Recipe, out: Path
) -> None:
    optimiser = _optimiser(model, recipe)
    state = checkpoints.resume(out, model, optimiser) or {"step": 0, "best": None, "since_best": 0}
    began, first = time.monotonic(), state["step"]
    model.train()
    for step, batch in enumerate(_order(learned, recipe, first), start=first):
        if step >= recipe.steps:
            break
        torch.manual_seed(recipe.seed * 1_000_003 + step)  # dropout falls as it would have without a stop
        said = _step(model, optimiser, batch, recipe, step)
        if (step + 1) % 10 == 0:
            pace = (time.monotonic() - began) / (step + 1 - first)
            print(f"{step + 1}/{recipe.steps} {said} · {pace:.2f} s a step", flush=True)
        if (step + 1) % recipe.checkpoint_every == 0 or step + 1 == recipe.steps:
            state = _checkpoint(model, optimiser, watched, recipe, {**state, "step": step + 1}, out)
            if state["since_best"] >= PATIENCE:
                print("stopped early", flush=True)
                break


def _checkpoint(
    model: ReaderModel,
    optimiser: torch.optim.Optimizer,
    watched: Sequence[Example],
    recipe: Recipe,
    state: dict[str, Any],
    out: Path,
) -> dict[str, Any]:
    seen = watch(model, watched, recipe.batch)
    total = sum(seen.values())
    better = state["best"] is None or total < state["best"]
    state = {
        **state,
        "best": total if better else state["best"],
        "since_best": 0 if better else state["since_best"] + 1,
    }
    checkpoints.save(out, model, optimiser, {**state, "recipe": asdict(recipe)})
    checkpoints.keep(out, model, state["step"])
    print(f"{state['step']}: watched {_told(seen)}{' (best so far)' if better else ''}", flush=True)
    return state


def _step(model: ReaderModel, optimiser: torch.optim.Optimizer, batch: Batch, recipe: Recipe, step: int) -> str:
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * _height(step, recipe)
    found = losses(model(batch), batch)
    torch.stack(list(found.values())).sum().backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_((p for p in model.parameters() if p.requires_grad), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return _told({name: float(value.detach()) for name, value in found.items()})


def _height(step: int, recipe: Recipe) -> float:
    """Linear up, then linear down to nothing at the last step."""
    rising = (step + 1) / max(1, recipe.warm_up)
    return min(rising, (recipe.steps - step) / max(1, recipe.steps - recipe.warm_up))


def _order(learned: Sequence[Example], recipe: Recipe, skip: int) -> Iterator[Batch]:
    """Epoch after epoch, the same for one seed however often the run was stopped."""
    epoch = 0
    while True:
        for batch in batches(learned, recipe.batch, random.Random(f"{recipe.seed} {epoch}")):
            if skip:
                skip -= 1
            else:
                yield batch
        epoch += 1


@torch.no_grad()
def watch(model: ReaderModel, watched: Sequence[Example], size: int) -> dict[str, float]:
    """Mean losses over the watched pairs, without dropout."""
    model.eval()
    order = sorted(watched, key=lambda e: len(e.ids))
    sums: dict[str, float] = {}
    for begin in range(0, len(order), size):
        batch = collated(order[begin : begin + size])
        for name, value in losses(model(batch), batch).items():
            sums[name] = sums.get(name, 0.0) + float(value) * len(batch.ids) / len(order)
    model.train()
    return sums


def _optimiser(model: ReaderModel, recipe: Recipe) -> torch.optim.Optimizer:
    body = [p for p in model.body.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("body.")]
    groups = [{"params": body, "peak": recipe.rate}, {"params": heads, "peak": recipe.head_rate}]
    return torch.optim.AdamW(groups, lr=recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.98), fused=True)


def _told(numbers: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in numbers.items())


if __name__ == "__main__":
    main()
