"""What a claim may not add to a figure or a deed: a part of the year, each and on average, a vague
size, a comparison, doubt, a change of office. Each rule gives the words that ``said`` does not bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from youju.text import parse_chinese_numeral

_PART_OF_YEAR = re.compile(r"[上下]半年|(?:前[一二三]|[一二三四])季度")
_MONTH = re.compile(r"(?<![\d.])(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?!球|饼|亮|老|嫂)")
_EACH = re.compile(
    r"每(?![亿万百千])一?个?([\u4e00-\u9fff])|([年季月周日天人户])均(?!衡|匀|等|可|已|为|能|在|由|按|超|达|有)"
)
_VAGUE = re.compile(r"(?:上|数|几)[十百千万亿]+(?=[余多]?[\u4e00-\u9fff])")
_COMPARED = re.compile(r"[比较](?:上|去|前|往)一?年|同比|环比")
_COMPARING = re.compile(r"[比较增降升减长落]|提高|上年|去年|同期|新高|新低|倍|番")
_IN_A_ROW = re.compile(r"连续(?=[\d一二两三四五六七八九十])|名义(?=增|下|上)|同一[次场天日届]")
_DOUBT = re.compile(
    r"属实|谎[称报]|虚报|假消息|谣言|不实|很难说|缺口|欠账|拖欠|超支|浪费|亏损|本来|险些|差一?点"
)
_PERSONNEL = re.compile(
    r"辞去|免职|免去|卸任|离任|调任|落马|被查|双开|(?:^|[，,、])[前原](?=[省市区县州国]?[委长副书主党])"
)


def added(claim: str, said: str, around: str) -> Iterator[str]:
    """``said``: what may prove the claim; ``around``: that with the sentence before it."""
    for pattern in (_PART_OF_YEAR, _IN_A_ROW, _DOUBT, _PERSONNEL, _VAGUE):
        yield from (m[0] for m in pattern.finditer(claim) if m[0] not in around)
    months = _months(around)
    yield from (f"{month}月" for month in _months(claim) if month not in months)
    yield from (m[0] for m in _EACH.finditer(claim) if not _is_each(m[1] or m[2], said))
    compared = _COMPARED.search(claim)
    if compared and not _COMPARING.search(said):
        yield compared[0]


def _months(text: str) -> dict[int, None]:
    found = (m[1] for m in _MONTH.finditer(text))
    values = (int(n) if n.isdigit() else int(parse_chinese_numeral(n) or 0) for n in found)
    return dict.fromkeys(values)


def _is_each(kind: str, said: str) -> bool:
    return bool(re.search(rf"[每逐各/][一\d]?个?{kind}|均(?!衡|匀)", said))
