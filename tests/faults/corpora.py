"""Small corpora as plain data, and the ways in which people change them. The same seed gives the same corpora."""

from pathlib import Path
from random import Random

State = dict[str, str]  # path below the corpus folder -> content

_SUBJECTS = ["The council", "A ferry", "The old bridge", "Norway", "The museum", "A young whale", "The harbour"]
_VERBS = ["reopened", "was closed", "was sold", "was repaired", "was praised", "was counted", "was moved"]
_PLACES = ["in Oslo", "in Bergen", "at the river", "near the station", "on the island", "by the old mill"]
_TIMES = ["in October", "after nine years", "on a Monday", "before the vote", "during the storm", "at midnight"]
QUESTIONS = ["What was closed in Bergen?", "Who repaired the bridge by the old mill after the storm?"]

_MOST = 9  # articles, after which only deleting is left: time is better spent on more cases


def article(rng: Random) -> str:
    """A dated text of a few paragraphs whose words recur in other articles, so that rankings are close."""
    day = f"20{rng.randrange(10, 24)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    paragraphs = [" ".join(_sentence(rng) for _ in range(rng.randrange(1, 6))) for _ in range(rng.randrange(1, 4))]
    return f" date {day} " + "\n\n".join(paragraphs) + "\n"


def first_state(rng: Random, articles: int) -> State:
    return {_new_path(rng): article(rng) for _ in range(articles)}


def next_state(rng: Random, state: State, changes: int = 3) -> State:
    """The corpus after so many random changes; never empty, never the same."""
    after = dict(state)
    while True:
        for _ in range(changes):
            rng.choice(CHANGES if len(after) < _MOST else [_delete])(rng, after)
        if after and after != state:
            return after


def lay(folder: Path, state: State) -> None:
    """Make the folder hold exactly these files."""
    for path in folder.rglob("*.txt"):
        if path.relative_to(folder).as_posix() not in state:
            path.unlink()
    for name, content in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def _sentence(rng: Random) -> str:
    number = f", {rng.randrange(2, 900)} people said" if rng.random() < 0.5 else ""
    return f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_PLACES)} {rng.choice(_TIMES)}{number}."


def _new_path(rng: Random) -> str:
    return f"{rng.choice(['', 'city/', 'world/'])}{rng.randrange(10**6):06}.txt"


def _add(rng: Random, state: State) -> None:
    state[_new_path(rng)] = article(rng)


def _copy(rng: Random, state: State) -> None:
    if state:
        state[_new_path(rng)] = state[rng.choice(sorted(state))]


def _delete(rng: Random, state: State) -> None:
    if len(state) > 1:
        del state[rng.choice(sorted(state))]


def _rename(rng: Random, state: State) -> None:
    if state:
        state[_new_path(rng)] = state.pop(rng.choice(sorted(state)))


def _rewrite(rng: Random, state: State) -> None:
    if state:
        state[rng.choice(sorted(state))] = article(rng)


def _append(rng: Random, state: State) -> None:
    if state:
        state[rng.choice(sorted(state))] += f"\n{_sentence(rng)}\n"


def _exchange(rng: Random, state: State) -> None:
    if len(state) > 1:
        one, other = rng.sample(sorted(state), 2)
        state[one], state[other] = state[other], state[one]


CHANGES = [_add, _add, _copy, _delete, _delete, _rename, _rewrite, _append, _exchange]
