"""``youju prompts``."""

from __future__ import annotations

import click

from youju.cli.state import STATE, print_json, words


@click.group("prompts", help=words("cmd_prompts"))
def prompts_group() -> None:
    pass


@prompts_group.command("show", help=words("cmd_prompts_show"))
@click.argument("question", nargs=-1, required=True)
@click.option("--report", "reports", metavar="ID", multiple=True, help=words("opt_report"))
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def show(question: tuple[str, ...], reports: tuple[str, ...], as_json: bool) -> None:
    """No LLM need be configured, and none is called."""
    from youju.answering.composing import Composer
    from youju.assembly import build_answerer
    from youju.prompting import Prompts
    from youju.text import printable

    settings = STATE.settings()
    prompts = Prompts(settings.prompts_dir)
    examined = build_answerer(settings).examine(" ".join(question), report_ids=reports)
    if not examined.hits:
        raise click.ClickException(words("no_hits"))
    composer = Composer(prompts, settings.llm_context_tokens, settings.llm_answer_tokens)
    constrained = settings.llm_citing != "prose"
    task = composer.task(examined, examined.hits, constrained=constrained)
    if as_json:
        print_json({"messages": task.messages, "response_format": task.response_format})
        return
    if examined.decision.reason is not None:
        click.echo(words("prompt_not_sent"), err=True)
    for message in task.messages:
        click.echo(f"--- {message['role']}")
        click.echo(printable(message["content"]))
