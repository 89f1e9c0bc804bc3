"""How a claim's figure and the report's may differ though number and words agree: planned for done,
new for standing, one for a whole list, one figure for many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from youju.answering.verification.frames import Frame
from youju.answering.verification.quantities import SHARES, is_small
from youju.text import Figure

_STATES = (
    re.compile(r"谋划|规划|计划|拟(?!定)|储备|筹建|签约"),
    re.compile(r"在建|正在|加快|开工|改造中|施工"),
    re.compile(
        r"投入(?:运营|使用|生产|运行)|投用|投运|建成|完工|竣工|投产|达产|通车|开通|交付使用|已运营|落成"
    ),
    re.compile(r"(?:具备|满足|达到)[^，,。]{1,6}条件"),
)
_AHEAD = re.compile(r"即将|将要")
_NEW = re.compile(r"新增|净增|新设|新登记")
_IS_NEW = re.compile(r"新|净增|增加|增设|添|开办")
_MADE_NEW = re.compile(r"新|净|增|添|多|建|吸|招|开|new|add|more|creat|built|open")
_STANDING = re.compile(r"总(?:量|数|额|里程|规模|面积|人数)|共有|存量|保有")
_IS_STANDING = re.compile(r"总|共|累计|拥有|达|有|保有|存量")
_ROSE = re.compile(r"(?:增加|增长|减少|下降|提高|降低|上升|回落)[了约近超]?$")
_MOVES = re.compile(r"[增减升降多少高低涨跌扩缩提压回落差拓添]|rose|fell|in[cs]rea|decrea|declin")
_GONE = re.compile(r"注销|拆除|关闭|关停|撤销|取缔|清退|报废|流失|失业|淘汰")
_LIST_MARK = re.compile(r"[、+]")
_SHORTEST_LIST, _LONGEST_ITEM = 2, 12
_LEAD = 30
"""Characters of what leads a figure that tell whether it is new."""
_INCLUDED = re.compile(r"其中|包括|包含|含")


def differences(frame: Frame, text: str, same: Sequence[Frame], said: str) -> Iterator[str]:
    """``frame``: of the claim ``text``; ``same``: the report's with its number, of ``said``."""
    if all(_other_state(frame.own, g.own) for g in same):
        yield f"state:{frame.own}"
    if all(_ROSE.search(g.own.partition(g.figure.text)[0]) for g in same) and not _MOVES.search(
        text.replace("多少", "")
    ):
        yield f"flow:{frame.own}"
    if all(_other_flow(frame.own, text, f"{g.lead[-_LEAD:]}{g.shared}{g.own}") for g in same):
        yield f"flow:{frame.own}"
    if _counts(frame.figure) and all(_is_part_of_list(frame.own, g) for g in same):
        yield f"part:{frame.own}"
    if frame.is_part and _counts(frame.figure) and not _INCLUDED.search(said):
        yield f"part:{frame.own}"


def _counts(figure: Figure) -> bool:
    """化学需氧量、氨氮排放量下降2%: a share is each one's."""
    return not is_small(figure) and figure.unit not in SHARES


def _other_state(claim: str, said: str) -> bool:
    mine, its = _states(claim), _states(said)
    return bool(mine and its and not mine & its)


def _states(text: str) -> set[int]:
    if _STATES[-1].search(text):
        return {len(_STATES) - 1}
    if _AHEAD.search(text):
        return {0}
    return {n for n, state in enumerate(_STATES) if state.search(text)}


def _other_flow(claim: str, text: str, said: str) -> bool:
    """New where it is not said to be, or not where it is; in all where it is new; gone."""
    if _GONE.search(claim) and not _GONE.search(said):
        return True
    if _NEW.search(claim) and not _IS_NEW.search(said):
        return True
    is_total = _STANDING.search(claim) and not _NEW.search(claim)
    if is_total and _NEW.search(said) and not _IS_STANDING.search(said):
        return True
    return bool(_NEW.search(said) and not _MADE_NEW.search(text))


def _is_part_of_list(claim: str, g: Frame) -> bool:
    """Some of 新建、盘活、共享停车位 and not all; a list that ends in 等 gives examples."""
    before = g.own.partition(g.figure.text)[0]
    items = _LIST_MARK.split(before)
    gives_examples = "等" in before or "等" in claim or "各" in claim
    is_quoted = " " in items[-1].strip()
    are_clauses = max(map(len, items)) > _LONGEST_ITEM
    if g.item or gives_examples or is_quoted or are_clauses or len(items) < _SHORTEST_LIST:
        return False
    named = [*(item[-2:] for item in items[:-1]), items[-1][:2]]
    found = [name in claim for name in named]
    return any(found) and not all(found)
