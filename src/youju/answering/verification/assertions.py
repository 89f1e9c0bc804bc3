"""A claim → what it asserts, one thing at a time: clauses, joined to the one they lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from youju.text import Span, clause_spans, fold

_LEAD_IN = re.compile(
    r"^(?:答[:：]|(?:根据|依据|按照|据)(?:[^，,。]{0,20})(?:报告|资料|原文|材料|公报|文件|解读)[^，,。]{0,10}[，,:：]|"
    r"(?:[^，,。]{0,12})(?:报告|资料|原文|材料|公报|文中)(?:中|最后|还|也|在[^，,。]{1,14}时|对此)*(?:(?:显示|指出|提到|提出|说|写道|表明|称|明确|介绍|强调|谈到|认为|透露|提及|总结)(?:[，,:：]|了?[:：]?)|(?:要求|坦言|承认)[，,:：])|"
    r"[^，,。\d]{0,12}(?:年报|公报|数据|统计|解读|文件)[^，,。\d]{0,10}(?:称|显示|指出|解释|表示|坦言|提到|强调|说明)[，,:：]|"
    r"(?:总的来说|总之|综上所述|综上|具体来说|具体而言|此外|另外|同时|其中|首先|其次|最后|可见|也就是说)[，,:：]|[-*•·]\s*|\d{1,2}[.、)](?!\d)\s*|[（(]\d{1,2}[)）]\s*|[①-⑳])+"
)
_MARKUP = re.compile(r"\*\*|__|`|^#{1,6}\s+|^>\s*")
_LEANS = re.compile(
    r"^(?:其中|比|较|同比|环比|增长|下降|上升|减少|增加|占|达|增幅|降幅|涨幅|跌幅|升幅|占比|为|提高|降低|超过|突破|实际|已|均|也|约|近|共|"
    r"从(?=世界|全[国省市县]|第|\d)|由(?=世界|全[国省市县]|第|\d)|合计|高于|低于|位居|分别|各|完成|有效(?=推|提|促|解|防|应|遏|保|缓|带|破)|使|从而|进而|推动|促进|实现|是|由|以|来|其)"
)
_HANGING = re.compile(
    r"^所谓.*$|^[与和同].{2,14}相比$|^(?:截至|截止|从|自|到|在|于|对于|关于|至于)?[^，,]{0,14}(?:年|月|日|年底|年末|期间|以来|来|起|后|前|时|中|里|内|上|方面|领域|看|目前|同时|报告|的是|的说法|包括|如下|指出|安排)$"
)
_SHORTEST = 6


@dataclass(frozen=True)
class Assertion:
    """``text`` is folded, ``[start, end)`` of ``claim``."""

    claim: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.claim[self.start : self.end]


def plain(claim: str) -> str:
    """The claim without mark-up and lead-in: what it says."""
    return _LEAD_IN.sub("", _MARKUP.sub("", claim).strip()).strip()


def assertions(claim: str) -> list[Assertion]:
    """``claim``: plain. A clause without a subject of its own, or too short to stand alone,
    belongs to the one before it; a first one that is just a time or place, to the next."""
    folded = fold(claim)
    joined: list[Span] = []
    for start, end in clause_spans(folded, 0, len(folded)):
        leans = joined and (_LEANS.match(folded[start:end]) or _LEANS.match(folded))
        last = folded[slice(*joined[-1])] if joined else ""
        hanging = joined and (len(last) < _SHORTEST or _HANGING.match(last))
        if leans or hanging or (joined and end - start < _SHORTEST):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Assertion(folded, start, end) for start, end in joined]
