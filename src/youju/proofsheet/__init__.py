"""The proof sheet (核验单): an answer as one HTML file to hand on or to file, its quotes compared
once more with the reports."""

from __future__ import annotations

from youju.proofsheet.rendering import POLICY, proof_sheet

__all__ = ["POLICY", "proof_sheet"]
