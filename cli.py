"""The terminal door. Each command parses, calls one function and shows what came back; heavy imports wait inside it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import ArticleQAError, IndexLocked, ModelMissing, in_a_sentence
from index.models.modelfiles import DEFAULT_MODEL
from index.records import Filters
from qa.options import (
    DEFAULT_READER,
    AsJson,
    Corpus,
    Index,
    KeepDays,
    KeepVersions,
    Limit,
    Model,
    ReaderName,
    Version,
    filtered,
)
from web.accounts.commands import people

if TYPE_CHECKING:
    from qa.answerer import Answerer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask your own articles: every sentence of an answer is quoted, cited and marked where it stands.",
)
app.add_typer(people, name="user")

Questions = Annotated[Path, typer.Argument(help="Folder of a dataset: questions.jsonl, and what waits to be reviewed.")]
ReportFile = Annotated[Path, typer.Argument(help="The report.json of an evaluation.")]
Mcp = Annotated[bool, typer.Option(help="Also offer the functions as tools of the Model Context Protocol, at /mcp.")]


@app.callback()
def any_command(version: Version = False) -> None:
    """Here for the option that goes with no command."""


@app.command()
def index(
    corpus: Corpus = Path("corpus"),
    index: Index = Path(".index"),
    rebuild: Annotated[bool, typer.Option(help="Build the index anew, from nothing.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would change and change nothing; not with --watch.")] = False,
    watch: Annotated[bool, typer.Option(help="Keep running, and do it again whenever the folder changes.")] = False,
    keep_versions: KeepVersions = None,
    keep_days: KeepDays = None,
    model: Model = DEFAULT_MODEL,
    as_json: AsJson = False,
) -> None:
    """Bring the index in step with the folder: what was added, changed, renamed or deleted."""
    from index.syncing.watching import changes

    try:
        keep = (keep_versions, keep_days)
        told = _sync(corpus, index, model, rebuild=rebuild, dry_run=dry_run, as_json=as_json, keep=keep)
        for _ in changes(corpus) if watch and not dry_run else ():
            try:
                told = _sync(corpus, index, model, as_json=as_json, told=told)
            except (ArticleQAError, OSError) as error:
                if (sentence := in_a_sentence(error)) != told:
                    _complain(sentence)
                told = sentence
    except KeyboardInterrupt:
        _complain("stopped; the index is as it was, and the next run goes on where this one stopped")
        sys.exit(130)


@app.command()
@filtered
def ask(
    question: Annotated[str, typer.Argument(help="In plain words; it may name a time, a paper or an author.")],
    filters: Filters,
    index: Index = Path(".index"),
    infer_dates: Annotated[bool, typer.Option(help="Read the question's own times, papers and authors.")] = True,
    limit: Limit = 8,
    reader: ReaderName = DEFAULT_READER,
    as_json: AsJson = False,
) -> None:
    """Answer a question with cited sentences."""
    answerer = _answerer(index, reader)  # first: its models load while the rest is imported
    from qa.serial import reply_json
    from qa.terminal import reply_view, show

    reply = answerer.ask(question, filters=filters, limit=limit, infer_dates=infer_dates)
    if as_json:
        _print_json(reply_json(reply))
    else:
        show(reply_view(reply))


@app.command()
@filtered
def search(
    query: Annotated[str, typer.Argument(help="Words or a question; * for every article.")],
    filters: Filters,
    index: Index = Path(".index"),
    limit: Limit = 8,
    reader: ReaderName = DEFAULT_READER,
    as_json: AsJson = False,
) -> None:
    """Rank passages, without an answer: first those with the "words in quotation marks"; * is every article, newest first."""
    answerer = _answerer(index, reader)
    from qa.serial import hit_json
    from qa.terminal import hit_view, show

    hits = answerer.search(query, filters=filters, limit=limit)
    if as_json:
        _print_json([hit_json(hit) for hit in hits])
    else:
        show(*(hit_view(hit) for hit in hits))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 7860,
    corpus: Corpus = Path("corpus"),
    index: Index = Path(".index"),
    model: Model = DEFAULT_MODEL,
    reader: ReaderName = DEFAULT_READER,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A further name by which the page may be called; repeat it for more.")
    ] = None,
    users: Annotated[
        Path | None, typer.Option(help="File of the people who may sign in, and nobody else; see article-qa user.")
    ] = None,
    mcp: Mcp = False,
) -> None:
    """Open the web chat, after bringing the index in step with the folder.

    Where other machines can reach the page (--host, --allow-host), it does not let anyone change the articles, unless
    people have to sign in (--users).
    """
    from qa.examples import example_questions

    try:
        _sync(corpus, index, model)
    except ModelMissing as error:  # what is indexed can be searched by words, and the page says so
        _complain(str(error))
    answerer = _answerer(index, reader)
    import ui
    from web.guard import LOCAL_HOSTS
    from web.making import parts_of

    examples = example_questions(corpus, answerer.titles())
    hosts = (*LOCAL_HOSTS, host, *(allow_host or ()))
    changeable = bool(users) or set(hosts) == set(LOCAL_HOSTS)
    parts = parts_of(answerer, index, corpus, users, changeable=changeable)
    with answerer.keeping_up(parts.desk.withdraw):
        ui.serve(ui.build_app(parts, examples, hosts=hosts, mcp=mcp), host, port)


@app.command(name="eval")
def evaluate(
    dataset: Annotated[
        Path,
        typer.Argument(
            help="Folder with questions.jsonl, a line each: id, question, article_ids and, if known, answers, evidence "
            "and whether it is answerable; also articles.jsonl (id, title, text, date), unless --index names an index. "
            "Or such a file of questions, or a folder in BEIR's layout."
        ),
    ],
    index: Annotated[
        Path | None, typer.Option(help="Ask this index instead of one made from the dataset's articles.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for run.jsonl and the reports.")] = None,
    gate: Annotated[Path | None, typer.Option(help="An earlier report.json: fail if a measure has dropped.")] = None,
    model: Model = DEFAULT_MODEL,
    reader: ReaderName = DEFAULT_READER,
    as_json: AsJson = False,
) -> None:
    """Measure how well a dataset's questions are answered."""
    from qa.evaluation.gates import compare, read_baseline
    from qa.evaluation.reports import json_report
    from qa.evaluation.running import evaluate, write_reports
    from qa.evaluation.tables import changes_table, tables
    from qa.progress import progress_bars
    from qa.terminal import show

    out = out or Path(".evaluation") / dataset.resolve().stem
    baseline = read_baseline(gate) if gate else None  # first: it may be what `out` holds, and is then written over
    with progress_bars() as progress:
        report = evaluate(dataset, index, out, model, progress, reader=reader)
    write_reports(report, out)
    changes = compare(report, baseline) if baseline else ()
    if as_json:
        sys.stdout.write(json_report(report))
    else:
        show(tables(report), *([changes_table(changes)] if gate else []))
    if any(change.dropped for change in changes):
        sys.exit(1)


