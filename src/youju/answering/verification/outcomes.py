"""Done, under way or planned: which the claim says, and which the report."""

from __future__ import annotations

import re

from youju.answering.periods import is_target
from youju.answering.profile import Profiles
from youju.answering.verification.nearness import nearest_clauses
from youju.answering.verification.units import Unit

_DONE = re.compile(
    r"(?<!未)(?:完成|建成|完工|获批|顺利|竣工|投用|投产|投入(?:使用|运营|运行)|开通|通车|建好|完毕|收官|落成|落地|颁布|施行|出台|印发|贯通|开业|运营|达产|验收|交付|实现)"
)
_READY = re.compile(r"(?:具备|满足|达到)[^，,。]{1,6}条件")
_DOING = re.compile(
    r"正在|加快|推进|启动|开工|在建|建设中|改造中|谋划|筹备|筹建|力争|计划|拟|将(?!军|士)|预计|预期|目标|着力|争取|规划|要(?=在|加|推|抓|建|实|努|确|进)|努力|明年|下一步|具备"
)
_ALREADY = re.compile(r"已(?![有知是])")
_IN_TIME = re.compile(r"[\d一二两三四五]年内|年底前|年内|将(?!军|士)|力争|拟(?!定)")
_TO_BE = re.compile(r"(?<![重主必需])要(?![求素点闻害])|将(?!军|士|领)|拟(?!定)|筹备|试点|试行")
_TOLD = re.compile(r"已|了|(?<![要将拟])完成|过(?!程|渡)")
_MODAL = re.compile(r"将(?!军|士)|着力|下一步|力争|计划|打算|探索建立|努力|争取")
_PLANS = re.compile(r"(?<!原)计划(?=[^生单管经])|预计|力争|目标是")
_AHEAD = re.compile(
    r"将(?!军|士)|计划|目标|预期|预计|力争|拟(?!定)|规划|打算|安排|确保|争取|下一步|有望|尚|推进.{0,8}建设"
)
_OPEN = re.compile(
    r"仍在|即将|正在|在建|建设中|计划|拟(?!定)|将(?!军|士)|预计|力争|规划|争取|尚在|筹备|打算|目标是"
)


def outcome(claim: str, unit: Unit, _: Profiles) -> str | None:
    """Done where the report says under way or planned, or the other way round."""
    said = nearest_clauses(claim, unit.text)
    done, doing = done_in(claim), _DOING.search(claim)
    is_told = done and not done_in(said) and (not doing or _ALREADY.search(claim))
    is_ahead = _DOING.search(said) or _MODAL.search(unit.near) or is_target(unit.text, unit.passage)
    if done and is_told and is_ahead:
        return done
    is_planned = _IN_TIME.search(said) or _TO_BE.search(said) or is_target(unit.text, unit.passage)
    is_told_too = _TOLD.search(said) or (done_in(said) and not _TO_BE.search(said))
    if _ALREADY.search(claim) and is_planned and not is_told_too:
        return "已"
    opened = _OPEN.search(claim)
    if opened and not is_ahead and done_in(said):
        return opened[0]
    planned = _PLANS.search(claim)
    return planned[0] if planned and not _is_plan(unit) else None


def _is_plan(unit: Unit) -> bool:
    return bool(_AHEAD.search(unit.around) or is_target(unit.text, unit.passage))


def done_in(text: str) -> str | None:
    """The word for done; what is ready for it (具备通车条件) is not."""
    match = _DONE.search(_READY.sub("", text))
    return match[0] if match else None
