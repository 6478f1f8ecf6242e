"""A training run that can be stopped at any time: weights and the optimiser's memory, in safetensors."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

NAME = "checkpoint.safetensors"
LEARNED = "model."  # begins the names of the weights


def save(folder: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer, state: dict[str, Any]) -> None:
    """Written aside and put in place at once; `state` is what JSON can hold."""
    tensors = {f"{LEARNED}{name}": value.detach().contiguous() for name, value in _learned(model).items()}
    for name, parameter in _learned(model).items():
        for key, value in optimiser.state.get(parameter, {}).items():
            tensors[f"optimiser.{key}.{name}"] = torch.as_tensor(value).detach().contiguous()
    beside = folder / f"{NAME}.new"
    save_file(tensors, beside, metadata={"state": json.dumps(state)})
    beside.replace(folder / NAME)


def keep(folder: Path, model: torch.nn.Module, step: int) -> None:
    """The weights of this step, for `train.export`."""
    weights = {f"{LEARNED}{name}": value.detach().contiguous() for name, value in _learned(model).items()}
    save_file(weights, folder / f"step-{step:05}.safetensors")


def resume(folder: Path, model: torch.nn.Module, optimiser: torch.optim.Optimizer) -> dict[str, Any] | None:
    """Puts back what `save` wrote and returns its state; None: there is nothing to go on from."""
    path = folder / NAME
    if not path.exists():
        return None
    with safe_open(path, "pt") as file, torch.no_grad():
        names = set(file.keys())
        for name, parameter in _learned(model).items():
            parameter.copy_(file.get_tensor(f"{LEARNED}{name}"))
            kept = {
                key: file.get_tensor(full)
                for key in ("step", "exp_avg", "exp_avg_sq")
                if (full := f"optimiser.{key}.{name}") in names
            }
            if kept:
                optimiser.state[parameter] = kept
        state: dict[str, Any] = json.loads(file.metadata()["state"])
    return state


def start_from(weights: Path, model: torch.nn.Module) -> None:
    """Takes what `train.export` wrote; what the file does not name stays as it is. Raises KeyError: a name of no parameter."""
    parameters = dict(model.named_parameters())
    with torch.no_grad():
        for name, value in load_file(weights).items():
            parameters[name].copy_(value)


def _learned(model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
