"""The training of the reader, on a few sentences and a model of no size."""

import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from safetensors.numpy import load

from index.chunking import chunk
from index.records import Article
from qa.evaluation.records import Dataset, Question, Span
from tests.conftest import Syncing, WordEmbedder
from train import checkpoints
from train.altering import altered
from train.asking import asked_pairs, details
from train.body import load_tokenizer
from train.export import exported
from train.inputs import Example, batches, example_of
from train.mining import learnable, mined
from train.model import ReaderModel
from train.pairs import Excerpt, Pair, PairMaker, without_answer
from train.split import HeldOut, is_held_out
from train.training import PATIENCE, Recipe, divided, read_pairs, train, watch

BRIDGE = Article(
    "bridge",
    "A bridge reopens",
    "The old bridge reopened after nine years. Repairs cost 40 million crowns. The mayor cut a ribbon. "
    "Children sang on the eastern bank, and the brass band of the harbour played until the evening came.",
)
COST = Question(
    "cost",
    "What did the repairs cost?",
    ("40 million crowns",),
    ("bridge",),
    (Span("bridge", 42, 73),),
    answerable=True,
)


def tiny_body() -> torch.nn.Module:
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    shape = BertConfig(
        hidden_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=32,
        hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(shape, add_pooling_layer=False)


def tiny_model() -> ReaderModel:
    torch.manual_seed(2)
    return ReaderModel(tiny_body(), frozen_layers=1)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Colours of things: the right passage names the thing that is asked for."""
    things = ("boat", "house", "door", "coat", "car", "lamp", "chair", "flag")
    made = []
    for number, thing in enumerate(things * 4):
        other = things[(number + 1) % len(things)]
        for told in (thing, other):
            text = f"It rained. The {told} was painted red."
            made.append(
                Pair(
                    question_id=f"{thing} {number}",
                    kind="gold" if told == thing else "hit",
                    question=f"Which colour has the {thing}, {number}?",
                    title="Colours",
                    text=text,
                    sentences=((0, 10), (11, len(text))),
                    answers=told == thing,
                    evidence=(False, told == thing),
                    answer=(len(text) - 4, len(text) - 1) if told == thing else None,
                )
            )
    return made


@pytest.fixture(scope="module")
def examples(pairs: list[Pair]) -> list[Example]:
    tokenizer = load_tokenizer()
    return [example_of(pair, tokenizer) for pair in pairs]


def test_the_right_passage_carries_its_evidence_and_its_answer() -> None:
    chunks = {"bridge": chunk(BRIDGE, WordEmbedder().token_starts)}
    gold = PairMaker({"bridge": BRIDGE}, chunks).pairs(COST, [], random.Random(0))[0]
    assert gold.kind == "gold" and gold.answers and gold.answer
    assert gold.text[slice(*gold.answer)] == "40 million crowns"
    assert [gold.text[slice(*s)] for s, e in zip(gold.sentences, gold.evidence, strict=True) if e] == [
        "Repairs cost 40 million crowns."
    ]


def test_a_passage_cut_of_its_answer_is_silent_on_it() -> None:
    (one,) = chunk(BRIDGE, WordEmbedder().token_starts)
    cut = without_answer(Excerpt(BRIDGE, one.sentences, (False, True, False, False), 1), COST.answers)
    assert cut is not None and not any(cut.evidence)
    assert "40 million" not in BRIDGE.text[cut.sentences[0][0] : cut.sentences[-1][1]]


def test_a_passage_that_holds_the_answer_is_never_a_wrong_one(synced: Syncing, opened, embedder: WordEmbedder) -> None:
    synced()
    hits = opened().search("What did the repairs cost?", limit=20)
    article = next(hit.article for hit in hits if hit.article.id == "bridge")
    maker = PairMaker({"bridge": article}, {"bridge": chunk(article, embedder.token_starts)})
    start = article.text.index("Repairs")
    made = maker.pairs(replace(COST, evidence=(Span("bridge", start, start + 31),)), hits, random.Random(0))
    assert {pair.kind for pair in made} >= {"gold", "hit"}
    assert all("40 million" not in pair.text for pair in made if not pair.answers)


def test_nothing_of_a_held_out_article_is_learned_from(synced: Syncing, tmp_path: Path, embedder: WordEmbedder) -> None:
    synced()
    articles = (BRIDGE, Article("whale", "A whale in the river", "A young whale swam up the river."))
    asked = (COST, Question("w", "Where did the whale swim?", ("river",), ("whale",), (Span("whale", 0, 32),), True))
    data = Dataset("both", articles, asked)
    held_out = HeldOut(frozenset({"a whale in the river"}), frozenset())
    assert [question.id for question in learnable(data, held_out)] == ["cost"]
    made = list(mined(data, tmp_path / "index", embedder, held_out))
    assert made and not any("whale" in pair.text for pair in made)


def test_a_question_that_is_drawn_again_brings_other_pairs_and_the_first_ones_still(
    synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    later = " ".join(
        f"On day {day} of the festival the ferries carried another choir across the river." for day in range(9)
    )
    longer = replace(BRIDGE, text=f"{BRIDGE.text} {later}")
    data, nothing = Dataset("one", (longer,), (COST,)), HeldOut(frozenset(), frozenset())
    once, often = (list(mined(data, tmp_path / "index", embedder, nothing, draws)) for draws in (1, 6))
    assert len(often) > len(once) and often[: len(once)] == once
    assert len(set(often)) == len(often)


def test_a_held_out_question_is_held_out_in_every_set() -> None:
    article = Article("i", "Imperialism", "It spread.")
    assert is_held_out(article.title)
    held_out = HeldOut.of([Dataset("one", (article,), (Question("q", "What spread?", (), ("i",), (), True),))])
    assert held_out.has_question("what spread") and not held_out.has_question("Who spread?")


def test_an_epoch_shows_every_example_once(examples: list[Example]) -> None:
    seen = [tuple(ids) for batch in batches(examples, 8, random.Random(0)) for ids in batch.ids.tolist()]
    assert len(seen) == len(examples)


def test_the_answers_tokens_are_the_answer(pairs: list[Pair], examples: list[Example]) -> None:
    tokenizer = load_tokenizer()
    told = {tokenizer.decode(e.ids[e.start : e.end + 1]) for e in examples if e.answers}
    assert told == {"red"}
    assert all(e.start == e.end == 0 for e in examples if not e.answers)


def test_training_lowers_the_loss(examples: list[Example], tmp_path: Path) -> None:
    model = tiny_model()
    before = sum(watch(model, examples, 8).values())
    train(model, examples, examples[:8], Recipe(30, batch=8, rate=1e-2, warm_up=2, checkpoint_every=30), tmp_path)
    assert sum(watch(model, examples, 8).values()) < 0.7 * before


def test_products_in_bf16_leave_the_losses_nearly_as_they_are_and_the_weights_in_single_precision(
    examples: list[Example],
) -> None:
    full, half = tiny_model(), tiny_model()
    half.bf16 = True
    expected, found = watch(full, examples, 8), watch(half, examples, 8)
    assert found != expected and found == pytest.approx(expected, rel=0.02)
    assert {parameter.dtype for parameter in half.parameters()} == {torch.float32}


def test_a_run_that_was_stopped_ends_with_the_same_weights(examples: list[Example], tmp_path: Path) -> None:
    recipe = Recipe(12, batch=8, warm_up=2, checkpoint_every=4)
    whole, first, second = tiny_model(), tiny_model(), tiny_model()
    folders = [tmp_path / name for name in ("whole", "stopped")]
    for folder in folders:
        folder.mkdir()
    train(whole, examples, examples[:8], recipe, folders[0])
    with pytest.raises(KeyboardInterrupt):
        train(first, _interrupting(examples, after=120), examples[:8], recipe, folders[1])
    assert len(list(folders[1].iterdir())) > 0
    train(second, examples, examples[:8], recipe, folders[1])
    for one, other in zip(whole.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, other)


class _interrupting(list):
    """Examples of which the one after so many looks raises, as if the run were stopped."""

    def __init__(self, examples: list[Example], after: int) -> None:
        super().__init__(examples)
        self._left = after

    def __getitem__(self, place):
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return super().__getitem__(place)


def test_a_run_that_learns_nothing_stops_early(examples: list[Example], tmp_path: Path) -> None:
    recipe = Recipe(200, batch=8, rate=0.0, head_rate=0.0, checkpoint_every=2)
    train(tiny_model(), examples, examples[:8], recipe, tmp_path)
    optimiser = torch.optim.AdamW(tiny_model().parameters())
    state = checkpoints.resume(tmp_path, tiny_model(), optimiser)
    assert state is not None and state["step"] == 2 + 2 * PATIENCE


def test_what_is_shipped_is_what_was_learned(examples: list[Example], tmp_path: Path) -> None:
    model = tiny_model()
    train(model, examples, examples[:8], Recipe(2, batch=8), tmp_path)
    shipped = load(exported([tmp_path / checkpoints.NAME]))
    learned = {name: p for name, p in model.named_parameters() if p.requires_grad}
    assert set(shipped) == set(learned) and not any("embeddings" in name for name in shipped)
    assert all(abs(torch.from_numpy(shipped[n]).float() - p).max() < 1e-2 for n, p in learned.items())


def test_watched_pairs_share_no_question_with_those_learned_from(pairs: list[Pair], tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(asdict(pair)) for pair in pairs))
    read = read_pairs([tmp_path / "pairs.jsonl"])
    assert read == pairs
    learned, watched = divided([pair.question for pair in read], read, watched=16)
    assert learned and watched and not set(learned) & set(watched)


def right(question: str, text: str, answer: str, title: str = "Bridges") -> Pair:
    at = text.index(answer)
    return Pair("q", "gold", question, title, text, ((0, len(text)),), True, (True,), (at, at + len(answer)))


def changes(pair: Pair) -> set[str]:
    made = [altered(pair, random.Random(seed)) for seed in range(40)]
    assert all(one is not None and not one.answers and not any(one.evidence) and one.answer is None for one in made)
    return {one.question for one in made if one is not None}


def test_a_question_can_be_altered_by_another_name_of_the_passage_but_not_by_the_answer() -> None:
    pair = right(
        "Who designed Stenholm?",
        "The bridge of Stenholm opened when Grimsby closed. It was designed by Ada Reyes.",
        "Ada Reyes",
    )
    assert changes(pair) == {"Who designed Grimsby?"}


def test_a_question_can_be_altered_by_a_number_near_its_own_or_of_the_passage() -> None:
    pair = right("What stood there in 1931?", "In 1931 a bridge stood there; in 1950 it fell.", "a bridge")
    near = {f"What stood there in {year}?" for year in (1928, 1929, 1930, 1932, 1933, 1934)}
    other = "What stood there in 1950?"
    assert other in changes(pair) and changes(pair) - {other} <= near


def test_a_question_can_be_altered_by_the_opposite_of_a_word() -> None:
    pair = right("which is the oldest bridge", "the oldest bridge is that of the harbour", "that of the harbour")
    assert changes(pair) == {"which is the youngest bridge", "which is the newest bridge"}


def test_a_question_without_name_number_or_opposite_is_not_altered() -> None:
    pair = right("what did repairs cost", "repairs cost 40 million", "40 million")
    assert altered(pair, random.Random(0)) is None


def test_a_run_can_start_from_exported_weights(pairs: list[Pair], tmp_path: Path) -> None:
    learned = [example_of(pair, load_tokenizer()) for pair in pairs]
    first = tiny_model()
    train(first, learned, learned, Recipe(steps=2, batch=4), tmp_path)
    weights = tmp_path / "reader.safetensors"
    weights.write_bytes(exported([tmp_path / checkpoints.NAME]))
    second = tiny_model()
    checkpoints.start_from(weights, second)
    before, after = dict(first.named_parameters()), dict(second.named_parameters())
    learnable_names = [name for name, parameter in after.items() if parameter.requires_grad]
    assert learnable_names and all(torch.allclose(before[n], after[n], atol=1e-2) for n in learnable_names)


LONG = Article(
    "harbour",
    "The harbour of Gdynia",
    "The harbour of Gdynia was opened in 1923 by Eugeniusz Kwiatkowski after long debates. It employed two hundred workers "
    "from the villages of Kashubia. In August 1926 the town council bought 40 cranes from Sweden for the northern pier.\n\n"
    "Gdynia is a port in the north of Poland, and its harbour grew quickly. Many ships came from Norway with timber in 1931. "
    "They left with coal from Silesia for the towns of Denmark.",
)


@pytest.fixture(scope="module")
def asked() -> list[Pair]:
    embedder = WordEmbedder()
    chunks = chunk(LONG, embedder.token_starts, passage_tokens=40)
    return [pair for seed in range(30) for pair in asked_pairs(LONG, chunks, 6, random.Random(seed))]


def test_questions_are_made_of_dates_counts_places_and_names() -> None:
    sentence = "In August 1926 the town council bought 40 cranes from Sweden for Eugeniusz Kwiatkowski."
    asked_by = {sentence[d.start : d.end]: d.asked_by for d in details(sentence)}
    assert asked_by == {
        "August 1926": "when",
        "40 cranes": "how many cranes",
        "Sweden": "where",
        "Eugeniusz Kwiatkowski": "",
    }


def test_the_detail_that_a_made_question_asks_for_stands_in_its_evidence_and_not_in_the_question(
    asked: list[Pair],
) -> None:
    right = [pair for pair in asked if pair.kind == "gold"]
    assert len({pair.question for pair in right}) > 20
    for pair in right:
        assert pair.answers
        assert pair.answer is not None
        (sentence,) = (span for span, is_evidence in zip(pair.sentences, pair.evidence, strict=True) if is_evidence)
        assert sentence[0] <= pair.answer[0] < pair.answer[1] <= sentence[1]
        assert pair.text[slice(*pair.answer)] not in pair.question


def test_the_wrong_passages_of_made_questions_do_not_hold_the_detail(asked: list[Pair]) -> None:
    answers = {pair.question: pair.text[slice(*pair.answer)] for pair in asked if pair.answer}
    silent = [pair for pair in asked if pair.kind in ("cut", "hit")]
    assert silent
    for pair in silent:
        assert not pair.answers
        assert answers[pair.question] not in pair.text


def test_a_made_question_names_the_article_where_its_sentence_says_it(asked: list[Pair]) -> None:
    of_workers = [pair.question for pair in asked if pair.kind == "gold" and pair.text.startswith("It employed")]
    assert not any(question.split()[0] == "It" for question in of_workers)
    assert any("harbour of Gdynia employed" in pair.question for pair in asked)


def test_a_question_crossed_with_another_sentence_has_no_answer(asked: list[Pair]) -> None:
    questions = {pair.question for pair in asked if pair.answers}
    wrong = [pair for pair in asked if pair.kind == "altered"]
    assert wrong
    assert not any(pair.answers or pair.answer or any(pair.evidence) or pair.question in questions for pair in wrong)


def test_of_an_article_at_most_so_many_sentences_are_asked_and_always_the_same() -> None:
    chunks = chunk(LONG, WordEmbedder().token_starts, passage_tokens=40)
    first, again = (list(asked_pairs(LONG, chunks, 2, random.Random(5))) for _ in range(2))
    assert sum(pair.kind == "gold" for pair in first) == 2
    assert first == again
