"""What must agree whatever the wording: year, place, level, office, direction, negation, outcome,
extent, cause, quoted names. Each rule gives the words of the claim that the report does not bear.

"Near neighbours are what people mean by wrong": a true sentence with one of these swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from youju.answering.people import holds_office, names_in, offices_beside
from youju.answering.periods import other_plan, years_named
from youju.answering.places import is_short_named, places_in
from youju.answering.profile import Profiles
from youju.answering.verification.causes import cause
from youju.answering.verification.directions import (
    LEVEL,
    NEGATIVE,
    compares,
    denied,
    denies,
    level_swapped,
    opposed,
    other_level,
    unborne,
)
from youju.answering.verification.kindred import altered, kind, named
from youju.answering.verification.nearness import nearest_clauses
from youju.answering.verification.outcomes import outcome
from youju.answering.verification.scopes import added
from youju.answering.verification.units import Unit

Rule = Callable[[str, Unit, Profiles], "str | None"]
_NO_PLACE = re.compile(
    r"[一二三四五六七八九十两]县$|[将深化入进对向从在和与及的为被把由到是有了本该乡]"
)
_PREPOSITIONS = "向和从于"
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_COMPARED_YEAR = re.compile(r"(?:比|较|同)((?:19|20)\d{2})(?=年)")
FIVE_YEARS = re.compile(r"十?[一二三四五六七八九]五(?=[”’\"]|计划|期间|时期|规划|末|初)")
MONTH_DAY = re.compile(r"(?<!\d)0?(\d{1,2})月0?(\d{1,2})日")
_PARENT = re.compile(r"[\u4e00-\u9fff]{2,3}[省市](?=[\u4e00-\u9fff]{2,3}[市区县])")
_NOT = re.compile(
    r"尚未|并未|从未|未能|未(?=[\u4e00-\u9fff])(?!来|央|雨)|没有|没能|并非|不是|不再|不得|不会|不能|不可|不予|无法|毫无|拒绝|停止|取消|暂停|\bnot\b|\bno\b"
)
_EMPHATIC = re.compile(
    r"(?:一[刻天日时]也?|从来?|丝毫)(?:没有?|未)(?:放?松|停|懈)|不折不扣|不遗余力|不得不|不能不|没有不"
)
_PLANNED = re.compile(r"即将|力争|拟(?!定)|有望|确保")
_ANY_PLAN = re.compile(
    r"将|要|须|应|目标|预期|预计|计划|确保|力争|拟|有望|规划|努力|争取|保障|保证|推进|加快|加强|打算|安排|准备|得(?=[把让有先加抓])"
)
_WHOLE = re.compile(r"全部|所有|完全|彻底|无一|一律|悉数|全线|全数")
_PARTLY = re.compile(
    r"基本(?!医|养|药|公|生|建|农|农田|单|面|法|国|条|原|制|工|方|路|保|经|思|矛)|大部分|部分(?!省|地|国)|多数|少数|一些|不少"
)
_EXTENT = (
    re.compile(
        r"首(?:个|次|家|条|批|例|创|座|位|届|座)|第一(?![年天月周日]|议题|书记|产业|季度|时间|线|批|次|届|轮|期|医院|附属|中学|小学|、|个|项|步|条|款|责任)|率先|最早|首屈一指|之首|榜首"
    ),
    re.compile(r"唯一|仅有|只有|独一无二"),
    re.compile(r"(?<!至|于)最(?!低|终|后|近|新|美|高人民|少|多)|之最|领先|居首"),
    _WHOLE,
    re.compile(r"全面(?=建成|完成|形成|普及|覆盖|达标)"),
    re.compile(r"翻了?[一两]?[番倍]|成倍|倍增|翻两番"),
    re.compile(r"大幅|急剧|迅猛|飞速|巨大|历史性|史无前例|前所未有|空前"),
    re.compile(r"历史(?=同期|最|新|上|纪录)|史上"),
    re.compile(r"满负荷|超额|提前"),
    re.compile(r"任何|凡是|不论|无论|一概"),
    re.compile(r"原则上"),
    re.compile(r"绝大多数|大多数|大部分|多数"),
    re.compile(r"一半|过半|半数"),
)
_EXTENT_SAME = (
    re.compile(r"首|第一|率先|最早|榜首|前列"),
    re.compile(r"唯一|仅|只"),
    re.compile(r"最|之最|领先|首|第一|新高|新低"),
    re.compile(
        r"全部|全面|所有|百分之百|100%|完全|彻底|根本改|无一|一律|全线|均|都|清零|全覆盖|总和|严禁|不得|不准|凡"
    ),
    re.compile(r"全面|全部|完全|全覆盖"),
    re.compile(r"翻|倍"),
    re.compile(r"大幅|急剧|迅猛|巨大|历史|前所未有|空前|快速|深刻|突破|新高|显著|明显"),
    re.compile(r"历史|有史|历年"),
    re.compile(r"满负荷|超额|提前|超出|达产"),
    re.compile(r"任何|凡|不论|无论|一概|一律|所有|全部|都|均|各"),
    re.compile(r"原则上|一般"),
    re.compile(r"多数|大部分|以上|半"),
    re.compile(r"半|分之|50%"),
)
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,30})[”\"」』》]")
_BESIDE = 2
_PUNCTUATION = re.compile(r"[“”\"‘’'「」『』《》〈〉()（）\[\]【】\s、，,。·\-—]")


def problems(claim: str, unit: Unit, profiles: Profiles, whole: str = "") -> Iterator[str]:
    """``claim``: one assertion, folded, of the claim ``whole``. Yields ``rule:words``."""
    planned = _PLANNED.search(nearest_clauses(claim, unit.text))
    if planned and not _ANY_PLAN.search(whole or claim):
        yield f"outcome:{planned[0]}"
    yield from (f"added:{words}" for words in added(claim, unit.near, unit.around))
    for name, rule in _RULES.items():
        words = rule(claim, unit, profiles)
        if words:
            yield f"{name}:{words}"


def _year(claim: str, unit: Unit, profiles: Profiles) -> str | None:
    named = years_named(claim, unit.profile.periods)
    claimed = [y for y in named if str(y) in claim or not min(named) < y < max(named)]
    before = {year - 1 for year in unit.years} if _LAST_YEAR.search(unit.around) else set()
    for compared in _COMPARED_YEAR.findall(claim):
        if compared not in unit.around and int(compared) not in before:
            return str(compared)
    if not unit.years:
        text = unit.profile.folded
        return next((str(y) for y in claimed if str(y) not in text), None)
    return next((str(year) for year in claimed if year not in unit.years), None)


def _day(claim: str, unit: Unit, _: Profiles) -> str | None:
    """12月19日 where the report has 12月29日."""
    said = {match.groups() for match in MONTH_DAY.finditer(unit.around)}
    told = (match for match in MONTH_DAY.finditer(claim) if match.groups() not in said)
    return next((match[0] for match in told), None) if said else None


def _plan(claim: str, unit: Unit, _: Profiles) -> str | None:
    """“八五” where the unit speaks of “九五” alone."""
    match = FIVE_YEARS.search(claim)
    return match[0] if match and other_plan(claim, unit.text) else None


def _place(claim: str, unit: Unit, profiles: Profiles) -> str | None:
    claim = _PARENT.sub("", claim)
    for mine in unit.profile.places:
        claim = claim.replace(mine, " ")
    said = unit.around + unit.profile.folded[unit.passage.start : unit.passage.end]
    found = places_in(claim, profiles.place_words, profiles.common_words)
    for place in found:
        if any(other in place for other in found if other != place):
            continue
        own = any(place in mine or mine in place for mine in unit.profile.places)
        own = own or is_short_named(place, said)
        if not own and place not in said and not _NO_PLACE.search(place):
            return place
    return None


def _level(claim: str, unit: Unit, _: Profiles) -> str | None:
    if swapped := level_swapped(claim, unit.text):
        return swapped
    other = other_level(claim, nearest_clauses(claim, unit.text))
    if other and other not in unit.text and f"全{other[-1]}" not in unit.profile.levels:
        return other
    near = unit.near.replace("世界", "世界全球国际")
    for match in LEVEL.finditer(claim):
        whole = f"全{next((c for c in '国省市区县' if c in match[0]), '')}"
        if match[0] not in near and whole not in unit.profile.levels:
            return match[0]
    return None


def _office(claim: str, unit: Unit, _: Profiles) -> str | None:
    """A name of the claim must stand in the report, with every office that the claim gives it."""
    text = unit.profile.report.text
    known = unit.profile.names
    named = {claim[a:b] for a, b in names_in(claim) if claim[a] not in _PREPOSITIONS}
    named = {name for name in named if not re.search(rf"(?:同志|[担出现时历兼]){name}", claim)}
    named |= {name for name in known if name in claim and name[0] not in _PREPOSITIONS}
    for name in named:
        places = _places_of(name, text, 0, len(text))
        if not places:
            return name
        start = claim.index(name)
        for office in offices_beside(claim, (start, start + len(name))):
            if not any(holds_office(text, office, (p, p + len(name))) for p in places):
                return f"{office}{name}"
    return None


def _places_of(name: str, text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in re.compile(re.escape(name)).finditer(text, start, end)]


def _direction(claim: str, unit: Unit, _: Profiles) -> str | None:
    return opposed(claim, nearest_clauses(claim, unit.text)) or unborne(claim, unit.near)


def _comparison(claim: str, unit: Unit, _: Profiles) -> str | None:
    return compares(claim, nearest_clauses(claim, unit.text))


def _negation(claim: str, unit: Unit, _: Profiles) -> str | None:
    claim = _EMPHATIC.sub("", claim)
    here = _NOT.search(claim)
    if here and not _NOT.search(unit.text) and not NEGATIVE.search(unit.text):
        return here[0]
    return denied(claim, nearest_clauses(claim, unit.text)) or denies(claim, unit.near)


def _extent(claim: str, unit: Unit, _: Profiles) -> str | None:
    nearest = nearest_clauses(claim, unit.text)
    for one, other in ((_WHOLE, _PARTLY), (_PARTLY, _WHOLE)):
        match = one.search(claim)
        if match and other.search(nearest) and not one.search(nearest):
            return match[0]
    for here, same in zip(_EXTENT, _EXTENT_SAME, strict=True):
        match = here.search(claim)
        is_whole = here is _WHOLE and "全覆盖" not in unit.text
        said = nearest if is_whole else unit.near
        if match and match[0] not in said and not same.search(said):
            return match[0]
    return None


def _quoted(claim: str, unit: Unit, _: Profiles) -> str | None:
    """What the claim puts in quotation marks must stand there to the character."""
    said = _PUNCTUATION.sub("", unit.around)
    passage = _PUNCTUATION.sub("", unit.profile.folded[unit.passage.start : unit.passage.end])
    title = _PUNCTUATION.sub("", unit.profile.report.title)
    for match in _QUOTED.finditer(claim):
        words = _PUNCTUATION.sub("", match[1])
        if words and words not in said and words not in passage and words not in title:
            return match[1]
        if words and _has_another_end(match[1], claim[match.end() :], unit):
            return claim[match.start() : match.end() + _BESIDE]
    return None


def _has_another_end(quoted: str, after: str, unit: Unit) -> bool:
    """“米袋子”市长负责制, where the report has “米袋子”省长 and 市长 of something else."""
    mine = after[:_BESIDE]
    text = unit.text
    ends = {
        text[m.end() : m.end() + _BESIDE] for m in re.finditer(f'{re.escape(quoted)}[”"]', text)
    }
    is_told = len(mine) == _BESIDE and mine.isalpha()
    return is_told and bool(ends) and mine not in ends and f"”{mine}" in text


_RULES: dict[str, Rule] = {
    "year": _year,
    "day": _day,
    "plan": _plan,
    "place": _place,
    "level": _level,
    "kind": kind,
    "altered": altered,
    "named": named,
    "office": _office,
    "direction": _direction,
    "comparison": _comparison,
    "negation": _negation,
    "outcome": outcome,
    "extent": _extent,
    "cause": cause,
    "quoted": _quoted,
}
