"""Segments on the disk: written, sealed, merged, and found again after an interruption."""

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedding import EmbedderIdentity
from index.generation import FORMAT, FileSum, IndexFolder, damages, file_sum, fsync
from index.segment import ARTICLES_FILE, Segment, SegmentContent, combine, write_segment
from index.store import StoredArticle
from index.versions import Retention

SEALED_FILE = "segment.json"  # written last: a folder without it was interrupted
# Deleting an article rewrites its segment, so this bounds what a deletion costs; measured in bench/README.md.
MAX_PASSAGES = 32768
MERGE_FACTOR = 8  # segments of about one size before they become one


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a segment's numbers depend on besides its articles."""

    embedder: EmbedderIdentity
    passage_tokens: int


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and which of its articles live on."""

    segment: Segment
    kept: npt.NDArray[np.bool_]  # by article row
    forgets: bool = False  # some of its articles' earlier texts are to go

    @property
    def whole(self) -> bool:
        return bool(self.kept.all()) and not self.forgets

    @property
    def passages(self) -> int:
        return int(self.kept[self.segment.arrays.passages[:, 0]].sum())


def write_sealed(folder: IndexFolder, content: SegmentContent, recipe: Recipe) -> Segment:
    """Write and fsync a segment, named by its content, unless it is there already; open it."""
    path = folder.segments / _name(content.articles, recipe)
    if not is_sealed(folder, path, recipe):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        write_segment(path, content)
        _seal(folder, path, recipe)
    return Segment(path)


def is_sealed(folder: IndexFolder, path: Path, recipe: Recipe) -> bool:
    """Whether a segment folder is complete, undamaged, made by this recipe, and holds nothing but what its seal lists."""
    stated, sums = _read_seal(path)
    return (
        stated == _stated(recipe)
        and {path / SEALED_FILE, *(folder.path_of(listed) for listed in sums)} == set(path.iterdir())
        and not any(damages(folder, sums))
    )


def articles_are_sound(folder: IndexFolder, path: Path) -> bool:
    """Whether the articles of a segment of this format can be read, whatever has become of its other files."""
    stated, sums = _read_seal(path)
    articles = [listed for listed in sums if folder.path_of(listed) == path / ARTICLES_FILE]
    return stated.get("format") == FORMAT and bool(articles) and not any(damages(folder, articles))


def segment_sums(folder: IndexFolder, name: str) -> list[FileSum]:
    """The sums of all files of a sealed segment, as its seal states them."""
    _, sums = _read_seal(folder.segments / name)
    return [*sums, file_sum(folder.root, folder.segments / name / SEALED_FILE)]


def _read_seal(path: Path) -> tuple[dict[str, object], list[FileSum]]:
    """What the seal says of the recipe and the files; nothing where there is no readable seal."""
    try:
        sealed = json.loads((path / SEALED_FILE).read_bytes())
        return dict(sealed["recipe"]), [FileSum(**listed) for listed in sealed["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}, []


def merged(
    folder: IndexFolder, parts: Sequence[Part], recipe: Recipe, keep: Retention, verify: Callable[[Segment], None]
) -> list[Segment]:
    """The segments of the next generation: untouched ones as they are, the rest rewritten without what is dropped.

    `verify` is called before anything is taken out of a segment; it may refuse.
    """
    alive = [part for part in parts if part.passages]
    done: list[Segment] = []
    for group in merge_groups([part.passages for part in alive]):
        members = [alive[i] for i in group]
        if len(members) == 1 and members[0].whole:
            done.append(members[0].segment)
        else:
            for part in members:
                verify(part.segment)
            done.append(write_sealed(folder, combine([(part.segment, part.kept) for part in members], keep), recipe))
    return done


def merge_groups(sizes: Sequence[int]) -> list[list[int]]:
    """Which segments to make one: `MERGE_FACTOR` of about one size, or as many of them as `MAX_PASSAGES` lets in.

    So a passage is rewritten about once for every power of MERGE_FACTOR that its segment grows by, and no more once the
    segment holds over half of MAX_PASSAGES, as all of them do in the end.

    >>> merge_groups([900, 10, 9, 8, 12, 11, 10, 9, 8])
    [[0], [1, 2, 3, 4, 5, 6, 7, 8]]
    """
    groups = [[i] for i in range(len(sizes))]
    while True:
        levels: dict[int, list[list[int]]] = {}
        for group in groups:
            if (size := sum(sizes[i] for i in group)) <= MAX_PASSAGES // 2:
                levels.setdefault(_level(size), []).append(group)
        full = next((found for found in levels.values() if len(found) >= MERGE_FACTOR), None)
        if full is None:
            return groups
        chosen = _fitting(full[:MERGE_FACTOR], sizes)
        groups = [group for group in groups if group not in chosen] + [sorted(i for group in chosen for i in group)]


def _fitting(groups: Sequence[list[int]], sizes: Sequence[int]) -> list[list[int]]:
    """As many of the first groups as are together not too large: at least two, since each is at most half of that."""
    totals = np.cumsum([sum(sizes[i] for i in group) for group in groups])
    return list(groups[: int(np.searchsorted(totals, MAX_PASSAGES, side="right"))])


def _level(passages: int) -> int:
    level = 0
    while passages >= MERGE_FACTOR:
        passages //= MERGE_FACTOR
        level += 1
    return level


def _seal(folder: IndexFolder, path: Path, recipe: Recipe) -> None:
    sums = []
    for file in sorted(path.iterdir()):
        fsync(file)
        sums.append(asdict(file_sum(folder.root, file)))
    seal = path / SEALED_FILE
    seal.write_text(json.dumps({"recipe": _stated(recipe), "files": sums}), "utf-8")
    for written in (seal, path, path.parent):
        fsync(written)


def _stated(recipe: Recipe) -> dict[str, object]:
    return {"format": FORMAT, **asdict(recipe)}


def _name(articles: Iterable[StoredArticle], recipe: Recipe) -> str:
    digest = blake2b(json.dumps(_stated(recipe), sort_keys=True).encode(), digest_size=12)
    for stored in articles:
        digest.update(f"\x1e{stored.article.id}\x1f{stored.file}\x1f{stored.article.content_hash}".encode())
        for version in stored.versions:
            digest.update(f"\x1f{version.article.id}\x1f{version.article.content_hash}\x1f{version.until}".encode())
    return digest.hexdigest()
