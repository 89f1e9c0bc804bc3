"""Why and what for: what a claim gives as cause or purpose, the report must give, too."""

from __future__ import annotations

import re

from youju.answering.profile import Profiles
from youju.answering.verification.nearness import shared_pairs
from youju.answering.verification.units import Unit

_CAUSE = re.compile(
    r"因为|由于|(?:^|(?<=[，,；;。]))因(?![此而]|地制宜|人|材)|得益于|归功于|导致|原因(?:是|在于)|缘于|源于|受益于|之所以|because|due to"
)
_GIVEN_CAUSE = re.compile(
    r"(?:因为|由于|得益于|归功于|缘于|源于|受益于|靠着|多亏(?:了)?|凭的就?是|靠的是|起因是|原因(?:是|在于)|是因为|(?<!不)是为了|目的(?:是|在于)|(?:^|(?<=[，,；;。]))因(?![此而]|地制宜|人|材))"
    r"(?P<cause>[^，,；;。]{4,30})"
    r"|(?:^|(?<=[，,；;。]))[受被](?P<pull>[^，,；;。]{2,24}?)(?:推动|拉动|带动|影响|冲击|刺激|制约|驱动|提振|拖累|一带)"
    r"|与(?P<linked>[^，,；;。]{4,20})有关"
)
_LEAST_SHARED = 0.25
"""Of a cause that a claim gives, the share of its pairs of characters that the report must say."""
_CAUSE_SAME = re.compile(
    r"因(?![素此地人材])|由于|得益|归功|导致|原因|源于|受.{1,30}影响|带动|拉动|推动|促进|使|通过|随着|主要是|以.{1,20}为|在.{1,20}下|冲击|依托|凭借|所致|造成|引起"
)
_PURPOSE = re.compile(r"是为了|为的是|目的是|目的在于|旨在")
_PURPOSE_SAME = re.compile(r"为(?!主|先|重|准|期)|旨在|以便|目的|图的是")


def cause(claim: str, unit: Unit, _: Profiles) -> str | None:
    match = _CAUSE.search(claim)
    if match and not _CAUSE_SAME.search(unit.around):
        return match[0]
    for given in _GIVEN_CAUSE.finditer(claim):
        if (
            shared_pairs(given["cause"] or given["pull"] or given["linked"], unit.around)
            < _LEAST_SHARED
        ):
            return given[0]
    purpose = _PURPOSE.search(claim)
    return purpose[0] if purpose and not _PURPOSE_SAME.search(unit.near) else None


def gives_cause(claim: str) -> bool:
    """Whether it says why: that must be borne by itself."""
    return bool(_CAUSE.search(claim) or _GIVEN_CAUSE.search(claim))
