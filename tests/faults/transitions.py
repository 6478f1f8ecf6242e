"""One sync each, from an index to the next: the ground on which kills, failures and losses are tried."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.corpora import State, article, first_state, next_state
from tests.faults.disk import Disk, Operation
from tests.faults.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Transition:
    """`home` holds the old index, and the new corpus beside it; `operations` are those of an undisturbed sync."""

    name: str
    home: Path
    old: State | None
    new: State
    operations: tuple[Operation, ...]
    embedded: int  # passages for which an undisturbed sync runs the model


def transitions(workshop: Workshop, seed: int) -> list[Transition]:
    """A first build, an addition, a deletion, a renaming, several changes at once, and a merge of eight segments."""
    rng = Random(seed)
    old = first_state(rng, 3)
    names = sorted(old)
    added = {**old, "new/1.txt": article(rng), "new/2.txt": article(rng)}
    deleted = {name: text for name, text in old.items() if name != names[0]}
    renamed = {**deleted, "elsewhere.txt": old[names[0]]}
    made = [
        _made(workshop, "first", None, old),
        _made(workshop, "addition", [old], added),
        _made(workshop, "deletion", [old], deleted),
        _made(workshop, "renaming", [old], renamed),
        _made(workshop, "changes", [old], next_state(rng, old, 4)),
    ]
    growing = [first_state(rng, 1)]
    for number in range(7):
        growing.append({**growing[-1], f"{number}.txt": article(rng)})
    return [*made, _made(workshop, "merge", growing[:-1], growing[-1])]


def _made(workshop: Workshop, name: str, before: list[State] | None, new: State) -> Transition:
    home = workshop.folder / f"before-{name}"
    for state in before or []:
        workshop.sync(home, state)
    clean = workshop.folder / "clean"
    if home.exists():
        shutil.copytree(home, clean)
    workshop.lay(clean, new)
    with Disk(clean) as disk:
        report = workshop.sync_laid(clean)
    workshop.assert_whole(clean, new)
    shutil.rmtree(home / "corpus", ignore_errors=True)
    home.mkdir(exist_ok=True)
    shutil.copytree(clean / "corpus", home / "corpus")
    shutil.rmtree(clean)
    return Transition(name, home, before[-1] if before else None, new, tuple(disk.operations), report.embedded)
