"""A draft against the reports: what is proven, what they say otherwise, what they do not say."""

from youju.answering.checking.checker import Checker, Step

__all__ = ["Checker", "Step"]
