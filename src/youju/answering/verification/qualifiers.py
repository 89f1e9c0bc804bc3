"""What must agree whatever the wording: year, place, level, office, direction, negation, outcome,
extent, cause, quoted names. Each rule gives the words of the claim that the report does not bear.

"Near neighbours are what people mean by wrong": a true sentence with one of these swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from youju.answering.people import holds_office, names_in, offices_beside
from youju.answering.periods import is_target, other_plan, years_named
from youju.answering.places import is_short_named, places_in
from youju.answering.profile import Profiles
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
from youju.answering.verification.scopes import added
from youju.answering.verification.units import Unit
from youju.text import Span, clause_spans
from youju.vocabulary import SERIES

Rule = Callable[[str, Unit, Profiles], "str | None"]

_NO_PLACE = re.compile(
    r"[一二三四五六七八九十两]县$|[将深化入进对向从在和与及的为被把由到是有了本该乡]"
)
_PREPOSITIONS = "向和从于"
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_COMPARED_YEAR = re.compile(r"(?:比|较|同)((?:19|20)\d{2})(?=年)")
_FIVE_YEARS = re.compile(r"十?[一二三四五六七八九]五(?=[”’\"]|计划|期间|时期|规划|末|初)")
_MONTH_DAY = re.compile(r"(?<!\d)0?(\d{1,2})月0?(\d{1,2})日")
_PARENT = re.compile(r"[\u4e00-\u9fff]{2,3}[省市](?=[\u4e00-\u9fff]{2,3}[市区县])")
_NOT = re.compile(
    r"尚未|并未|从未|未能|未(?=[\u4e00-\u9fff])(?!来|央|雨)|没有|没能|并非|不是|不再|不得|不会|不能|不可|不予|无法|毫无|拒绝|停止|取消|暂停|\bnot\b|\bno\b"
)
_EMPHATIC = re.compile(
    r"(?:一[刻天日时]也?|从来?|丝毫)(?:没有?|未)(?:放?松|停|懈)|不折不扣|不遗余力|不得不|不能不|没有不"
)
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
_PLANNED = re.compile(r"即将|力争|拟(?!定)|有望|确保")
_ANY_PLAN = re.compile(
    r"将|要|须|应|目标|预期|预计|计划|确保|力争|拟|有望|规划|努力|争取|保障|保证|推进|加快|加强|打算|安排|准备|得(?=[把让有先加抓])"
)
_PLANS = re.compile(r"(?<!原)计划(?=[^生单管经])|预计|力争|目标是")
_AHEAD = re.compile(
    r"将(?!军|士)|计划|目标|预期|预计|力争|拟(?!定)|规划|打算|安排|确保|争取|下一步|有望|尚|推进.{0,8}建设"
)
_OPEN = re.compile(
    r"仍在|即将|正在|在建|建设中|计划|拟(?!定)|将(?!军|士)|预计|力争|规划|争取|尚在|筹备|打算|目标是"
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
_BEARING = re.compile(r"(?P<before>[\u4e00-\u9fff]{2})[东南西北](?P<after>[\u4e00-\u9fff])")
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
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,30})[”\"」』》]")
_INSTITUTION = re.compile(
    r"(?P<kind>公司|集团|大学|学院|医院|中学|(?<!中)小学|校区|院区|街道|社区|大桥|工程|论坛|机场|高铁|铁路|高速|水库|水电站|电站|博物馆|纪念馆|图书馆|体育馆|湿地|公园|广场|新区|开发区|示范区|试验区|保护区|大会|博览会|普查|自贸区|[一二三四五六七八九]厂|(?<=[一二三四五六七八九十])(?:[环期]|号(?![召码角]))|(?<=[\u4e00-\u9fff]{2})(?:[路街桥河湖]|(?<!城)(?<!乡)镇|(?<!农)(?<!乡)村)(?![\u4e00-\u9fff]?[网线灯面段口边域泊民庄级长]))"
)
_HAN_ONLY = re.compile(
    r"(?:(?![年月日的在和与及于把将向对从到是了等为由上才去就住进办建被让给往回来过还有没不也都又或要各所该这那其每条])[\u4e00-\u9fff])+"
)
_BESIDE = 2
_NEARLY = 0.5
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
    said = {match.groups() for match in _MONTH_DAY.finditer(unit.around)}
    told = (match for match in _MONTH_DAY.finditer(claim) if match.groups() not in said)
    return next((match[0] for match in told), None) if said else None


def _plan(claim: str, unit: Unit, _: Profiles) -> str | None:
    """“八五” where the unit speaks of “九五” alone."""
    match = _FIVE_YEARS.search(claim)
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


def _kind(claim: str, unit: Unit, _: Profiles) -> str | None:
    """One of a kind (出口) where the report speaks of another (进口) and not of it."""
    return next(
        (one for series in SERIES for one in series if other_of_kind(one, claim, unit)), None
    )


def other_of_kind(word: str, claim: str, unit: Unit) -> str | None:
    """What of the word's kind the unit speaks of where the claim has the word."""
    if word not in claim or word in unit.near:
        return None
    nearest = _nearest_to(word, claim, unit.text)
    kinds = (series for series in SERIES if word in series)
    return next((o for series in kinds for o in series if o in nearest and o not in claim), None)


