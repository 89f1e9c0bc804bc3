"""A small trained reader: whether a passage answers a question, and with which words."""

from youju.comprehension.reader import Reader, Reading

__all__ = ["Reader", "Reading"]
