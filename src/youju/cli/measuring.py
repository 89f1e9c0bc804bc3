"""``youju eval`` and ``youju doctor``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from youju.cli.filing import write_file
from youju.cli.state import LANGUAGE, STATE, print_json, progress_bar, words
from youju.errors import EmbeddingError, YoujuError
from youju.settings import unknown_variables
from youju.wording import explain

if TYPE_CHECKING:
    from youju.embedding import Embedder
    from youju.evaluation import Citing, Draft, DraftMetrics, Item, Metrics, Outcome, Point
    from youju.llm import Message
    from youju.model import Answer
    from youju.settings import Settings

Thing = TypeVar("Thing")


@click.command("eval", help=words("cmd_eval"))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--split", metavar="NAME", help=words("opt_split"))
@click.option(
    "--mode",
    type=click.Choice(["extractive", "llm"]),
    default="extractive",
    help=words("opt_eval_mode"),
)
@click.option("--counterfactual", is_flag=True, help=words("opt_counterfactual"))
@click.option("--limit", type=click.IntRange(1), metavar="N", help=words("opt_limit"))
@click.option("--curve", type=click.Path(path_type=Path), metavar="FILE", help=words("opt_curve"))
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def evaluate_set(
    path: Path,
    split: str | None,
    mode: str,
    counterfactual: bool,
    limit: int | None,
    curve: Path | None,
    as_json: bool,
) -> None:
    from youju.evaluation import by_kind, is_drafts, load_items, summarise, to_dict

    if is_drafts(path):
        _evaluate_drafts(path, split, limit, as_json=as_json)
        return
    if counterfactual and mode != "llm":
        raise click.UsageError(words("counterfactual_needs_llm"))
    items = load_items(path, split)
    items = _some(items, limit)
    if split and not items:
        raise _no_split(split, load_items(path))
    measured = _outcomes(items, mode, counterfactual=counterfactual)
    outcomes, rules, citing = measured.outcomes, measured.rules, measured.citing
    failures = [o.answer.warnings[0] for o in outcomes if o.fell_back]
    if failures:
        click.echo(f"! {words('llm_fell_back', count=len(failures), why=failures[0])}", err=True)
    if curve:
        _draw(measured, curve)
    if as_json:
        more = {"citing": citing, "rules": to_dict(rules) if rules else {}}
        print_json(to_dict(outcomes) | {name: value for name, value in more.items() if value})
    else:
        whole = {words("all"): asdict(summarise(outcomes))}
        beside = {words("without_reader"): asdict(summarise(rules))} if rules else {}
        _print_table(whole | beside | _as_dicts(by_kind(outcomes)))
        _print_table(_risks(measured))
        if citing:
            _print_table(citing)
    if failures and not any(o.answer.draft for o in outcomes):
        sys.exit(1)


def _evaluate_drafts(path: Path, split: str | None, limit: int | None, *, as_json: bool) -> None:
    from youju.assembly import build_answerer
    from youju.evaluation import drafts_by_kind, drafts_to_dict, evaluate_drafts, load_drafts

    drafts = _some(load_drafts(path, split), limit)
    if split and not drafts:
        raise _no_split(split, load_drafts(path))
    answerer = build_answerer(STATE.settings())
    reports = {draft.report: answerer.report(draft.report) for draft in drafts}
    with progress_bar("checking_progress") as progress:
        judged = evaluate_drafts(answerer.checker, drafts, reports, progress)
    if as_json:
        print_json(drafts_to_dict(judged))
    else:
        _print_table(_as_dicts(drafts_by_kind(judged)), down=True)


def _some(things: list[Thing], limit: int | None) -> list[Thing]:
    """As many, from all over."""
    return things[:: max(1, -(-len(things) // limit))] if limit else things


def _no_split(given: str, things: Sequence[Item] | Sequence[Draft]) -> click.UsageError:
    named = sorted({thing.split for thing in things if thing.split})
    return click.UsageError(words("no_split", given=given, known=", ".join(named) or "–"))


@dataclass(frozen=True)
class Measured:
    """``rules``: the same questions without the reader, if it takes part; ``citing``: an LLM's."""

    outcomes: list[Outcome]
    rules: list[Outcome]
    citing: dict[str, dict[str, Any]]

    def curves(self) -> dict[str, list[Point]]:
        from youju.evaluation import judgements, risk_coverage

        named = {words("all"): self.outcomes}
        if self.rules:
            named = {words("with_reader"): self.outcomes, words("without_reader"): self.rules}
        return {name: risk_coverage(judgements(outcomes)) for name, outcomes in named.items()}


def _outcomes(items: Sequence[Item], mode: str, *, counterfactual: bool) -> Measured:
    from youju.evaluation import evaluate

    settings = STATE.settings()
    with progress_bar("asking_progress") as progress:
        if mode == "extractive":
            from youju.assembly import build_answerer

            answerer = build_answerer(settings)
            rules = evaluate(answerer.without_reader(), items) if answerer.asks_reader else []
            return Measured(evaluate(answerer, items, progress), rules, {})
        import asyncio

        from youju.answering.answerer import EVIDENCE_PASSAGES
        from youju.assembly import build_measured
        from youju.evaluation import citing

        measured = build_measured(settings, counterfactual=counterfactual)
        with asyncio.Runner() as runner:

            def ask(question: str, reports: Sequence[str] | None) -> Answer:
                answering = measured.assistant.answer(
                    question, report_ids=reports, top_k=EVIDENCE_PASSAGES
                )
                return runner.run(answering)

            try:
                outcomes = evaluate(measured.assistant.answerer, items, progress, ask)
            finally:
                runner.run(measured.assistant.aclose())
        return Measured(outcomes, [], _as_dicts(citing(outcomes, measured.verifier)))


