"""An OpenAI-compatible endpoint over httpx."""

from youju.llm.breaker import CircuitBreaker
from youju.llm.client import ChatModel, Delta, Endpoint, Message, Patience

__all__ = ["ChatModel", "CircuitBreaker", "Delta", "Endpoint", "Message", "Patience"]