def _nearest_to(word: str, claim: str, text: str) -> str:
    """The clauses of ``text`` nearest to the claim, and those nearest to its clause with the word."""
    spans = clause_spans(claim, 0, len(claim))
    own = next((claim[a:b] for a, b in spans if word in claim[a:b]), claim)
    return f"{nearest_clauses(claim, text)}，{nearest_clauses(own, text)}"


def _named(claim: str, unit: Unit, _: Profiles) -> str | None:
    """莲花校区 where the report, in the same place, has 莲湖校区 and no 莲花校区 anywhere."""
    for match in _INSTITUTION.finditer(claim):
        for length in (2, 3):
            start = max(0, match.start("kind") - length)
            name = claim[start : match.end()]
            if len(name) < length + len(match["kind"]) or name in unit.profile.folded:
                break
            if _HAN_ONLY.fullmatch(name) and namesake(claim, (start, match.end()), unit):
                return name
    return None


def namesake(claim: str, place: Span, unit: Unit) -> Span | None:
    """Where the unit's text has another institution of the kind that ``[start, end)`` of the claim
    names: one that is alike, or behind the same words."""
    start, end = place
    name = claim[start:end]
    kind = next((m["kind"] for m in _INSTITUTION.finditer(name) if m.end() == len(name)), "")
    length = len(name) - len(kind)
    before = claim[max(0, start - _BESIDE) : start]
    for match in re.finditer(re.escape(kind), unit.text) if kind else ():
        first = match.start() - length
        other = unit.text[max(0, first) : match.end()]
        if first < 0 or other in claim or not _HAN_ONLY.fullmatch(other):
            continue
        same = sum(a == b for a, b in zip(name[:length], other[:length], strict=True))
        moved = set(name[:length]) & set(other[:length])
        led = unit.text[max(0, first - _BESIDE) : first]
        if same or len(moved) > 1 or (len(before) == _BESIDE and before == led):
            return first, match.end()
    return None


def _altered(claim: str, unit: Unit, _: Profiles) -> str | None:
    """东院区 where the report has 西院区 in the same words."""
    for match in _BEARING.finditer(claim):
        before, after = match["before"], match["after"]
        other = re.search(f"{re.escape(before)}[东南西北]{re.escape(after)}", unit.text)
        if other and match[0] not in unit.around:
            return match[0]
    return None


def _negation(claim: str, unit: Unit, _: Profiles) -> str | None:
    claim = _EMPHATIC.sub("", claim)
    here = _NOT.search(claim)
    if here and not _NOT.search(unit.text) and not NEGATIVE.search(unit.text):
        return here[0]
    return denied(claim, nearest_clauses(claim, unit.text)) or denies(claim, unit.near)


def _outcome(claim: str, unit: Unit, _: Profiles) -> str | None:
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


@lru_cache(maxsize=4096)
def nearest_clauses(claim: str, text: str) -> str:
    """Those clauses of ``text`` that share most with the claim."""
    pairs = {claim[i : i + 2] for i in range(len(claim) - 1)}
    spans = clause_spans(text, 0, len(text))
    shared = [sum(text[i : i + 2] in pairs for i in range(a, b - 1)) for a, b in spans]
    if not shared:
        return text
    bar = _NEARLY * max(shared)
    return "，".join(text[a:b] for (a, b), n in zip(spans, shared, strict=True) if n >= bar)


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


def _cause(claim: str, unit: Unit, _: Profiles) -> str | None:
    match = _CAUSE.search(claim)
    if match and not _CAUSE_SAME.search(unit.around):
        return match[0]
    for given in _GIVEN_CAUSE.finditer(claim):
        if (
            _shared_pairs(given["cause"] or given["pull"] or given["linked"], unit.around)
            < _LEAST_SHARED
        ):
            return given[0]
    purpose = _PURPOSE.search(claim)
    return purpose[0] if purpose and not _PURPOSE_SAME.search(unit.near) else None


def gives_cause(claim: str) -> bool:
    """Whether it says why: that must be borne by itself."""
    return bool(_CAUSE.search(claim) or _GIVEN_CAUSE.search(claim))


def _shared_pairs(text: str, said: str) -> float:
    """Of the text's pairs of characters, the share that is said."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 1.0


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
    "kind": _kind,
    "altered": _altered,
    "named": _named,
    "office": _office,
    "direction": _direction,
    "comparison": _comparison,
    "negation": _negation,
    "outcome": _outcome,
    "extent": _extent,
    "cause": _cause,
    "quoted": _quoted,
}
