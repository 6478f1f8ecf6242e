"""Checkpoints of a run -> the weights' file of the program, in half precision, and its digest.

Of several, their mean: a run that is still moving quickly swings round what it is after, and the middle of a few of its
places reads better than any of them (Wortsman et al. 2022).
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from train.checkpoints import LEARNED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="files that train.training left in its --out")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    asked = parser.parse_args()
    data = exported(asked.checkpoints)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(data)
    print(f"{asked.out}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def exported(checkpoints: Sequence[Path]) -> bytes:
    """Only what was learned: what stayed as it was comes with the embedding model."""
    runs = [_learned(path) for path in checkpoints]
    return save(
        {name: np.stack([run[name] for run in runs]).mean(axis=0).astype(np.float16) for name in sorted(runs[0])}
    )


def _learned(path: Path) -> dict[str, np.ndarray]:
    return {name.removeprefix(LEARNED): a for name, a in load_file(path).items() if name.startswith(LEARNED)}


if __name__ == "__main__":
    main()
