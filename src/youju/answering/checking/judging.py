"""Does the report bear an assertion of a draft? People retell freely: what speaks of the same bears
it, unless something that must agree does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from youju.answering.checking.strangers import miscounted, misspelt_tokens, strangers
from youju.answering.logistic import load_logistic
from youju.answering.people import names_in
from youju.answering.verification import (
    RELATIVE,
    Assertion,
    Assessment,
    Unit,
    Words,
    agrees,
    frames_of,
    gives_cause,
    is_small,
)
from youju.text import Figure

CALIBRATION = Path(__file__).parent / "calibration.json"
_STRANGERS = frozenset(
    "place stranger stranger_office stranger_place named year day quoted person office".split()
)
_NEARLY = 0.12
"""How much less surely than the surest a part of the report may speak of the same."""
_NEARLY_SAID = 0.2
"""How much less of the words it may say than another part that speaks of the same."""
_MOST_AGREEING = 2
_TWO = 2
_BESIDE = 2
_COUNTED = re.compile("[条这那该几每]")
_SHORTEST_REST, _LONGEST_REST = 3, 8
"""Of a name, behind the word that is off."""
_LONGEST_LEFT_OUT = 3
"""Characters between two that a short form keeps."""
_LONGEST_NICKNAME = 5
_SAYS = re.compile(
    r"(?:说|指出|强调|提出|表示|要求|写道|所说的|叫作?|名为|题为|坚持|实施|开展|落实|做到)$"
)
_PROPER = re.compile(
    r"(?:公司|集团|大学|学院|医院|银行|中学|小学|街道|社区|[路街桥区县市省镇村馆园湖河江山岛港站]|中心|工程|行动|计划|条例|办法|制度|机制|协会|联盟|委员会|号|杯|奖|论坛|大会)$"
)
_HARD = re.compile(
    r"[“\"「『《\d]|导致|旨在|为了|高于|低于|多于|少于|快于|慢于|好于|优于|超过|压过|跑赢|不及|持平|比[^，,。]{1,12}[多少高低快慢大小好]|首个|首次|首条|首家|第一|唯一|只有|仅有|最|全部|所有|一律|率先|领先|"
    r"增长|下降|上升|减少|增加|提高|降低|上涨|下跌|扩大|缩小|回落|翻番|翻了|完成|建成|竣工|投用|投产|开通|通车|实现|达到|获|被评|入选|荣"
)
"""What must be proven wherever it stands."""


@dataclass(frozen=True)
class Considered:
    """A part of the report: what speaks against the assertion, as ``rule:words``, and how surely it
    ``speaks`` of the same."""

    unit: Unit
    problems: tuple[str, ...]
    speaks: float
    said: float = 1.0
    """Share of the assertion's words that it says."""


def considered(
    part: Assertion, assessed: Iterable[tuple[Unit, Assessment]], words: Words
) -> list[Considered]:
    """The surest first."""
    model = load_logistic(CALIBRATION)
    found = [
        Considered(
            unit,
            tuple(_problems(part.text, unit, assessment.problems, words)),
            model.probability(features(part, unit, assessment)),
            assessment.features["said"],
        )
        for unit, assessment in assessed
    ]
    return sorted(found, key=lambda one: -one.speaks)


def features(part: Assertion, unit: Unit, assessment: Assessment) -> dict[str, float]:
    """Of whether the unit speaks of what the assertion does."""
    return {**assessment.features, "cosine": assessment.cosine, "agreeing": _agreeing(part, unit)}


def bearing(found: Sequence[Considered]) -> Considered | None:
    """What bears the assertion, if anything does."""
    bar = load_logistic(CALIBRATION).threshold
    if not found or found[0].speaks < bar:
        return None
    least = max(bar, found[0].speaks - _NEARLY)
    near = [one for one in found if one.speaks >= least]
    most_said = max(one.said for one in near) - _NEARLY_SAID
    return next((one for one in near if not one.problems and one.said >= most_said), None)


def is_spoken_of(found: Sequence[Considered]) -> bool:
    """Whether the report speaks of the same at all."""
    return bool(found) and found[0].speaks >= load_logistic(CALIBRATION).threshold


def must_be_proven(text: str) -> bool:
    """Whether an assertion can be right or wrong by itself: “出行条件也在改善”, beside another one that is
    proven, cannot."""
    figures = (f for f in frames_of(text) if not is_small(f.figure))
    return bool(_HARD.search(text) or gives_cause(text) or any(figures) or names_in(text))


def names_strangers(one: Considered) -> bool:
    """Whether the assertion names somebody or something that the report does not."""
    return any(problem.partition(":")[0] in _STRANGERS for problem in one.problems)


def _agreeing(part: Assertion, unit: Unit) -> int:
    """Figures of the assertion that the unit has, too."""
    same = [
        any(agrees(f.figure, part.text, g.figure, unit.text) for g in unit.frames)
        for f in frames_of(part.text)
        if not is_small(f.figure)
    ]
    return min(_MOST_AGREEING, sum(same))


