"""A finished run -> the weights' file of the program, in half precision, and its digest."""

import argparse
import hashlib
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from train.checkpoints import NAME

LEARNED = "model."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the --out of train.training")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    asked = parser.parse_args()
    data = exported(asked.run)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(data)
    print(f"{asked.out}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def exported(run: Path) -> bytes:
    """Only what was learned: what stayed as it was comes with the embedding model."""
    kept = {n.removeprefix(LEARNED): a for n, a in load_file(run / NAME).items() if n.startswith(LEARNED)}
    return save({name: array.astype(np.float16) for name, array in sorted(kept.items())})


if __name__ == "__main__":
    main()
