"""Words of opposite sense: up and down, more and less, done well and badly, X and not X."""

from __future__ import annotations

import re

_UP = re.compile(
    r"增长|上升|提高|增加|升高|上涨|扩大|增多|提升|回升|攀升|增幅|涨幅|增产|升至|增至|转升|上扬|走高|上调|为升|抬升|[有趋]升|拉大|上行|往上走|多了"
)
_DOWN = re.compile(
    r"下降|减少|降低|下滑|缩小|回落|下跌|降幅|跌幅|减产|降至|减至|转降|微降|下挫|走低|跌至|压减|削减|下调|为降|缩水|压缩|收缩|缩减|趋降|下行|往下走|少了"
)
_RATES = re.compile(r"[增涨降跌]幅|增速")
_FAMILIES = (
    (_UP, _DOWN),
    (
        re.compile(
            r"(?<!不)(?:高于|多于|超过|大于)|快于|超出|超额|优于|好于|跑赢|比[^，,]{2,12}[高多快]"
        ),
        re.compile(
            r"(?<!不)(?:低于|少于|小于|慢于)|不足|不到|未达|逊于|不及|比[^，,]{2,12}[低少慢]"
        ),
    ),
    (re.compile(r"新高|最高"), re.compile(r"新低|最低|历史低值")),
    (re.compile(r"巩固|增强|加强|强化|加深"), re.compile(r"弱化|削弱|减弱|放松|松懈")),
    (re.compile(r"改善|好转|向好"), re.compile(r"恶化|变差|变坏")),
    (re.compile(r"偏高|偏多|过高|过热"), re.compile(r"偏低|偏少|过低|偏冷")),
    (re.compile(r"加快|提速|加速"), re.compile(r"放慢|放缓|减速|延缓|延后|推迟|回落")),
    (re.compile(r"放开|放宽|松绑"), re.compile(r"抑制|严控|限制|收紧|从紧|遏制")),
    (re.compile(r"升值"), re.compile(r"贬值")),
    (re.compile(r"乏力|疲软|过慢|不旺"), re.compile(r"过猛|过快|过热|过旺")),
    (re.compile(r"持平|大体相当|基本不变"), re.compile(rf"{_UP.pattern}|{_DOWN.pattern}")),
    (re.compile(r"顺差|盈余|盈利"), re.compile(r"逆差|赤字|亏损")),
    (
        re.compile(r"取消|废除|废止|停止|撤销|禁止|不再"),
        re.compile(r"保留|恢复|维持|延续|继续实施"),
    ),
    (
        re.compile(r"调减|减少|缩减|压减|调增|扩大"),
        re.compile(r"保持稳定|稳定(?=在|种植|面积)|持平|不变"),
    ),
    (re.compile(r"突出|显著|明显|良好"), re.compile(r"有限|不佳|不明显|欠佳|不足")),
)
_BORNE = (
    (
        _UP,
        re.compile(
            rf"{_UP.pattern}|增|升|涨|扩|拓|延|翻|突破|新高|加快|更[高多快强好优]|[高快多强好优]于|超"
        ),
    ),
    (_DOWN, re.compile(rf"{_DOWN.pattern}|减|降|缩|少|低|跌|落|削|压|退|负|慢|差|-\d")),
    (
        re.compile(
            r"恶化|变差|变坏|倒退|退步|(?<!公)不满(?!足)|不足(?!\s*[\d约近百千万])|短缺|紧缺|匮乏"
        ),
        re.compile(
            r"恶化|下滑|差|坏|退|劣|不满|不足|短缺|紧缺|匮乏|不够|缺|短板|弱|欠|少|落后|滞后"
        ),
    ),
)
"""A claim's word, and what of a report bears it."""
LEVEL = re.compile(
    r"[省市区县]直(?=单位|机关|部门)|中央(?=政府|财政|企业|层面|部门|预算)|地方(?=政府|财政|国企|层面|部门|预算)|"
    r"全[国省市区县](?!各|人大|政协|人民代表大会)|国家级|省级|市级|区级|县级|世界|国际|全球|省政府|(?<![省区])市政府|国务院|省委|市委|县委|区委|省定|市定|区定"
)
_PAIRS = tuple(pair for one, other in _FAMILIES for pair in ((one, other), (other, one)))
_BESIDE = 2
_NEAR = 4
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COMPARES = re.compile(
    r"(?<!不)(?<!供)(?:高于|低于|多于|少于|快于|慢于|大于|小于)|[高压胜]过(?!\d)|优于|不及|逊于|超过了?(?!了?[\d约近一二三四五六七八九十百千万两])"
    r"|比(?!上|去|前|往|一年|年初|同期|原)[^，,。\d]{1,12}(?:还要?|更)[多少高低快慢大小好差猛强旺优靠突重]|比(?!上|去|前|往|一年|年初|同期|原)[^，,。\d]{1,10}要?[多少高低快慢大小](?![了出\d一二三四五六七八九十近约])|没有[^，,。]{1,12}那么|不如"
)
_COMPARED = re.compile(
    r"[高低多少快慢大小优强]于|超|不及|领先|跑赢|突破|比.{1,12}(?:高|低|多|少|快|慢|大|小)|好过|胜过"
)
_MOVES = re.compile(
    r"(增长|增加|提高|上升|上涨|新增|回升|减少|下降|降低|下滑|回落|减)(?:了|约|近|超|超过|为|幅度为)*$"
)
_EXCEEDS = re.compile(
    r"[比较](?!(?:上|去|前)年|(?:19|20)\d\d年)[^，,。]{1,12}(?:多|少|高出?|低|快|慢)[了出]?$"
)
_EXCEEDED = re.compile(r"[比较超]|[多少高低快慢]于")
_MOVED_TO = re.compile(
    r"(?:降|增|升|减|提高|增长|缩|落|扩大)(?:低|加|少|小)?(?:到|至|为)[了约近]?$|原来的$"
)
_TO = re.compile(r"[到至达为成]")
_CHANGED = re.compile(f"{_UP.pattern}|{_DOWN.pattern}|新增|净增|新建|增|减")
_DENIED = re.compile(r"(?:没有|未能|没能|[不未没])([\u4e00-\u9fff]{2})")
_NOT_DENIALS = frozenset("断仅少同久但过管再懈忘来央足等平满低超高折扣遗余负愧惜畏辞懈凡乏")
NEGATIVE = re.compile(r"[不未没无非否零防避杜禁]|制止|遏制")


