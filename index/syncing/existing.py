"""The index as a sync finds it: what can be built on, what is damaged, and the texts that articles had before."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from index.errors import EmbedderMismatch, IndexMissing, Mendable
from index.filelist import NO_FILES, FileList
from index.generation import IndexFolder, Manifest, damages, read_file_list, read_manifest
from index.segment import ARTICLES_FILE, Segment
from index.stamps import Stamps
from index.store import ArticleStore, Entry, StoredArticle
from index.syncing.building import articles_are_sound
from index.versions import Retention, VersionLimits


class Past:
    """What is known of each article from before: its last text and the earlier ones."""

    def __init__(self, stores: Iterable[ArticleStore] = ()) -> None:
        self._stores = tuple(stores)

    def continued(self, stored: StoredArticle, known_as: str, keep: Retention) -> StoredArticle:
        """The article with the texts that it had until now under the id `known_as`."""
        versions = stored.versions
        for before in self._find(known_as):
            versions = keep.succeeding(stored.article, before.article, (*before.versions, *versions))
        return replace(stored, versions=versions)

    def _find(self, article_id: str) -> Iterator[StoredArticle]:
        for store in self._stores:
            for row, _ in store.find([article_id]):
                yield store.stored(row)


@dataclass(frozen=True, slots=True)
class Existing:
    """No manifest where there is none to build on; `segments` are the undamaged ones that it lists."""

    manifest: Manifest | None = None
    segments: tuple[Segment, ...] = ()
    files: FileList = NO_FILES
    files_unknown: bool = False  # the list is damaged, or the generation older than such lists
    limits: VersionLimits = field(default_factory=VersionLimits)
    past: Past = field(default_factory=Past)
    notes: tuple[str, ...] = ()  # what was found damaged

    @property
    def articles(self) -> int:
        return sum(segment.articles_held for segment in self.segments)

    def entries(self, ids: Set[str]) -> dict[str, Entry]:
        """Those of the articles with these ids that there are."""
        wanted = sorted(ids)
        return {entry.id: entry for segment in self.segments for _, entry in segment.articles.find(wanted)}

    def ids_of(self, paths: Set[str]) -> set[str]:
        """The articles of these files; all that there are where it is unknown which file has which."""
        if self.files_unknown:
            return {entry.id for segment in self.segments for entry in segment.articles.entries()}
        records = filter(None, map(self.files.record, paths))
        return {article_id for record in records for article_id in record.articles}

    def unsettled(self) -> set[str]:
        """Files of which the index does not hold every article: another file had it first, or its segment is damaged.

        They are read at every sync, however little they have changed.
        """
        records = list(self.files.records() if self.notes else self.files.with_problems())
        entries = self.entries({article_id for record in records for article_id in record.articles})
        return {
            record.path
            for record in records
            if not all(i in entries and entries[i].file == record.path for i in record.articles)
        }


def find_existing(
    folder: IndexFolder,
    model: str,
    stamps: Stamps,
    *,
    rebuild: bool,
    manifest_of: Callable[[IndexFolder], Manifest] = read_manifest,
) -> Existing:
    """Files of the index with a stamp that is known are taken to be as they were when they were last read.

    Raises EmbedderMismatch when the index was made with another model and `rebuild` is not asked for.
    """
    try:
        manifest = manifest_of(folder)
    except IndexMissing:
        return Existing(past=Past(_sound_stores(folder, _segment_names(folder))))
    except Mendable as error:
        notes = (f"{error.finding}; the index was made anew",)
        return Existing(past=Past(_sound_stores(folder, _segment_names(folder))), notes=notes)
    if rebuild:
        return Existing(limits=manifest.versions, past=Past(_sound_stores(folder, manifest.segments)))
    if manifest.embedder.name != model:
        raise EmbedderMismatch(other_model(folder, manifest.embedder.name, model))
    return _undamaged(folder, manifest, stamps)


def _undamaged(folder: IndexFolder, manifest: Manifest, stamps: Stamps) -> Existing:
    damaged = dict(damages(folder, manifest.files, stamps))
    broken = {folder.segment_of(file) for file in damaged}
    segments = tuple(Segment(folder.segments / name) for name in manifest.segments if name not in broken)
    past = Past(
        [*(s.articles for s in segments), *_sound_stores(folder, [n for n in manifest.segments if n in broken])]
    )
    files = None if None in broken else read_file_list(folder, manifest)
    notes = tuple(f"{what}; it was mended" for what in damaged.values())
    return Existing(manifest, segments, files or NO_FILES, files is None, manifest.versions, past, notes)


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
