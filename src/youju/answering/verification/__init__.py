"""Is a claim proven by the report? Rules for what must agree, a small model for the rest."""

from youju.answering.verification.assertions import plain
from youju.answering.verification.exact import is_exact
from youju.answering.verification.units import Unit
from youju.answering.verification.verifier import Checked, Proof, Verifier

__all__ = ["Checked", "Proof", "Unit", "Verifier", "is_exact", "plain"]