def _problems(text: str, unit: Unit, problems: Sequence[str], words: Words) -> Iterator[str]:
    yield from _weighty(text, unit, problems)
    yield from strangers(text, unit, words)
    yield from miscounted(text, unit)
    yield from misspelt_tokens(text, unit)


def _weighty(text: str, unit: Unit, problems: Sequence[str]) -> Iterator[str]:
    """Without those that are but another way to say it."""
    for problem in problems:
        rule, _, told = problem.partition(":")
        excuse = _EXCUSES.get(rule)
        if excuse is None or not excuse(told, text, unit):
            yield problem


def _is_another_word(told: str, text: str, unit: Unit) -> bool:
    """技改 for 技术改造, 心愿 for 意愿; a name is no such word."""
    return not _is_proper(told, text, unit) or _is_short_for(told, unit.around)


def _figure(told: str, text: str) -> Figure | None:
    return next((f.figure for f in frames_of(text) if f.figure.text == told), None)


def _of_its_unit(figure: Figure, unit: Unit) -> list[Figure]:
    return [g.figure for g in unit.frames if g.figure.unit == figure.unit]


def _is_counted_in_passing(told: str, text: str, unit: Unit) -> bool:
    """两个, 三件: where the report has no other figure of the kind."""
    figure = _figure(told, text)
    return figure is not None and is_small(figure) and not _of_its_unit(figure, unit)


def _is_alone(told: str, text: str, unit: Unit) -> bool:
    """Of words told apart from their figure: the report has no other that they could be of."""
    figure = _figure(told, text)
    return figure is None or len(_of_its_unit(figure, unit)) < _TWO


def _is_uncrossed(told: str, text: str, unit: Unit) -> bool:
    """The unit has no other figure of the kind; or both have the same words beside theirs."""
    figure = _figure(told, text)
    if figure is None:
        return False
    alike = _of_its_unit(figure, unit)
    behind = text[figure.end : figure.end + _BESIDE]
    before = text[: figure.start].rstrip("的达为有")[-_BESIDE:]
    is_name = len(before) == _BESIDE and before.isalnum() and not RELATIVE.match(before)
    same = [g for g in alike if agrees(figure, text, g, unit.text)]
    return len(alike) < _TWO or any(
        (len(behind) == _BESIDE and unit.text.startswith(behind, g.end))
        or (is_name and unit.text[: g.start].rstrip("的达为有").endswith(before))
        for g in same
    )


def _is_new_too(told: str, text: str, unit: Unit) -> bool:
    """新增 that opens a list counts for all of it."""
    return "新" in told and "新" in unit.text


def _is_relative(told: str, text: str, _: Unit) -> bool:
    """今年, in a draft, is that of whoever writes it."""
    return told not in text


def _denies_nothing(told: str, text: str, unit: Unit) -> bool:
    """不能硬来: what is denied is nothing that the report says."""
    behind = text[text.find(told) + len(told) :][:_BESIDE]
    denied = (told[-_BESIDE:], behind)
    return "无一" in text or not any(len(word) == _BESIDE and word in unit.text for word in denied)


def _is_nickname(told: str, text: str, unit: Unit) -> bool:
    """“牵手” for a docking: what is short, is not told by anybody, and is like nothing that stands
    there, is a way to put it."""
    led = text[: text.find(told)].rstrip('“"「『《 ')
    if len(told) > _LONGEST_NICKNAME or led.endswith(("：", ":", "，", ",")) or _SAYS.search(led):
        return False
    pairs = {told[i : i + 2] for i in range(len(told) - 1)}
    return "《" not in text and not any(pair in unit.around for pair in pairs)


def _is_proper(word: str, text: str, unit: Unit) -> bool:
    """A name of something: it says so itself, or what follows it in both does."""
    if _PROPER.search(word) and not _COUNTED.match(word):
        return True
    place = text.find(word) + len(word)
    behind = (text[place : place + length] for length in range(_SHORTEST_REST, _LONGEST_REST + 1))
    return any(_PROPER.search(rest) and rest in unit.around for rest in behind)


def _is_short_for(word: str, said: str) -> bool:
    """技改 where the report has 技术改造."""
    for begin in (i for i, char in enumerate(said) if char == word[0]):
        place = begin
        for char in word[1:]:
            place = said.find(char, place + 1, place + 2 + _LONGEST_LEFT_OUT)
            if place < 0:
                break
        else:
            return True
    return False


_EXCUSES: dict[str, Callable[[str, str, Unit], bool]] = {
    "name": _is_another_word,
    "altered": _is_another_word,
    "quoted": _is_nickname,
    "figure": _is_counted_in_passing,
    "apart": _is_alone,
    "crossed": _is_uncrossed,
    "flow": _is_new_too,
    "year": _is_relative,
    "negation": _denies_nothing,
}
"""By rule, when what it finds is but another way to say it: of the words that it finds, the
assertion and the unit."""