_WORLDWIDE = {"世界", "全球"}


def opposed(claim: str, said: str) -> str | None:
    """The word of the claim that says up where ``said`` only says down, or the other way round."""
    claim, said = _moving(claim), _moving(said)
    for one, other in _PAIRS:
        here = one.search(claim)
        if here and not other.search(claim) and other.search(said) and not one.search(said):
            return here[0]
        for match in one.finditer(claim):
            if _is_turned(match, claim, other, one, said):
                return match[0]
    return None


def _is_turned(
    word: re.Match[str], claim: str, other: re.Pattern[str], one: re.Pattern[str], said: str
) -> bool:
    """粮价走高 where ``said``, of other things that rise, has 粮价走低."""
    led = claim[max(0, word.start() - _BESIDE) : word.start()]
    if len(led) < _BESIDE or led not in said or not _HAN.fullmatch(led):
        return False
    if any(led in said[m.end() : m.end() + _NEAR + _BESIDE] for m in other.finditer(said)):
        return True
    behind = [part[:_NEAR] for part in said.split(led)[1:]]
    return any(other.match(text) for text in behind) and not any(one.search(t) for t in behind)


def _moving(text: str) -> str:
    """涨幅回落 goes down: without the nouns, where another word says where it goes."""
    left = _RATES.sub("", text)
    return left if _UP.search(left) or _DOWN.search(left) else text


def counterpart(word: str, said: str) -> tuple[int, int] | None:
    """Where ``said`` has a word of the opposite sense."""
    for one, other in _PAIRS:
        if one.search(word):
            found = other.search(said)
            if found:
                return found.span()
    return None


def unborne(claim: str, said: str) -> str | None:
    """The word of the claim that says up, down or bad where ``said`` has nothing of the kind."""
    for word, bearing in _BORNE:
        here = word.search(claim)
        if here and not bearing.search(said):
            return here[0]
    return None


def other_level(claim: str, said: str) -> str | None:
    """The claim speaks of one level of government (国家级, 全省), ``said`` of others alone."""
    levels = {match[0] for match in LEVEL.finditer(said)}
    levels |= _WORLDWIDE if levels & _WORLDWIDE else set()
    return next((m[0] for m in LEVEL.finditer(claim) if levels and m[0] not in levels), None)


def level_swapped(claim: str, said: str) -> str | None:
    """全国统筹 where ``said`` has 省级统筹."""
    for match in LEVEL.finditer(claim):
        after = claim[match.end() : match.end() + _BESIDE]
        if len(after) == _BESIDE and f"{match[0]}{after}" not in said:
            others = (m[0] for m in LEVEL.finditer(said) if said.startswith(after, m.end()))
            if any(other != match[0] for other in others):
                return match[0]
    return None


def unmoved(before: str, said: str) -> str | None:
    """The claim's figure is one of change (下降217天), of distance (比任务多145%) or what a change
    came to (下降到77%); ``said``, the report's, is none."""
    for claimed, bearing in (
        (_MOVES, _CHANGED),
        (_EXCEEDS, _EXCEEDED),
        (_MOVED_TO, _TO),
    ):
        match = claimed.search(before)
        if match and not bearing.search(said):
            return match[0]
    return None


def compares(claim: str, said: str) -> str | None:
    """The claim compares two things; ``said`` does not."""
    here = _COMPARES.search(claim)
    return here[0] if here and not _COMPARED.search(said) else None


def denied(claim: str, said: str) -> str | None:
    """不达标 where ``said`` has 达标, or the other way round."""
    for one, other in ((claim, said), (said, claim)):
        for match in _DENIED.finditer(one):
            if match[1][0] in _NOT_DENIALS:
                continue
            if match[1] in other and match[0] not in other and not _DENIED.search(other):
                return match[0]
    return None


def denies(claim: str, said: str) -> str | None:
    """不满意 where ``said`` denies nothing."""
    found = (m[0] for m in _DENIED.finditer(claim) if m[1][0] not in _NOT_DENIALS)
    return None if NEGATIVE.search(said) else next(found, None)
