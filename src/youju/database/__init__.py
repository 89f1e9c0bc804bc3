"""What outlives a process: conversations, answers, feedback and API keys."""

from youju.database.connection import Database
from youju.database.history import History
from youju.database.keys import Key, Keys, Scope, digest_of

__all__ = ["Database", "History", "Key", "Keys", "Scope", "digest_of"]
