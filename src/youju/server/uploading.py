"""A file that was sent: its name, without folders, and its content."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.datastructures import UploadFile

from youju.errors import DocumentTooLarge


async def uploaded(file: UploadFile, limit_mb: int, unnamed: str) -> tuple[str, bytes]:
    """Raises ``DocumentTooLarge``. ``unnamed``: what a file without a name is called."""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name or unnamed
    if file.size and file.size > limit_mb * 2**20:
        raise DocumentTooLarge(name=name, limit_mb=limit_mb)
    return name, await file.read()
