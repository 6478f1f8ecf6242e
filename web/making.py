"""The parts of the pages over a real index. What people leave behind is kept beside it, never in it."""

from pathlib import Path

from qa.answerer import Answerer
from web.ask.conversation import Desk
from web.history.store import History
from web.routes import Parts


def beside(index: Path) -> Path:
    """The folder for conversations and corrections: rebuilding or deleting an index does not touch it."""
    return index.with_name(index.name + "-people")


def parts_of(answerer: Answerer, index: Path) -> Parts:
    history = History(beside(index) / "history.sqlite")
    desk = Desk(answerer.ask, answerer.status, lambda: [i for i, _ in answerer.titles()], history)
    return Parts(desk, answerer.edition, answerer.status)
