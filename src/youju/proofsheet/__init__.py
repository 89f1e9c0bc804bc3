"""What is handed on or filed, as one HTML file, its quotes compared once more with the reports: an
answer's proof sheet (核验单), a draft with its marks (核稿单)."""

from __future__ import annotations

from youju.proofsheet.marking import marked_draft
from youju.proofsheet.rendering import proof_sheet
from youju.proofsheet.templating import POLICY

__all__ = ["POLICY", "marked_draft", "proof_sheet"]
