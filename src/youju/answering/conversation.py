"""A follow-up question → one that stands alone, by rule; no LLM is needed for the common ones.

Three kinds lean on the turn before: a new value for one of its slots (那2022年呢, 三级的呢), a question
without a subject (增长了多少), and one with a pronoun (它占多少). All others are new questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.places import places_in
from youju.vocabulary import SERIES

TURNS_KEPT = 6
_YEAR = re.compile(r"(?:19|20)\d{2}年?|去年|今年|明年|前年")
_LEAD = re.compile(
    r"^(?:那么|那|还有|另外|再问一下|and|so)[，,\s]*(?:in\s+(?=\d))?|^(?:what|how) about\s+(?:in\s+)?",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:不对|不是|错了|说错了|我说错了|搞错了)[，,。！!\s]*(?:我?(?:问|说|想问|指)的?(?:是)?|应该是|是|回到)?|^(?:我(?:问|说|指)的是)"
)
_BACK = re.compile(r"^(?:回到|还是说|换成|改成)(.{2,8}?)[，,]\s*")
_SLOT = re.compile(r"^(.{1,24}?)(?:呢|怎么样|如何)?[？?。.\s]*$")
_AND_MORE = re.compile(r"(?:那)?还有(?:呢|吗|别的吗|别的呢|什么|哪些)?[？?。]*")
_OF_WHICH = re.compile(r"^(?:其中|里面)(?:的)?")
_ENDS_AS_SLOT = re.compile(r"呢[？?。\s]*$")
_ASKS = re.compile(
    r"多少|几|什么|哪|谁|怎|如何|为何|吗|是否|how|what|who|when|which|why", re.IGNORECASE
)
_ASKING = re.compile(
    r"(?:(?:一共|总共|共)?(?:有|是|为|达到|达|占)?(?:多少|几|什么|哪些|哪|谁|怎么|如何|为什么)|增长了|下降了|吗).*$"
)
_ELLIPTIC = re.compile(
    r"^(?:一共|总共|共|都|还|又|也|主要|其中|当年|全年|同比|比(?:上年|去年)(?:末|底)?)?(?:又|还|都)?"
    r"(?:增长|下降|增加|减少|提高|降低|上升|占|完成|达到|达标|入驻|整合|吸引|投入|办|举办|新增(?:了|多少|几)|建了|建成|是(?:哪|谁|什么|多少|怎|用|在|由)|"
    r"有(?:多少|几|哪|什么)|在(?:哪|什么)|为什么|为何|怎么|具体|详细|哪(?!里的)|什么时候|何时|多少|几(?!乎)|做了|用什么|用了|花了|由谁|谁|"
    r"第[一二三四五六七八九十\d]+[个条项点]?是|境[内外]的|占比|排名|原因|再(?:详细|具体)?(?:说|讲))"
)
_LONGEST_ELLIPTIC = 16
_POINTING = re.compile(
    r"它们的?|它的?|他们的?|他的?|她的?|^其(?!中|他|它|实|余)的?|(?:这|那)(?:个|些|几个|两个|项|类|条|家|批|座|种)?(?:成绩|数字|指标|企业|公司|项目|工作|活动|措施|制度|事|问题|情况)?(?=(?:的|是|有|占|为|在|和|设|做|如|呢|怎|里|都|共|又|了|比|增|下|从|一|几|多|$))|该(?:项|区|市|县|企业|公司|项目)?|上述"
)
_POINTED_AT = re.compile(r"^(?:这|那)(?:个|些|项|类|条|家|座|种)([\u4e00-\u9fff]{2,3})")
_CHITCHAT = re.compile(
    r"^(?:谢谢|多谢|好的?|嗯|你好|您好|再见|辛苦了|明白了?|知道了?|ok|thanks?|hi|hello)[！!。.，,\s\w]{0,6}$",
    re.IGNORECASE,
)
_VERBS = (
    r"(?:优化|创新|谋划|积极|严格|有效|累计|全面|成功|新建|扩建|已经|已)*(?:建立|新增|增加|增长|下降|举办|开展|完成|整合|吸引|投入|入驻|开设|设置|落实|"
    r"承接|建设|建成|应对|巡察|改造|实现|设立|募集|发放|创建|达到|拥有|具备|运营|入选|提升|培训|受理|解决|打造|覆盖|代表)"
)
_TOPIC_END = re.compile(
    rf"(?:{_VERBS}(?:过|了|出)?|做了|干了)?(?:是|有|为|达到|达|了)?(?:第)?(?:多少|几|什么|哪些|哪|怎么|如何|谁|为什么|百分之).*$|(?:了)?吗[？?]?$|[？?。]+$"
)
_COUNT = re.compile(r"(?:多少|几)(?:个|家|条|项|所|座|处|场|次|件|张|名|支|轮|套|户|辆|人|天)?")


@dataclass(frozen=True)
class Turn:
    """``question``: as it was understood, standing alone."""

    question: str
    answer: str = ""


def recent(history: Sequence[Turn]) -> Sequence[Turn]:
    """The last few turns, without small talk."""
    return [turn for turn in history if not _CHITCHAT.match(turn.question)][-TURNS_KEPT:]


def leans_on_history(question: str, history: Sequence[Turn]) -> bool:
    """Whether it needs the turns before to be understood."""
    return standalone_question(question, recent(history)) != question


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """``history``: the turns before, oldest first."""
    asked = question.strip()
    if not history or not asked or _CHITCHAT.match(asked):
        return question
    before = history[-1].question
    corrected = _CORRECTION.sub("", asked, count=1)
    back = _BACK.match(corrected)
    if back:
        before, corrected = _with_slot(before, back[1]), corrected[back.end() :]
    rest = _LEAD.sub("", corrected, count=1).strip("，, ")
    is_marked = rest != asked or bool(_ENDS_AS_SLOT.search(asked))
    if _AND_MORE.fullmatch(asked):
        return f"{_topic(before)}还有哪些？"
    if is_marked and not _ASKS.search(rest):
        slot = _SLOT.match(rest)
        return _with_slot(before, slot[1]) if slot else question
    if len(rest) <= _LONGEST_ELLIPTIC and _ELLIPTIC.match(rest):
        return _with_subject(before, rest)
    if (_POINTING.search(rest) or _POINTED_AT.search(rest)) and not re.match(
        r"这(?:年|一年)", rest
    ):
        return _with_antecedent(before, rest)
    return corrected if corrected != asked and back is None else question


def _with_slot(before: str, item: str) -> str:
    """那2022年呢 after 2023年优良天数是多少 → 2022年优良天数是多少."""
    narrows = item.endswith("的") or bool(_OF_WHICH.match(item))
    item = _OF_WHICH.sub("", item).strip(" 的")
    year = _YEAR.fullmatch(item)
    if year:
        if not _YEAR.search(before):
            return (
                f"{item}{before}" if re.search(r"[\u4e00-\u9fff]", before) else f"{before} {item}"
            )
        found = _YEAR.search(before)
        assert found is not None
        given = item if found[0].endswith("年") == item.endswith("年") else item.removesuffix("年")
        return before.replace(found[0], given, 1)
    there, here = places_in(before), places_in(item)
    if here:
        if there:
            return re.sub(rf"{re.escape(there[0])}[省市]?", item, before, count=1)
        lead = re.match(r"(?:(?:19|20)\d{2}年|全年|年末)?", before)
        cut = lead.end() if lead else 0
        return before[:cut] + item + re.sub(r"^全[市区县省]", "", before[cut:])
    other = _counterpart(before, item)
    if other:
        return before.replace(other, item, 1)
    return _narrowed(before, item) if narrows else _with_thing(before, item)


def _narrowed(before: str, item: str) -> str:
    """城镇的呢 after 全年零售总额是多少 → 全年城镇零售总额是多少."""
    count = _COUNT.search(before)
    if count and len(before[count.end() :].strip("？?。")) > 1:
        return f"{before[: count.end()]}{item}的{before[count.end() :]}"
    lead = re.match(r"(?:(?:19|20)\d{2}年|全年|年末|全市|全区|累计|发放)*", before)
    cut = lead.end() if lead else 0
    return f"{before[:cut]}{item}{before[cut:]}"


def _counterpart(before: str, item: str) -> str | None:
    """What of the question before is of a kind with the item: another of a known series, or a word
    that ends, or begins, alike (三级网格: 二级网格)."""
    for kind in SERIES:
        if any(item == one or item.startswith(one) for one in kind):
            found = [one for one in kind if one in before and not item.startswith(one)]
            named = next((one for one in kind if item.startswith(one)), "")
            if found:
                other = max(found, key=len)
                tail = item[len(named) :]
                return other + tail if other + tail in before else other
    return None


def _with_thing(before: str, item: str) -> str:
    """The thing asked about gives way: what is counted (多少个一级网格), else the subject."""
    count = _COUNT.search(before)
    counted = before[count.end() :].strip("？?。") if count else ""
    if count and len(counted) > 1:
        verb = re.match(r".*?(?=[？?。]|$)", counted)
        tail = ""
        for kept in ("全面运营", "全面投入运营", "在合肥投资", "加快建设"):
            if verb and verb[0].endswith(kept):
                tail = kept
        return f"{before[: count.end()]}{item}{tail}？"
    lead = re.match(r"(?:(?:19|20)\d{2}年|全年|年末|全市|全区|累计)*", before)
    asking = _ASKING.search(before)
    opened = lead[0] if lead else ""
    subject = before[len(opened) : asking.start() if asking else len(before)].strip("？?。")
    tail = _shared_tail(subject, item)
    return f"{opened}{item}{tail}{asking[0] if asking else '？'}"


def _shared_tail(subject: str, item: str) -> str:
    """Of 第一产业增加值 and 第二产业: 增加值; of PM2.5年均浓度 and PM10: 年均浓度."""
    measure = re.search(
        r"(?:年均)?(?:增加值|浓度|产量|产值|总额|零售额|余额|面积|收入|支出|人数|数量|增速|比重|吞吐量|业务量)$",
        subject,
    )
    if measure and not re.search(r"(?:值|量|额|率|数|度|积|入|出)$", item):
        return measure[0]
    return ""


def _with_subject(before: str, rest: str) -> str:
    """增长了多少 after 快递业务量是多少 → 快递业务量增长了多少."""
    topic = _topic(before)
    if not topic:
        return rest
    year = _YEAR.search(rest)
    if year:
        topic = _YEAR.sub("", topic, count=1)
    return f"{topic}{rest}"


def _with_antecedent(before: str, rest: str) -> str:
    """它占多少 after 民生支出是多少 → 民生支出占多少."""
    topic = _topic(before)
    match = _POINTED_AT.search(rest)
    if match is None or match[1] not in before:
        match = _POINTING.search(rest)
    if not topic or match is None:
        return rest
    joint = "的" if match[0].endswith("的") else ""
    return f"{rest[: match.start()]}{topic}{joint}{rest[match.end() :]}"


def _topic(question: str) -> str:
    """The question's subject, with its year and place."""
    plain = _LEAD.sub("", question.strip(), count=1)
    count = _COUNT.search(plain)
    counted = plain[count.end() :].strip("？?。") if count else ""
    topic = _TOPIC_END.sub("", plain, count=1).strip("，, 的？?")
    if count and len(counted) > 1 and counted not in topic:
        thing = re.sub(r"(?:的)?(?:党组织|地方|人)$", "", counted) or counted
        topic = (
            f"{topic}的{thing}"
            if topic and not topic.endswith(("行动", "制度"))
            else topic or thing
        )
    return topic
