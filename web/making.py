"""The parts of the pages over a real index. What people leave behind is kept beside it, never in it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.errors import UsageError
from index.filelist import NO_FILES, FileList
from index.generation import IndexFolder, read_file_list, read_manifest
from index.sync import sync
from index.syncing.freshness import FolderAhead
from qa.answerer import Answerer, Status
from web.accounts.accounts import Accounts
from web.ask.conversation import Desk
from web.evaluation.judged import Judged
from web.history.store import History
from web.library.catalogue import newest_catalogue
from web.library.keeper import Keeper
from web.library.routes import Shop
from web.library.shelf import Shelf
from web.programs import Programs
from web.routes import Parts


def beside(index: Path) -> Path:
    """The folder for conversations and corrections: rebuilding or deleting an index does not touch it."""
    return index.with_name(index.name + "-people")


def parts_of(
    answerer: Answerer,
    index: Path,
    corpus: Path | None = None,
    users: Path | None = None,
    *,
    changeable: bool = True,
) -> Parts:
    """Without a corpus folder that is `changeable`, articles can be read and asked about but neither added nor deleted.

    With a file of users, nobody can do anything without signing in. Raises UsageError where it has none.
    """
    corpus = corpus if corpus and corpus.is_dir() else None
    status = status_of(answerer, index, corpus)
    history, judged = (
        History(beside(index) / "history.sqlite"),
        Judged(beside(index) / "judged", answerer.edition, index),
    )
    desk = Desk(
        answerer.ask, status, lambda: [i for i, _ in answerer.titles()], history, forget=judged.withdraw_missing
    )
    shop = replace(shop_of(answerer, index, corpus if changeable else None, desk.withdraw), status=status)
    programs = Programs(answerer, shop.shelf, shop.keeper)
    accounts = accounts_of(users, index) if users else None
    return Parts(desk, answerer.edition, status, shop, programs, judged, accounts)


def status_of(answerer: Answerer, index: Path, corpus: Path | None) -> Callable[[], Status]:
    """What is searched and, where there is a corpus folder, how far that is ahead."""
    if corpus is None:
        return answerer.status
    ahead = FolderAhead(corpus, lambda: _files(index).sums)

    def status() -> Status:
        now = answerer.status()
        return replace(now, ahead=ahead(now.name))

    return status


def _files(index: Path) -> FileList:
    folder = IndexFolder(index)
    return read_file_list(folder, read_manifest(folder)) or NO_FILES


def accounts_of(users: Path, index: Path) -> Accounts:
    accounts = Accounts(users, beside(index) / "key")
    if not accounts.users():
        raise UsageError(f"{users}: there are no users; add one with: article-qa user add NAME --users {users}")
    return accounts


def shop_of(answerer: Answerer, index: Path, corpus: Path | None, then: Callable[[], None]) -> Shop:
    """`then` is called when articles have been changed here."""
    catalogue = newest_catalogue(
        lambda: answerer.status().name, answerer.listing, lambda: list(_files(index).records())
    )
    if corpus is None:
        return Shop(catalogue, answerer.status)
    embedder = answerer.embedder
    shelf = Shelf(corpus)
    keeper = Keeper(partial(sync, corpus, index, embedder.identity.name, lambda _: embedder), shelf.discard, then)
    return Shop(catalogue, answerer.status, shelf, keeper)