def _risks(measured: Measured) -> dict[str, dict[str, float | None]]:
    """The risk at each tenth of coverage that is reached, a column a curve."""
    return {
        name: {
            f"risk@{tenth / 10:.1f}": next(
                (p.risk for p in points if p.coverage >= tenth / 10), None
            )
            for tenth in range(1, 11)
        }
        for name, points in measured.curves().items()
    }


def _draw(measured: Measured, path: Path) -> None:
    from youju.evaluation import curve_svg

    axes = (words("curve_coverage"), words("curve_risk"))
    write_file(path, curve_svg(measured.curves(), words("curve_title"), axes))


def _as_dicts(columns: Mapping[str, Metrics | Citing | DraftMetrics]) -> dict[str, dict[str, Any]]:
    return {name: asdict(metrics) for name, metrics in columns.items()}


def _print_table(rows: Mapping[str, Mapping[str, Any]], *, down: bool = False) -> None:
    """A row a metric, a column a kind, or the other way round (``down``); the columns of a pipe
    are apart by tabs."""
    names = list(next(iter(rows.values()), ()))
    if down:
        table = [[words("metric"), *names]]
        table += [[kind, *(_cell(row[name]) for name in names)] for kind, row in rows.items()]
    else:
        table = [[words("metric"), *rows]]
        table += [[name, *(_cell(row[name]) for row in rows.values())] for name in names]
    if not sys.stdout.isatty():
        click.echo("\n".join("\t".join(line) for line in table))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(*table[0])
    for line in table[1:]:
        shown.add_row(*line)
    Console().print(shown)


def _cell(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


@click.command(help=words("cmd_doctor"))
def doctor() -> None:
    """Each check prints a line; the first thing that is wrong makes the exit status 1."""
    settings: Settings = STATE.settings()
    checks: list[Callable[[Settings], str]] = [_check_model, _check_reader]
    checks += [_check_index, _check_answer, _check_database]
    checks += [_check_llm] if settings.llm_base_url else []
    failed = False
    for check in checks:
        try:
            click.echo(f"✓ {check(settings)}")
        except YoujuError as error:
            failed = True
            click.echo(f"✗ {explain(error, LANGUAGE)}")
    if not settings.llm_base_url:
        click.echo(f"· {words('doctor_no_llm')}")
    for name in unknown_variables(os.environ):
        click.echo(f"· {words('doctor_unknown', name=name)}")
    sys.exit(1 if failed else 0)


def _check_model(settings: Settings) -> str:
    from youju.assembly import build_embedder
    from youju.embedding.onnx import OnnxEmbedder

    embedder: Embedder = build_embedder(settings)
    if isinstance(embedder, OnnxEmbedder) and not embedder.is_intact():
        raise EmbeddingError(name=embedder.name, detail=words("doctor_model_bad"))
    return words("doctor_model", name=embedder.name)


def _check_reader(settings: Settings) -> str:
    from youju.assembly import build_reader

    reader = build_reader(settings)
    if reader is None:
        return words("doctor_reader_off")
    if not reader.is_intact():
        raise EmbeddingError(name="reader", detail=words("doctor_model_bad"))
    return words("doctor_reader")


def _check_index(settings: Settings) -> str:
    from youju.assembly import index_folder
    from youju.errors import IndexDamaged
    from youju.store.files import damaged_files, read_manifest

    folder = index_folder(settings)
    manifest = read_manifest(folder)
    damaged = damaged_files(folder, manifest)
    if damaged:
        raise IndexDamaged(folder=folder, file=", ".join(damaged[:5]))
    return words("doctor_index", folder=folder, count=len(manifest.reports))


def _check_answer(settings: Settings) -> str:
    from youju.assembly import build_answerer

    answer = build_answerer(settings).answer("报告说了什么？")
    return words("doctor_answer", ms=answer.timings_ms["total"])


def _check_database(settings: Settings) -> str:
    from youju.assembly import build_database
    from youju.cli.serving import with_keys

    keys = with_keys(settings, lambda keys: keys.all())
    return words("doctor_database", where=build_database(settings).shown, count=len(keys))


def _check_llm(settings: Settings) -> str:
    """The prompts compile, and the endpoint answers one short question."""
    import asyncio
    import time

    from youju.assembly import build_chat_model
    from youju.prompting import Prompts

    Prompts(settings.prompts_dir)
    chat = build_chat_model(settings)

    async def ask() -> None:
        try:
            question: Message = {"role": "user", "content": "1+1=?"}
            await chat.complete([question], max_tokens=settings.llm_answer_tokens)
        finally:
            await chat.aclose()

    started = time.perf_counter()
    asyncio.run(ask())
    return words("doctor_llm", model=chat.model, ms=(time.perf_counter() - started) * 1000)
