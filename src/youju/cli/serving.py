"""``youju serve``, ``youju mcp``, ``youju keys``."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import click

from youju.cli.state import STATE, print_json, words
from youju.errors import ListeningError
from youju.settings import LOOPBACK

if TYPE_CHECKING:
    import socket

    from youju.database import Keys
    from youju.settings import Settings

_BACKLOG = 2048
_GRACEFUL_SECONDS = 30
_SCOPES = ("ask", "read", "admin")
Found = TypeVar("Found")


@click.command(help=words("cmd_serve"))
@click.option("--host", default="127.0.0.1", show_default=True, help=words("opt_host"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=words("opt_port")
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help=words("opt_workers")
)
@click.option("--open", "is_open", is_flag=True, help=words("opt_open"))
def serve(host: str, port: int, workers: int, is_open: bool) -> None:
    """The socket listens before anything is imported: who comes early waits for a moment."""
    settings = STATE.settings()
    listening = _listening(host, port)
    address = _shown(listening)
    has_keys = bool(with_keys(settings, lambda keys: keys.active()))
    if not (has_keys or is_open or host in LOOPBACK):
        raise ListeningError(address=address, detail=words("no_keys"))
    click.echo(words("serving", address=address), err=True)
    with suppress(KeyboardInterrupt):
        _run(settings, listening, workers, hosts=_names(host), needs_key=has_keys)
    click.echo(words("stopped"), err=True)


def _listening(host: str, port: int) -> socket.socket:
    """Raises ``ListeningError``."""
    import socket

    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        detail = error.strerror or str(error)
        raise ListeningError(address=f"{host}:{port}", detail=detail) from None
    listening.set_inheritable(True)
    return listening


def _shown(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _run(
    settings: Settings,
    listening: socket.socket,
    workers: int,
    *,
    hosts: tuple[str, ...],
    needs_key: bool,
) -> None:
    from functools import partial
    from tempfile import TemporaryDirectory

    import uvicorn

    config = uvicorn.Config(
        partial(_application, settings, hosts, needs_key),
        factory=True,
        http="h11",  # httptools reads on where a client pipelines and does not read: 1 GB
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=_GRACEFUL_SECONDS,
    )
    if workers > 1:
        from uvicorn.supervisors import Multiprocess

        with TemporaryDirectory(prefix="youju-metrics-") as folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
            Multiprocess(config, sockets=[listening]).run()
        return
    uvicorn.Server(config).run(sockets=[listening])


def _application(settings: Settings, hosts: tuple[str, ...], needs_key: bool) -> object:
    """In the worker's own process."""
    from youju.server.app import create_app

    return create_app(settings, hosts=hosts, needs_key=needs_key)


def _names(host: str) -> tuple[str, ...]:
    """Where it listens on all addresses, nobody knows by which name it is asked."""
    return ("*",) if host in ("0.0.0.0", "::") else (host,)


@click.command("mcp", help=words("cmd_mcp"))
def serve_mcp() -> None:
    import asyncio

    from youju.server.mcp_stdio import run_stdio

    asyncio.run(run_stdio(STATE.settings()))


@click.group("keys", help=words("cmd_keys"))
def keys_group() -> None:
    """The commands below."""


@keys_group.command("add", help=words("cmd_keys_add"))
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(_SCOPES),
    multiple=True,
    default=("ask", "read"),
    show_default=True,
    help=words("opt_scope"),
)
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def add_key(name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    from youju.database import Scope

    key, secret = with_keys(
        STATE.settings(), lambda keys: keys.add(name, [Scope(scope) for scope in scopes])
    )
    if as_json:
        shown = {"id": key.id, "name": key.name, "scopes": sorted(key.scopes), "key": secret}
        print_json(shown)
        return
    click.echo(words("key_added", name=name, scopes=", ".join(sorted(key.scopes))), err=True)
    click.echo(secret)


@keys_group.command("list", help=words("cmd_keys_list"))
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def list_keys(as_json: bool) -> None:
    found = with_keys(STATE.settings(), lambda keys: keys.all())
    rows = [
        {
            "id": key.id,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "created_at": key.created_at,
            "revoked_at": key.revoked_at,
        }
        for key in found
    ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo(words("keys_none"))
    for key in found:
        state = words("key_revoked", when=key.revoked_at[:10]) if key.revoked_at else ""
        scopes = ", ".join(sorted(key.scopes))
        click.echo(f"{key.id}  {key.name}  {scopes}  {key.created_at[:10]}  {state}".rstrip())


@keys_group.command("revoke", help=words("cmd_keys_revoke"))
@click.argument("key", metavar="ID|NAME")
def revoke_key(key: str) -> None:
    count = with_keys(STATE.settings(), lambda keys: keys.revoke(key))
    click.echo(words("keys_revoked", count=count))


def with_keys(settings: Settings, use: Callable[[Keys], Awaitable[Found]]) -> Found:
    import asyncio

    from youju.assembly import build_database
    from youju.database import Keys
    from youju.settings import listed

    database = build_database(settings)

    async def run() -> Found:
        try:
            await database.open()
            return await use(Keys(database, listed(settings.api_keys)))
        finally:
            await database.aclose()

    return asyncio.run(run())