@app.command()
def compare(before: ReportFile, after: ReportFile, as_json: AsJson = False) -> None:
    """Compare two evaluations of the same questions: which measures differ by more than chance."""
    from dataclasses import asdict

    from qa.evaluation import gates, tables
    from qa.terminal import show

    changes = gates.compare(gates.read_baseline(after), gates.read_baseline(before))
    if as_json:
        _print_json([asdict(change) for change in changes])
    else:
        show(tables.changes_table(changes))


@app.command()
def calibrate(
    dataset: Annotated[Path, typer.Argument(help="Questions about the index, labelled as answerable or not.")],
    index: Index = Path(".index"),
    target_precision: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Of the questions answered, the share that should be answerable.")
    ] = 0.9,
    out: Annotated[Path | None, typer.Option(help="Folder for the picture of the curve.")] = None,
    reader: ReaderName = DEFAULT_READER,
    as_json: AsJson = False,
) -> None:
    """Learn from labelled questions when to decline and whether the reader helps, and keep it with the index."""
    from dataclasses import asdict

    from qa.evaluation.calibrating import calibrate
    from qa.evaluation.tables import calibration_view
    from qa.progress import progress_bars
    from qa.terminal import show

    out = out or Path(".evaluation") / dataset.resolve().stem
    with progress_bars() as progress:
        made = calibrate(dataset, index, _answerer(index, reader, as_shipped=True), out, target_precision, progress)
    if as_json:
        _print_json(asdict(made))
    else:
        show(*calibration_view(made))


@app.command()
def make_questions(
    folder: Questions,
    index: Index = Path(".index"),
    count: Annotated[int, typer.Option(min=1, help="Number of questions.")] = 100,
    seed: Annotated[int, typer.Option(help="Another one draws other questions.")] = 0,
) -> None:
    """Draft questions with known answers, and some without, from the articles (English), for review-questions."""
    from qa.drafting import draft_into
    from qa.drafting.reviewing import Queue
    from qa.progress import progress_bars

    queue = Queue(folder)
    with progress_bars() as progress:
        made = draft_into(queue, _answerer(index, "none"), count, seed, progress)
    of = "" if made == count else f" of {count}: the articles give no more that are new"
    typer.echo(f"{made} drafted{of}. {len(queue.waiting())} to review with: article-qa review-questions {folder}")


