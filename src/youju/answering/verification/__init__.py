"""Is a claim proven by the report? Rules for what must agree, a small model for the rest."""

from youju.answering.verification.assertions import Assertion, plain
from youju.answering.verification.causes import gives_cause
from youju.answering.verification.directions import counterpart
from youju.answering.verification.english import in_chinese_terms, is_english
from youju.answering.verification.frames import Frame, frames_of
from youju.answering.verification.kindred import namesake, other_of_kind
from youju.answering.verification.nearness import nearest_clauses
from youju.answering.verification.qualifiers import FIVE_YEARS, MONTH_DAY
from youju.answering.verification.quantities import (
    SHARES,
    agrees,
    bounded,
    equals,
    is_about,
    is_small,
)
from youju.answering.verification.support import (
    RELATIVE,
    Assessment,
    differs_by_one,
    fit,
    is_named,
    leading_clause,
)
from youju.answering.verification.units import Unit
from youju.answering.verification.verifier import Checked, Proof, Verifier, proof
from youju.answering.verification.words import Words

__all__ = [
    "FIVE_YEARS",
    "MONTH_DAY",
    "RELATIVE",
    "SHARES",
    "Assertion",
    "Assessment",
    "Checked",
    "Frame",
    "Proof",
    "Unit",
    "Verifier",
    "Words",
    "agrees",
    "bounded",
    "counterpart",
    "differs_by_one",
    "equals",
    "fit",
    "frames_of",
    "gives_cause",
    "in_chinese_terms",
    "is_about",
    "is_english",
    "is_named",
    "is_small",
    "leading_clause",
    "namesake",
    "nearest_clauses",
    "other_of_kind",
    "plain",
    "proof",
]
