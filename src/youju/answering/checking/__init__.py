"""A draft against the reports: what is proven, what they say otherwise, what they do not say."""

from youju.answering.checking.checker import LONGEST_DRAFT, Checker, Step, as_check

__all__ = ["LONGEST_DRAFT", "Checker", "Step", "as_check"]