@app.command()
def review_questions(folder: Questions) -> None:
    """Keep, drop or reword drafted questions one by one; article-qa eval asks those that are kept."""
    from qa.drafting.prompts import ask_for_decision, ask_for_words
    from qa.drafting.reviewing import Queue, review

    queue = Queue(folder)
    review(queue, ask_for_decision, ask_for_words)
    kept, waiting = queue.kept(), len(queue.waiting())
    typer.echo(f"{kept} kept, {waiting} to review. To ask them: article-qa eval {folder} --index …")


@app.command()
def verify(
    answer: Annotated[Path, typer.Argument(help="Saved from article-qa ask --json, or a conversation as JSON.")],
    index: Index = Path(".index"),
    as_json: AsJson = False,
) -> None:
    """Check every quote of a saved answer against the index; exit 1 if one no longer stands."""
    from dataclasses import asdict

    from index.library import open_library
    from qa.terminal import show, verdict_view
    from qa.verify import STANDING, verify_answer

    with open_library(index) as library:
        verdicts = verify_answer(answer, library)
    if as_json:
        _print_json([asdict(verdict) for verdict in verdicts])
    else:
        show(*(verdict_view(verdict) for verdict in verdicts))
    if any(verdict.finding not in STANDING for verdict in verdicts):
        sys.exit(1)


@app.command()
def doctor(index: Index = Path(".index"), as_json: AsJson = False) -> None:
    """Check that every file, count, checksum and id of the index agree; exit 1 with the reasons if not."""
    from dataclasses import asdict, replace

    from index.doctor import checkup
    from index.embedding import load_embedder
    from index.generation import IndexFolder
    from qa.learnt import in_force
    from qa.terminal import checkup_view, show

    found = checkup(index)
    embedder = None
    try:
        embedder = load_embedder(found.model, IndexFolder(index).models) if found.is_sound else None
    except ModelMissing as error:
        found = replace(found, problems=(str(error),))
    decided = in_force(index, embedder.identity, DEFAULT_READER) if embedder else None
    if as_json:
        about = {"runtime": embedder and embedder.runtime, "declining": decided and decided.about}
        _print_json({"sound": found.is_sound, **asdict(found), **about})
    elif embedder and decided:
        show(checkup_view(found, embedder.runtime, decided))
    for problem in () if as_json else found.problems:
        _complain(problem)
    if not found.is_sound:
        sys.exit(1)


def main() -> None:
    """Entry point: an expected failure is one sentence and an exit status, never a traceback."""
    try:
        app()
    except (ArticleQAError, OSError) as error:
        _complain(in_a_sentence(error))
        sys.exit(error.exit_code if isinstance(error, ArticleQAError) else 1)


def _sync(
    corpus: Path,
    root: Path,
    model: str,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    as_json: bool = False,
    keep: tuple[int | None, int | None] = (None, None),
    told: str | None = None,
) -> str:
    """Returns the generation, and reports on it unless it is the one that was `told` of before."""
    from dataclasses import asdict
    from functools import partial

    from index.embedding import load_embedder
    from index.generation import IndexFolder
    from index.sync import sync
    from qa.progress import progress_bars
    from qa.terminal import show, sync_view

    with progress_bars() as progress:
        load = partial(load_embedder, cache=IndexFolder(root).models)
        work = partial(sync, corpus, root, model, load, progress=progress, rebuild=rebuild, dry_run=dry_run, keep=keep)
        try:
            report = work(wait=False)
        except IndexLocked as taken:
            _complain(f"{taken.holder} is writing to the index; this run begins when that is done")
            report = work()
    if report.generation != told and as_json:
        _print_json(asdict(report))
    elif report.generation != told:
        show(sync_view(report, dry_run=dry_run))
    return report.generation


def _answerer(root: Path, reader: str, *, as_shipped: bool = False) -> "Answerer":
    """Says what keeps it from answering as well as it could."""
    from qa.opening import open_answerer

    answerer = open_answerer(root, reader, as_shipped=as_shipped)
    if problem := answerer.status().problem:
        _complain(problem)
    return answerer


def _print_json(value: object) -> None:
    from qa.serial import json_text

    sys.stdout.write(json_text(value))


def _complain(sentence: str) -> None:
    from qa.terminal import plain

    sys.stderr.write(f"article-qa: {plain(sentence)}\n")


if __name__ == "__main__":
    main()
