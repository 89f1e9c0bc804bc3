"""``youju index``: add, list, remove, rebuild, verify."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from youju.cli.state import STATE, print_json, progress_bar, words

_json = click.option("--json", "as_json", is_flag=True, help=words("opt_json"))


@click.group("index", help=words("cmd_index"))
def index_group() -> None:
    """The commands below."""


@index_group.command("add", help=words("cmd_add"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@_json
def add(files: tuple[Path, ...], as_json: bool) -> None:
    from youju.assembly import build_library
    from youju.errors import SameReport
    from youju.reading import read_file

    contents: dict[str, bytes] = {}
    for path in files:
        name = os.fsencode(path.name).decode("utf-8", "replace")
        if name in contents:
            raise SameReport(report=name)
        contents[name] = read_file(path)
    library = build_library(STATE.settings(), writing=True)
    with progress_bar("embedding_progress") as progress:
        added = library.add(contents, progress)
    if as_json:
        print_json([asdict(entry) for entry in added])
        return
    for entry in added:
        click.echo(words("added", **asdict(entry)))


@index_group.command("list", help=words("cmd_list"))
@_json
def list_reports(as_json: bool) -> None:
    from youju.assembly import index_folder
    from youju.store.files import read_manifest

    reports = read_manifest(index_folder(STATE.settings())).reports
    if as_json:
        print_json([asdict(entry) for entry in reports])
        return
    if not reports:
        click.echo(words("no_reports"))
    for entry in reports:
        click.echo(words("listed", **asdict(entry)))


@index_group.command("remove", help=words("cmd_remove"))
@click.argument("report_id", metavar="ID")
@_json
def remove(report_id: str, as_json: bool) -> None:
    from youju.assembly import build_library

    build_library(STATE.settings(), writing=True).remove(report_id)
    if as_json:
        print_json({"removed": report_id})
    else:
        click.echo(words("removed", id=report_id))


@index_group.command("rebuild", help=words("cmd_rebuild"))
@_json
def rebuild(as_json: bool) -> None:
    from youju.assembly import build_library

    library = build_library(STATE.settings(), writing=True)
    with progress_bar("embedding_progress") as progress:
        reports = library.rebuild(progress)
    if as_json:
        print_json([asdict(entry) for entry in reports])
    else:
        click.echo(words("rebuilt", count=len(reports)))


@index_group.command("verify", help=words("cmd_verify"))
@_json
def verify(as_json: bool) -> None:
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
    click.echo(words("whole", folder=folder))
