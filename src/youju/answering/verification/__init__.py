"""Is a claim proven by the report? Rules for what must agree, a small model for the rest."""

from youju.answering.verification.assertions import plain
from youju.answering.verification.english import in_chinese_terms
from youju.answering.verification.frames import Frame, frames_of
from youju.answering.verification.quantities import SHARES
from youju.answering.verification.units import Unit
from youju.answering.verification.verifier import Checked, Proof, Verifier
from youju.answering.verification.words import Words

__all__ = [
    "SHARES",
    "Checked",
    "Frame",
    "Proof",
    "Unit",
    "Verifier",
    "Words",
    "frames_of",
    "in_chinese_terms",
    "plain",
]
