"""Bytes of an index changed behind its back: found before the first answer, told by the doctor, mended by the next sync."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from index.doctor import examine
from index.errors import IndexUnusable
from index.live import LiveSearcher
from tests.faults.corpora import State, first_state, next_state
from tests.faults.workshop import Workshop, answers_of, case_named

CASES = 560
_PAGE = 4096
_MENDED_EVERY = 6  # cases after which the index is also synced and compared with a fresh one
_GARBAGE = [
    b"",
    b"\n",
    b"000001",
    b"000001 " + b"0" * 64,
    b"../.. " + b"f" * 64,
    b"\xff\xfe",
    bytes(72),
    b"a b c",
    b"x" * 5000,
]


def campaign(seed: int, cases: int) -> Counter[str]:
    rng = Random(seed)
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        homes, states = _two_generations(workshop, rng)
        one, other = homes
        for case in range(cases):
            home = workshop.copied(one, "home")
            what = _changed(home / "index", other / "index", rng)
            if not what:
                continue
            counts["cases"] += 1
            counts[what] += 1
            with case_named(f"case {case}: {what}"):
                counts[_verdict(workshop, home, states)] += 1
                if not case % _MENDED_EVERY:
                    workshop.sync_laid(home)
                    workshop.assert_whole(home, states[0])
                    counts["mended by the next sync"] += 1
    return counts


def _two_generations(workshop: Workshop, rng: Random) -> tuple[list[Path], list[State]]:
    """Two homes, the second a copy of the first some changes later; both have a few segments."""
    state = first_state(rng, 4)
    homes = [workshop.folder / "one", workshop.folder / "other"]
    workshop.sync(homes[0], state)
    state = next_state(rng, state, 2)
    workshop.sync(homes[0], state)
    shutil.copytree(homes[0], homes[1])
    later = next_state(rng, state, 3)
    workshop.sync(homes[1], later)
    return homes, [state, later]


def _verdict(workshop: Workshop, home: Path, states: list[State]) -> str:
    """How the damage was met. Raises AssertionError when it was not seen and an answer differs, or two doors disagree."""
    try:
        live = LiveSearcher(home / "index", workshop.embedder)
    except IndexUnusable as error:
        assert str(error).strip() and "\n" not in str(error), f"no sentence: {error!r}"
        assert examine(home / "index"), "the doctor finds nothing"
        return "refused before an answer"
    with live.searcher() as searcher:
        found = answers_of(searcher)
        searcher.close()
    assert any(found.same_as(workshop.fresh(state)) for state in states), "an answer that no corpus gives"
    if live.problem:
        return "answered by the generation before and said so"
    return "without effect on any answer"


# ------------------------------------------------------------------------------------------------------------ mutations


def _changed(index: Path, other: Path, rng: Random) -> str:
    """Change the index in one way and say how; empty when the change is none."""
    if rng.random() < 0.2:
        return rng.choice(_WHOLE)(index, other, rng)
    files = sorted(path for path in index.rglob("*") if path.is_file() and path.name != "WRITER")
    path = rng.choice([*files, index / "CURRENT"])
    before = path.read_bytes()
    what, mutate = rng.choice(_IN_FILE)
    after = mutate(bytearray(before), rng)
    path.write_bytes(after)
    return what if after != before else ""


def _flipped(data: bytearray, rng: Random) -> bytearray:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data


def _truncated(data: bytearray, rng: Random) -> bytearray:
    return data[: rng.choice([0, len(data) - 1, rng.randrange(max(1, len(data)))])]


def _zeroed(data: bytearray, rng: Random) -> bytearray:
    start = rng.randrange(0, max(1, len(data)), _PAGE)
    end = min(len(data), start + _PAGE)
    data[start:end] = bytes(end - start)
    return data


def _with_junk(data: bytearray, rng: Random) -> bytearray:
    return data + rng.choice([b"\0", b"junk", rng.randbytes(_PAGE)])


def _scrambled(data: bytearray, rng: Random) -> bytearray:
    return bytearray(rng.randbytes(len(data)))


_IN_FILE: list[tuple[str, Callable[[bytearray, Random], bytearray]]] = [
    ("bit flips", _flipped),
    ("bit flips", _flipped),
    ("truncations", _truncated),
    ("zeroed pages", _zeroed),
    ("appended junk", _with_junk),
    ("random bytes", _scrambled),
]


def _exchanged(index: Path, other: Path, rng: Random) -> str:
    """Two files of one kind change places: in this index, or one with that of the other generation."""
    kind = rng.choice(["*.npy", "articles.sqlite", "segment.json"])
    ours, theirs = (sorted(path for path in root.rglob(kind)) for root in (index, other))
    path, source = rng.choice(ours), rng.choice([*ours, *theirs])
    kept = path.read_bytes()
    if source.read_bytes() == kept:
        return ""
    path.write_bytes(source.read_bytes())
    if source in ours:
        source.write_bytes(kept)
    return "exchanged files"


def _stale(index: Path, other: Path, rng: Random) -> str:
    """The files of one generation under the CURRENT or the manifest of another."""
    name, newer = ((root / "CURRENT").read_text().split()[0] for root in (index, other))
    if rng.random() < 0.5:
        shutil.copy(other / "CURRENT", index / "CURRENT")
    else:
        shutil.copy(other / "generations" / newer / "manifest.json", index / "generations" / name / "manifest.json")
    return "files under another generation's name"


def _garbage(index: Path, other: Path, rng: Random) -> str:
    del other
    (index / "CURRENT").write_bytes(rng.choice([*_GARBAGE, rng.randbytes(72)]))
    return "garbage in CURRENT"


def _removed(index: Path, other: Path, rng: Random) -> str:
    del other
    path = rng.choice(sorted(path for path in index.rglob("*") if path.name not in ("WRITER", "CURRENT")))
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return "removed files and folders"


def _folder_instead(index: Path, other: Path, rng: Random) -> str:
    del other
    path = rng.choice(sorted(path for path in index.rglob("*") if path.is_file() and path.name != "WRITER"))
    path.unlink()
    path.mkdir()
    return "folders in place of files"


def _unreadable(index: Path, other: Path, rng: Random) -> str:
    """A link that leads nowhere, which root cannot read either."""
    del other
    path = rng.choice(sorted(path for path in index.rglob("*") if path.is_file() and path.name != "WRITER"))
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))
    return "links that lead nowhere"


_WHOLE = [_exchanged, _exchanged, _stale, _garbage, _removed, _folder_instead, _unreadable]
