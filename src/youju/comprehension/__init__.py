"""A small trained reader: whether a passage answers a question, and whether it proves a claim."""

from youju.comprehension.reader import Reader, Reading

__all__ = ["Reader", "Reading"]
