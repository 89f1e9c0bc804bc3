"""``youju index``: add, list, remove, rebuild, verify."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from youju.cli.state import STATE, print_json, progress_bar, words

index_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help=words("opt_json"))]


@index_app.command("add", help=words("cmd_add"))
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=words("arg_files"))],
    as_json: Json = False,
) -> None:
    from youju.assembly import build_library
    from youju.reading import read_file

    contents = {path.name: read_file(path) for path in files}
    library = build_library(STATE.settings(), writing=True)
    with progress_bar("embedding_progress") as progress:
        added = library.add(contents, progress)
    if as_json:
        print_json([asdict(entry) for entry in added])
        return
    for entry in added:
        typer.echo(words("added", **asdict(entry)))


@index_app.command("list", help=words("cmd_list"))
def list_reports(as_json: Json = False) -> None:
    from youju.assembly import index_folder
    from youju.store.files import read_manifest

    reports = read_manifest(index_folder(STATE.settings())).reports
    if as_json:
        print_json([asdict(entry) for entry in reports])
        return
    if not reports:
        typer.echo(words("no_reports"))
    for entry in reports:
        typer.echo(f"{entry.id}\t{entry.title}\t{entry.passages}\t{entry.characters}")


@index_app.command("remove", help=words("cmd_remove"))
def remove(
    report_id: Annotated[str, typer.Argument(metavar="ID", help=words("arg_id"))],
    as_json: Json = False,
) -> None:
    from youju.assembly import build_library

    build_library(STATE.settings(), writing=True).remove(report_id)
    if as_json:
        print_json({"removed": report_id})
    else:
        typer.echo(words("removed", id=report_id))


@index_app.command("rebuild", help=words("cmd_rebuild"))
def rebuild(as_json: Json = False) -> None:
    from youju.assembly import build_library

    library = build_library(STATE.settings(), writing=True)
    with progress_bar("embedding_progress") as progress:
        reports = library.rebuild(progress)
    if as_json:
        print_json([asdict(entry) for entry in reports])
    else:
        typer.echo(words("rebuilt", count=len(reports)))


@index_app.command("verify", help=words("cmd_verify"))
def verify(as_json: Json = False) -> None:
    from youju.assembly import index_folder
    from youju.errors import IndexDamaged
    from youju.store.files import damaged_files, read_manifest

    folder = index_folder(STATE.settings())
    damaged = damaged_files(folder, read_manifest(folder))
    if as_json:
        print_json({"whole": not damaged, "damaged": damaged})
        sys.exit(1 if damaged else 0)
    if damaged:
        raise IndexDamaged(folder=folder, file=", ".join(damaged[:5]))
    typer.echo(words("whole", folder=folder))
