"""The report's figure for what a draft gives another one."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from youju.answering.checking.judging import Considered
from youju.answering.question import Term
from youju.answering.verification import (
    RELATIVE,
    SHARES,
    Assertion,
    Frame,
    Unit,
    Words,
    agrees,
    fit,
    frames_of,
    is_named,
    is_small,
    leading_clause,
)
from youju.text import Figure

_FITS = 0.62
"""How well the report's figure must fit the words of the claim's to stand in its place."""
_TAKEN = 0.3
"""Less, where the claim has the figure for something else."""
_FITS_ALONE, _QUITE_ALIKE = 0.6, 0.5
"""How well its words must fit where the digits are not quite alike."""
_ALIKE, _SAME_UNIT, _SAME_DIGITS, _HERE = 0.4, 0.15, 0.35, 0.15
_MONEY = frozenset(["元", "美元", "港元", "欧元", "日元", "英镑", "卢布"])
_AREA = frozenset(["亩", "公顷", "平方公里", "平方米"])
_LENGTH = frozenset(["公里", "米"])
_WEIGHT = frozenset(["吨", "公斤", "斤", "担"])
_TIME = frozenset(["天", "日", "年", "个月", "月", "小时", "分钟", "周"])
_KINDS = (SHARES | {"成"}, _MONEY, _AREA, _LENGTH, _WEIGHT, _TIME)
_MEASURED = frozenset().union(*_KINDS, {"第", "日期"})


def counterpart_figure(
    part: Assertion, frame: Frame, considered: Sequence[Considered], words: Words
) -> tuple[Unit, Figure] | None:
    """For what the claim's is said to be the figure of, of the likeliest unit."""
    figure = frame.figure
    terms = _terms(part, frame, words)
    taken = [g.figure for g in frames_of(part.text) if g is not frame]
    best, most = None, _FITS
    for number, one in enumerate(considered):
        unit = one.unit
        for g in unit.frames:
            other = g.figure
            same_digits = digits(figure.text) == digits(other.text)
            if agrees(figure, part.text, other, unit.text) or is_small(other) > is_small(figure):
                continue
            if figure.unit and not other.unit and len(digits(other.text)) == 1:
                continue
            fits, alike = fit(terms, g, unit, words), _alike(figure.text, other.text)
            if not _of_one_kind(figure, other) and not (same_digits and fits >= _FITS_ALONE):
                continue
            if fits < _FITS_ALONE and alike < _QUITE_ALIKE and not same_digits:
                continue
            score = fits + _ALIKE * alike
            score += _SAME_UNIT * (figure.unit == other.unit) + _SAME_DIGITS * same_digits
            score += _HERE * one.speaks + _HERE * (number == 0)
            score -= _TAKEN * any(agrees(mine, part.text, other, unit.text) for mine in taken)
            if score > most:
                best, most = (unit, other), score
    return best


def _terms(part: Assertion, frame: Frame, words: Words) -> Sequence[Term]:
    """What the figure is of: by its own words, or, of “，增长4%”, by the clause that leads it."""
    led = leading_clause(frame)
    own = words.of(frame.own)
    if led and (not is_named(own) or RELATIVE.match(frame.own.lstrip("，, "))):
        return words.of(led) or own
    return own or words.of(part.text)


def _of_one_kind(one: Figure, other: Figure) -> bool:
    if one.unit == other.unit:
        return True
    units = {one.unit, other.unit}
    if any(units <= kind for kind in _KINDS):
        return True
    return not units & _MEASURED


def digits(text: str) -> str:
    """What is left of a figure without units and scale."""
    return "".join(char for char in text if char.isdigit() or char in ".零一二三四五六七八九")


def _alike(one: str, other: str) -> float:
    mine, its = digits(one), digits(other)
    if mine and sorted(mine) == sorted(its):
        return 1.0
    return SequenceMatcher(None, mine, its, autojunk=False).ratio()
