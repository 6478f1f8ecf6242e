"""The parts of the pages over a real index. What people leave behind is kept beside it, never in it."""

from functools import partial
from pathlib import Path

from index.errors import UsageError
from index.generation import FileRecord, IndexFolder, read_file_records, read_manifest
from index.sync import sync
from qa.answerer import Answerer
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


def parts_of(answerer: Answerer, index: Path, corpus: Path | None = None, users: Path | None = None) -> Parts:
    """Without a corpus folder, articles can be read and asked about but neither added nor deleted.

    With a file of users, nobody can do anything without signing in. Raises UsageError where it has none.
    """
    history = History(beside(index) / "history.sqlite")
    desk = Desk(answerer.ask, answerer.status, lambda: [i for i, _ in answerer.titles()], history)
    shop = shop_of(answerer, index, corpus)
    programs = Programs(answerer, shop.shelf, shop.keeper)
    judged = Judged(beside(index) / "judged", answerer.edition)
    accounts = accounts_of(users, index) if users else None
    return Parts(desk, answerer.edition, answerer.status, shop, programs, judged, accounts)


def accounts_of(users: Path, index: Path) -> Accounts:
    accounts = Accounts(users, beside(index) / "key")
    if not accounts.users():
        raise UsageError(f"{users}: there are no users; add one with: article-qa user add NAME --users {users}")
    return accounts


def shop_of(answerer: Answerer, index: Path, corpus: Path | None) -> Shop:
    def records() -> list[FileRecord]:
        folder = IndexFolder(index)
        return read_file_records(folder, read_manifest(folder))

    catalogue = newest_catalogue(lambda: answerer.status().name, answerer.listing, records)
    if corpus is None or not corpus.is_dir():
        return Shop(catalogue, answerer.status)
    embedder = answerer.embedder
    shelf = Shelf(corpus)
    keeper = Keeper(partial(sync, corpus, index, embedder.identity.name, lambda _: embedder), shelf.discard)
    return Shop(catalogue, answerer.status, shelf, keeper)
