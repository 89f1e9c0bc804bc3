"""An OpenAI-compatible endpoint over httpx."""

from youju.llm.client import ChatModel, Endpoint, Message, Patience
from youju.llm.thinking import Piece

__all__ = ["ChatModel", "Endpoint", "Message", "Patience", "Piece"]
