"""The index as a sync finds it: what can be built on, what is damaged, and the texts that articles had before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.building import articles_are_sound
from index.errors import EmbedderMismatch, IndexMissing, Mendable
from index.generation import FileRecord, IndexFolder, Manifest, damages, read_file_records, read_manifest
from index.segment import ARTICLES_FILE, Segment
from index.store import ArticleStore, Entry, StoredArticle
from index.versions import Retention, VersionLimits


class Past:
    """What is known of each article from before: its last text and the earlier ones."""

    def __init__(self, stores: Iterable[ArticleStore] = ()) -> None:
        self._stores = tuple(stores)
        self._rows: dict[str, list[tuple[ArticleStore, int]]] | None = None

    def continued(self, stored: StoredArticle, known_as: str, keep: Retention) -> StoredArticle:
        """The article with the texts that it had until now under the id `known_as`."""
        versions = stored.versions
        for before in self._find(known_as):
            versions = keep.succeeding(stored.article, before.article, (*before.versions, *versions))
        return replace(stored, versions=versions)

    def _find(self, article_id: str) -> Iterator[StoredArticle]:
        if self._rows is None:
            self._rows = {}
            for store in self._stores:
                for row, entry in enumerate(store.entries()):
                    self._rows.setdefault(entry.id, []).append((store, row))
        for store, row in self._rows.get(article_id, ()):
            yield store.stored(row)


@dataclass(frozen=True, slots=True)
class Existing:
    """No manifest where there is none to build on; `segments` and `records` are the undamaged ones that it lists."""

    manifest: Manifest | None = None
    segments: tuple[Segment, ...] = ()
    records: tuple[FileRecord, ...] = ()
    limits: VersionLimits = field(default_factory=VersionLimits)
    past: Past = field(default_factory=Past)
    notes: tuple[str, ...] = ()  # what was found damaged

    def entries(self) -> dict[str, Entry]:
        return {entry.id: entry for segment in self.segments for entry in segment.articles.entries()}


def find_existing(folder: IndexFolder, model: str, *, rebuild: bool) -> Existing:
    """Raises EmbedderMismatch when the index was made with another model and `rebuild` is not asked for."""
    try:
        manifest = read_manifest(folder)
    except IndexMissing:
        return Existing(past=Past(_sound_stores(folder, _segment_names(folder))))
    except Mendable as error:
        notes = (f"{error.finding}; the index was made anew",)
        return Existing(past=Past(_sound_stores(folder, _segment_names(folder))), notes=notes)
    if rebuild:
        return Existing(limits=manifest.versions, past=Past(_sound_stores(folder, manifest.segments)))
    if manifest.embedder.name != model:
        raise EmbedderMismatch(other_model(folder, manifest.embedder.name, model))
    return _undamaged(folder, manifest)


def _undamaged(folder: IndexFolder, manifest: Manifest) -> Existing:
    damaged = dict(damages(folder, manifest.files))
    broken = {folder.segment_of(file) for file in damaged}
    segments = tuple(Segment(folder.segments / name) for name in manifest.segments if name not in broken)
    past = Past(
        [*(s.articles for s in segments), *_sound_stores(folder, [n for n in manifest.segments if n in broken])]
    )
    records = () if None in broken else tuple(read_file_records(folder, manifest))
    notes = tuple(f"{what}; it was mended" for what in damaged.values())
    return Existing(manifest, segments, records, manifest.versions, past, notes)


def _sound_stores(folder: IndexFolder, names: Sequence[str]) -> list[ArticleStore]:
    """The articles of these segments where at least they are undamaged."""
    paths = (folder.segments / name for name in names)
    return [ArticleStore(path / ARTICLES_FILE) for path in paths if articles_are_sound(folder, path)]


def _segment_names(folder: IndexFolder) -> list[str]:
    return sorted(path.name for path in folder.segments.iterdir()) if folder.segments.is_dir() else []


def other_model(folder: IndexFolder, made_with: str, asked_for: str) -> str:
    return (
        f"{folder.root}: made with the model {made_with}, this run would use {asked_for}; their vectors cannot be mixed. "
        f"Rebuild with: article-qa index --rebuild --model {asked_for} --index {folder.root}"
    )
