"""An index whose embedding model cannot be had is searched by words alone, and says so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from index.errors import ModelMissing
from index.models.wordsalone import WordsAlone
from index.records import Filters
from index.retrieval.ranking import guessed_cosines, guessed_sentence_cosines
from index.search import Searcher
from index.sync import sync
from qa.answerer import Answerer
from qa.evaluation.calibrating import calibrate
from qa.opening import open_answerer
from qa.records import WORDS_ALONE
from qa.serial import reply_json
from qa.terminal import reply_view
from tests.conftest import Syncing, WordEmbedder, silent
from tests.test_cli import run
from tests.web_examples import SEARCHED
from web.ask.answer_view import Place, answer_html
from web.history.export import conversation_markdown
from web.history.store import History

COST = "How much did the repairs of the old bridge cost?"


@pytest.fixture
def embedder(tmp_path: Path) -> WordEmbedder:
    """Its model is a folder that has gone since."""
    return WordEmbedder(str(tmp_path / "gone"))


@pytest.fixture
def without_model(synced: Syncing, tmp_path: Path) -> Answerer:
    synced()
    return open_answerer(tmp_path / "index", "none")


def test_it_answers_and_every_door_says_that_words_alone_were_searched(without_model: Answerer, tmp_path: Path) -> None:
    reply = without_model.ask(COST)
    assert [citation.quote for citation in reply.answer.citations][:1] == ["Repairs cost 40 million crowns."]
    assert reply.words_alone and reply_json(reply)["words_alone"] is True
    assert WORDS_ALONE in answer_html(reply, SEARCHED, Place("1", 1))
    console = Console(record=True, width=200)
    console.print(reply_view(reply))
    assert WORDS_ALONE in console.export_text()
    history = History(tmp_path / "history.sqlite")
    conversation, exchange = history.begin("anna", "", COST)
    history.complete(exchange, "html", reply=reply_json(reply))
    assert WORDS_ALONE in conversation_markdown("t", history.conversation("anna", conversation))
    history.close()


def test_the_reason_is_told_with_what_is_searched(without_model: Answerer, tmp_path: Path) -> None:
    problem = without_model.status().problem
    assert problem and str(tmp_path / "gone") in problem and "by their words alone" in problem


def test_passages_are_ranked_by_the_words_that_they_hold(without_model: Answerer) -> None:
    hits = without_model.search("whale river rescuers")
    assert hits[0].article.id == "whale" and all(hit.coverage > 0 for hit in hits)
    for hit in hits:
        assert hit.similarity == pytest.approx(float(guessed_cosines(np.float32(hit.coverage))))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert not without_model.search("whale", filters=Filters(source="Harbour Gazette"))


def test_a_guess_at_a_cosine_grows_with_the_words_and_is_one() -> None:
    share = np.linspace(0, 1, 11, dtype=np.float32)
    for guessed in (guessed_cosines(share), guessed_sentence_cosines(share)):
        assert (np.diff(guessed) > 0).all() and guessed.min() >= 0 and guessed.max() <= 1


def test_articles_can_be_deleted_but_none_is_added_without_its_vectors(
    without_model: Answerer, corpus: Path, tmp_path: Path
) -> None:
    stand_in = WordsAlone(without_model.embedder.identity, "the model is gone.")
    name = stand_in.identity.name
    (corpus / "bridge.md").unlink()
    done = sync(corpus, tmp_path / "index", name, lambda _: stand_in, progress=silent)
    assert done.changes.deleted == ("bridge",) and not without_model.ask(COST).answer.answered
    (corpus / "new.txt").write_text("The ferry came back. It carried nobody.\n")
    with pytest.raises(ModelMissing, match="the model is gone"):
        sync(corpus, tmp_path / "index", name, lambda _: stand_in, progress=silent)
    assert without_model.status().articles == 2


def test_nothing_is_learnt_from_guesses(without_model: Answerer, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        calibrate(tmp_path / "questions", tmp_path / "index", without_model, tmp_path / "out", 0.9, silent)


def test_where_the_model_is_there_nothing_is_guessed(opened: Callable[[], Searcher], synced: Syncing) -> None:
    synced()
    assert opened().search(COST)[0].similarity != float(guessed_cosines(np.float32(opened().search(COST)[0].coverage)))


def test_the_terminal_answers_too_and_names_the_reason(without_model: Answerer, tmp_path: Path) -> None:
    done = run("ask", COST, "--index", tmp_path / "index", "--reader", "none")
    assert done.returncode == 0 and "Repairs cost 40 million crowns." in done.stdout
    assert str(tmp_path / "gone") in done.stderr and "Traceback" not in done.stderr
    examined = run("doctor", "--index", tmp_path / "index")
    assert examined.returncode == 1 and str(tmp_path / "gone") in examined.stderr
