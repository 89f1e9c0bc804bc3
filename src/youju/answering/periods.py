"""Which years a question asks about, and which year a sentence of a report speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from youju.model import Passage, Report
from youju.text import fold, parse_chinese_numeral

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=\s*年|年度|[—\-–~至到](?:19|20)\d{2})|(?<!\d)((?:19|20)\d{2})(?!\d|\.\d|[亿万元个人])"
)
_CHINESE_YEAR = re.compile(r"([一二][〇○零一二三四五六七八九]{3})(?=年)")
_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:底|末|初)?\s*[—\-–~至到]+\s*((?:19|20)\d{2})")
_LATEST_YEAR_RANGE = 30
_LAST_YEAR = re.compile(r"去年|上年度|过去一年|过去的一年|一年来|上一年")
_THIS_YEAR = re.compile(r"今年|本年度")
_NEXT_YEAR = re.compile(r"明年|下一年|下年")
_FIVE_YEAR_PLAN = re.compile(r"(十?[一二三四五六七八九])五(?=[”’]|计划|期间|时期|规划|末|初)")
_COMPARED = re.compile(
    r"(?:比|较|同)(?:上一?|去|前一?)年|(?:比|较)\d{4}年|\d{4}年以来|上年(?:结转|末)"
)
_TARGET = re.compile(
    r"目标|预期|力争|计划|拟|将要|打算|确保|左右$|以上$|以内$|规划|安排|任务是|着力|(?:^|，|,)要|建议|争取|努力"
)
_PLAN_HEADING = re.compile(
    r"任务|目标|打算|安排|部署|建议|总体要求|政策取向|计划|下一步|展望|思路|重点工作|的工作$"
)
_PAST_HEADING = re.compile(r"回顾|总结|成就|完成情况|执行情况|主要成绩|一年来")
_WORK_REPORT = re.compile(r"政府工作(?:的)?报告|向大会(?:作|报告)")
_HEAD = 250
_LATE_IN_YEAR = 10


@dataclass(frozen=True, slots=True)
class Periods:
    """The year that a report looks back on, and the one that it plans (or the same one)."""

    outcome: int | None
    plan: int | None


def years_in(text: str) -> list[int]:
    """Years named in digits or Chinese numerals; a range counts with all its years."""
    folded = fold(text)
    years = [int(m[1] or m[2]) for m in _YEAR.finditer(folded)]
    for match in _CHINESE_YEAR.finditer(folded):
        value = parse_chinese_numeral(match[1])
        if value is not None:
            years.append(int(value))
    for match in _RANGE.finditer(folded):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _LATEST_YEAR_RANGE:
            years += range(first, last + 1)
    return list(dict.fromkeys(year for year in years if 1900 <= year <= 2100))


def periods_of(report: Report) -> Periods:
    """A work report read out early in its year looks back on the year before."""
    reviewed = _headed(report, _PAST_HEADING)
    if reviewed:
        plan = _headed(report, _PLAN_HEADING) or (reviewed + 1 if _reads_out(report) else None)
        return Periods(reviewed, plan if plan != reviewed else reviewed + 1)
    titled = years_in(report.title)
    dated = years_in(report.date or "")
    head = years_in(report.text[:400])
    named = titled or dated or head
    if not named:
        return Periods(None, None)
    year = named[0]
    month = re.search(r"年(\d{1,2})月", report.date or "")
    late = bool(month and int(month[1]) >= _LATE_IN_YEAR and dated and dated[0] == year)
    if _reads_out(report) and not late:
        return Periods(year - 1, year)
    return Periods(year, None)


def _reads_out(report: Report) -> bool:
    """A work report that is read out to a congress: it looks back, then ahead."""
    return bool(_WORK_REPORT.search(f"{report.title}\n{report.text[:_HEAD]}"))


def _headed(report: Report, pattern: re.Pattern[str]) -> int | None:
    """The year in a heading such as 2023年工作回顾."""
    for section in report.sections:
        if section.level < 3 and pattern.search(section.title) and years_in(section.title):
            return years_in(section.title)[0]
    return None


def asked_years(question: str, periods: Periods) -> list[int]:
    """Years that the question names; 去年, 今年 and 明年 as the report would mean them."""
    question = _COMPARED.sub("", question)
    years = years_in(question)
    this_year = periods.plan or periods.outcome
    if not years and this_year:
        years = _relative(question, this_year, periods)
        ahead = not periods.plan and years and asks_for_target(question)
        years += [this_year + 1] if ahead or _NEXT_YEAR.search(question) else []
    return years


def other_plan(question: str, sentence: str) -> bool:
    """“六五” is asked about, and the sentence speaks of “七五” alone."""
    asked = _plans_in(question)
    if not asked:
        return False
    spoken = _plans_in(sentence)
    return bool(spoken and not asked & spoken)


@lru_cache(maxsize=1024)
def _plans_in(text: str) -> frozenset[str]:
    return frozenset(_FIVE_YEAR_PLAN.findall(text))


def asks_for_target(question: str) -> bool | None:
    """True: a target or plan is asked for; False: an outcome; None: the question leaves it open."""
    if re.search(
        r"目标|预期|原来规定|原定|年初定|计划(?:再|新|要|在|规定|达到|安排|完成)|打算|准备|力争|将(?:要|会|在)|会不会|要在",
        question,
    ):
        return True
    if re.search(r"实际|完成了|达到了|最后|最终|结果", question):
        return False
    return None


def is_target(sentence: str, passage: Passage) -> bool | None:
    """Whether a sentence states a plan (True), an outcome (False), or cannot be told (None)."""
    for title in reversed(passage.section):
        if _PAST_HEADING.search(title):
            return bool(re.search(r"计划(?:规定|要求)|原定|预期目标|要从|提出.*要", sentence))
        if _PLAN_HEADING.search(title):
            return True
    return True if _TARGET.search(sentence) else None


@lru_cache(maxsize=4096)
def years_named(text: str, periods: Periods) -> tuple[int, ...]:
    """Years that a clause names outright, or as 今年 or 去年."""
    text = _COMPARED.sub("", text)
    return tuple(years_in(text) or _relative(text, periods.plan or periods.outcome, periods))


def spoken_years(report: Report, passage: Passage, start: int, periods: Periods) -> list[int]:
    """Years that the sentence at ``start`` speaks of: its own, else those before it, else default.

    ``[]`` where nothing tells.
    """
    text = report.text
    end = next((b for a, b in passage.sentences if a <= start < b), passage.end)
    sentence = _COMPARED.sub("", text[start:end])
    own = years_in(sentence)
    if own:
        return own
    this_year = periods.plan or periods.outcome
    relative = _relative(sentence, this_year, periods)
    if relative:
        return relative
    paragraph = text.rfind("\n", 0, start) + 1
    context = years_in(_COMPARED.sub("", text[paragraph:start]))
    for title in reversed(passage.section):
        if years_in(title):
            return [*years_in(title), *context]
    target = is_target(text[start:end], passage)
    if periods.outcome is None:
        return context
    if target and periods.plan:
        return [periods.plan, *context]
    both = target is None and periods.plan is not None
    return [periods.outcome, *([periods.plan] if both and periods.plan else []), *context]


def _relative(text: str, this_year: int | None, periods: Periods) -> list[int]:
    if this_year is None:
        return []
    last = [this_year - 1 if periods.plan else this_year] if _LAST_YEAR.search(text) else []
    return last + ([this_year] if _THIS_YEAR.search(text) else [])
