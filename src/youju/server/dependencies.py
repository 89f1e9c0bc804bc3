"""What routes are given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry

from youju.answering.assistant import Assistant
from youju.database import History, Scope
from youju.server.access import Asker, Gate
from youju.server.engine import Engine
from youju.server.service import Service
from youju.server.streaming import LiveAnswers
from youju.settings import Settings


@dataclass(frozen=True)
class House:
    """All that lives as long as the application does."""

    settings: Settings
    engine: Engine
    service: Service
    history: History
    gate: Gate
    live: LiveAnswers
    registry: CollectorRegistry


async def house_of(request: Request) -> House:
    """Not in a thread, as FastAPI would run it otherwise."""
    house: House = request.app.state.house
    return house


InHouse = Annotated[House, Depends(house_of)]


async def _ready(house: InHouse) -> Assistant:
    return await house.engine.ready()


Ready = Annotated[Assistant, Depends(_ready)]
"""The assistant in use; who comes while it loads waits for it."""


def _admitted(scope: Scope, *, counted: bool = False) -> Callable[..., Awaitable[Asker]]:
    async def admit(request: Request, house: InHouse) -> Asker:
        return await house.gate.admit(request, scope, counted=counted)

    return admit


MayAsk = Annotated[Asker, Depends(_admitted(Scope.ASK, counted=True))]
MayRead = Annotated[Asker, Depends(_admitted(Scope.READ))]
MayChange = Annotated[Asker, Depends(_admitted(Scope.ADMIN))]
