"""Files that a command leaves behind: whole, or as they were before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from youju.errors import FileNotWritten


def write_file(path: Path, content: str | bytes) -> None:
    """Written beside and renamed; a pipe or a device is written to. Raises ``FileNotWritten``."""
    data = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f".youju-{os.getpid()}.unfinished")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        with unfinished.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise FileNotWritten(name=path, detail=error.strerror or str(error)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
