"""What a question asks for: the kind of answer, its unit, the thing counted, content words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from youju.lexical import Lexicon
from youju.text import fold
from youju.vocabulary import ASPECTS, FILLERS, is_filler, same_thing


class Kind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    CONTACT = "contact"
    LIST = "list"
    EXPLANATION = "explanation"
    YES_NO = "yes_no"
    OTHER = "other"


MONEY, PEOPLE, AREA, LENGTH, PERCENT, DURATION, COUNT, RANK = [
    "money",
    "people",
    "area",
    "length",
    "percent",
    "duration",
    "count",
    "rank",
]

_UNIT_CLASSES = {
    MONEY: "元 美元 欧元 港元 日元 英镑 卢布 角 分",
    PEOPLE: "人 名 位 人次 口",
    AREA: "亩 平方米 平方公里 平方千米 公顷 亩次",
    LENGTH: "公里 千米 米 厘米 毫米",
    PERCENT: "% ‰ ‱ 百分点 个百分点 个千分点 成 倍",
    DURATION: "年 月 个月 天 日 小时 分钟 秒 周 星期 周年 岁",
}
_CLASS_OF = {unit: name for name, units in _UNIT_CLASSES.items() for unit in units.split()}
_ALIKE = (
    {"家", "户", "个", "所", "座", "处", "间"},
    {"条", "个", "项", "件"},
    {"所", "个", "座", "家", "处"},
    {"次", "场", "起", "件", "轮", "回", "届", "期", "班次"},
    {"件", "个", "起", "条", "项", "次", "宗"},
    {"个", "名", "人", "位"},
    {"张", "个"},
    {"辆", "台", "部"},
    {"套", "户", "个", "万套", "间"},
    {"座", "个", "处"},
    {"公斤", "斤", "吨", "千克"},
)
_ASKED_UNITS = (
    (
        MONEY,
        r"多少(?:亿|万)*(?:美|欧|港|日)?元|多少钱|(?:多少|几)块|多少(?:的)?(?:资金|经费|投资|费用|利润|补贴|补助)|花了多少|花费多少|造价|单价|价格是|(?:金|总|投资|支出|收入|零售|贷款|出口|进口|成交|产)额|总投资|经费|净利润",
    ),
    (
        PERCENT,
        r"百分之几|百分之多少|(?:几|多少)个(?:百分)?点|百分点|增速|增长率|增幅|涨幅|降幅|跌幅|幅度|比例|占比|比重|(?:增长|上升|下降|提高|降低|减少|上涨|涨)(?:了)?(?:多少|几)(?:[？?，,。]|$)|占(?!地).{0,12}(?:多少|几成)|.{1,6}率(?:是|为|有|达|到|多|升|降|$)|涨了百分|几成|几倍",
    ),
    (
        PEOPLE,
        r"多少(?:万|亿)?(?:人|名|位)|几(?:个|名|位)人|人数|几口人|多少(?:\w{0,4})(?:学生|居民|毕业生|老人|农民|职工|群众|游客|劳动力|人口|运动员|工作人员|老头)",
    ),
    (AREA, r"多大面积|面积|占地|多少(?:万|亿)?(?:亩|平方米|平方公里|公顷|平米|平)"),
    (LENGTH, r"多少(?:万|亿)?(?:公里|千米|米)|多长(?!时间)|里程|总长|长度"),
    (DURATION, r"多长时间|多久|(?:几|多少)(?:个月|年|天|小时|分钟|岁)|工期|多大岁数|年限"),
    (RANK, r"第几|排名|排第|位居|位次|名次"),
)
_ASKED_UNITS_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _ASKED_UNITS)
_CLASSIFIER = re.compile(
    r"(?:多少|几)(?:万|亿|百|千)?(个(?!百分点|点)|家|条|项|所|座|处|场|次|件|起|台|辆|套|户|张|轮|级|种|类|批|期|部|架|列|艘|"
    r"篇|册|块|枚|届|吨|公斤|斤|千瓦|千瓦时|立方米|头|只|棵|株|间|栋|片|标箱|倍)(?:以上的?|左右)?的?"
    r"([\u4e00-\u9fff]{0,6})"
)
_FIGURE = re.compile(
    r"多少|(?<!哪)几(?!乎|何|十|位|天|年|月|号|个字)|多大|多高|多长|多久|百分之|第几|率是|率为|率有多|"
    r"how (?:many|much|fast|long|large|big)|what (?:percent|rank|share)|"
    r"what (?:was|is|were|are) the (?:\w+ ){0,3}(?:gdp|gnp|total|number|rate|amount|value|growth|population|output|area)"
)
_FIGURE_NOUN = re.compile(
    r"总数|人数|数量|总量|总额|数字|增幅|增速|占比|比重|比例|面积|规模有|gdp|growth|rate\b|population"
)
_WHY = re.compile(r"为什么|为何|为啥|原因|怎么算|why\b")
_DATE = re.compile(
    r"什么时候|何时|哪一?年|哪一?天|哪(?:个|一)?月|几月|几号|啥时候|日期|年月日|什么时间|哪一?日|when\b|what date|which year"
)
_PERSON = re.compile(
    r"(?:人|领导|[运队组演球]员|[长任席]|代表|专家|教授|院士|英雄|冠军|选手|师).{0,4}(?:叫什么|叫啥|名字|姓甚)|"
    r"(?:书记|[市区县省镇局部厅院校行厂所会]长|主席|主任|总理|总统|总督|总设计师|航天员|记者|作者).{0,8}(?:叫什么|叫啥|名字|哪个人)|"
    r"是谁|谁(?:是|写|做|作|来|给|向|在|当|主持|的)|由谁|哪位|哪一位|哪个人|(?:长|记|人|者|员|同志|席|任|理)(?:的名字|叫什么|叫啥)|姓名|姓什么|的人叫什么|叫啥名|是哪个$|who\b"
)
_CONTACT = re.compile(
    r"(?:打|拨|哪个|什么|多少|联系|举报|咨询).{0,6}(?:电话|号码|热线|邮箱|网址|地址|邮编)|(?:电话|邮箱|网址)(?:是|多少)|(?:phone|e-?mail)\b"
)
_LIST = re.compile(
    r"哪些|哪几|哪(?:两|三|四|五|六|七|八|\d+)(?:个|项|家|条|方面|大|种|类|类|座|所)?|有什么|都有|包括(?:什么|哪)|"
    r"分别(?:是|指|为)|列举|列出|什么(?:毛病|问题|内容|方面|措施|举措|赛事|特色|工作|任务|要求)|几个字|which\b|list\b"
)
_EXPLANATION = re.compile(
    r"怎么|怎样|如何|咋|为什么|为何|为啥|原因|凭什么|靠什么|用什么|通过什么|什么(?:办法|手段|方式|载体|途径|目的|作用)|图的是|"
    r"意义|做了什么|干了什么|情况|干得|进展|效果|why\b|how (?:does|do|did|is|are|will|was|were|can)\b"
)
_YES_NO = re.compile(
    r"吗[？?。！]*$|是否|是不是|有没有|会不会|能不能|了没(?:有)?[？?呀啊]*$|没[？?]*$|不[？?]$"
)
_INTERROGATIVE = re.compile(r"多少|几(?!乎)|什么|哪|谁|怎|如何|为何|为啥|咋|多[大高长久]|第几")
_COUNTED = re.compile(
    r"(?:多少|几)(?!个|家|条|项|所|座|处|场|次|件|元|亿|万|人|名|%|公里|亩|年|天|月)([\u4e00-\u9fff]{2,6})"
)
_PLURAL = re.compile(
    r"分别|各(?:是|有|为|多少|自|花)|以及|\band (?:how|what)\b|和.{1,12}(?:多少|几)|多少.{1,16}(?:多少|几)|几.{1,16}(?:多少|几)"
)
_CHANGE = re.compile(
    r"(?<!占)比(?![重例值]).{1,8}[多少高低](?!于)|[增涨降跌]幅|"
    r"(?:增长|增加|上升|提高|上涨|下降|减少|降低|下跌|变|[多少涨跌降掉增减])[了出]?\w?了?(?:多少|几|百分)"
)
_SHARE = re.compile(r"占(?!地)|比重|比例|几成")
_OFFICE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,2}[委协会院部局厅办处科组府]|副)?"
    r"(?:书记|市长|区长|县长|省长|镇长|主席|主任|局长|部长|厅长|院长|校长|总理|总统|总督|董事长|总经理|总裁|总设计师|"
    r"总工程师|秘书长|检察长|行长|厂长|所长|会长|理事长|记者|通讯员|作者|编辑|负责人|联系人|航天员|宇航员|董事|监事|总监|"
    r"会计师|审计师|组长|队长|主持人|秘书|法定代表人|教授|院士|创始人|首席执行官)"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")


@dataclass(frozen=True)
class Term:
    """A content word of the question: its weight, and other words for the same thing."""

    word: str
    weight: float
    others: tuple[str, ...]
    known: bool

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """Neighbouring characters of a word of three or more."""
        if len(self.word) < 3:
            return ()
        return tuple(first + second for first, second in pairwise(self.word))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        return (self.word, *self.others)


@dataclass(frozen=True)
class Question:
    """A normalised question, taken apart."""

    text: str
    kind: Kind
    units: frozenset[str]
    classifier: str | None
    counted: str
    asked_items: int
    terms: tuple[Term, ...]
    items: tuple[tuple[Term, ...], ...]
    """What several figures are asked of (出口和进口各是多少), if they are listed."""
    head: tuple[Term, ...]
    """Of a question for a figure, the thing that it is the figure of."""
    asks_change: bool
    """How much more or less, and not how much."""
    asks_share: bool
    """How much of a whole."""
    offices: tuple[str, ...]
    """Offices with what stands before them: 纪委书记."""
    is_chinese: bool

    @property
    def plural(self) -> bool:
        return self.asked_items > 1

    @cached_property
    def things(self) -> tuple[Term, ...]:
        return _things(self.terms)


def analyse(text: str, lexicon: Lexicon) -> Question:
    """``text`` is normalised (see ``query.normalise_question``)."""
    folded = fold(text)
    classifier = _CLASSIFIER.search(folded)
    units = frozenset(name for name, pattern in _ASKED_UNITS_COMPILED if pattern.search(folded))
    if classifier and _CLASS_OF.get(classifier[1]):
        units |= {_CLASS_OF[classifier[1]]}
    thing = _COUNTED.search(folded)
    counted = classifier[2] if classifier else thing[1] if thing else ""
    terms = tuple(content_terms(folded, lexicon, counted))
    return Question(
        text=text,
        kind=_kind(folded),
        units=units,
        classifier=classifier[1] if classifier else None,
        counted=counted,
        asked_items=_asked_items(folded),
        terms=terms,
        items=_items(folded, terms),
        head=_head(folded, terms, counted),
        asks_change=bool(_CHANGE.search(folded)),
        asks_share=bool(_SHARE.search(folded)),
        offices=tuple(dict.fromkeys(m[0] for m in _OFFICE.finditer(folded))),
        is_chinese=bool(re.search(r"[\u4e00-\u9fff]{2}", text))
        and not re.search(r"[a-z]+ [a-z]+ [a-z]+", folded),
    )


def _items(text: str, terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], ...]:
    """The content words of each part of a listing, or of each half of a double question."""
    if not _PLURAL.search(text):
        return ()
    parts = re.split(r"、|和|及|以及|与|，|,|；|还有|\band\b|多少|几", text)
    found = [
        tuple(term for term in terms if len(term.word) > 1 and term.word in part) for part in parts
    ]
    return tuple(item for item in found if item)


def _things(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """What is asked about, without what is asked of it; all words where there is nothing else."""
    return tuple(term for term in terms if term.word not in ASPECTS) or terms


def _head(text: str, terms: tuple[Term, ...], counted: str) -> tuple[Term, ...]:
    """The thing counted (多少名运动员), else the last content word before 是多少."""
    named = tuple(term for term in terms if counted and term.word in counted)
    if named:
        return named
    asked = _FIGURE.search(text)
    if asked is None:
        return ()
    before = [(text.rfind(term.word, 0, asked.start()), term) for term in _things(terms)]
    placed = [(place, term) for place, term in before if place >= 0 and len(term.word) > 1]
    return (max(placed, key=lambda pair: pair[0])[1],) if placed else ()


def _asked_items(text: str) -> int:
    """How many answers are asked for at once: the parts of a list, or of a double question."""
    if not _PLURAL.search(text):
        return 1
    return max(2, len(re.findall(r"、|和|及|与|还有|\band\b", text)) + 1)


def _kind(text: str) -> Kind:
    if _YES_NO.search(text) and not _INTERROGATIVE.search(text):
        return Kind.YES_NO
    if _WHY.search(text):
        return Kind.EXPLANATION
    for kind, pattern in (
        (Kind.CONTACT, _CONTACT),
        (Kind.PERSON, _PERSON),
        (Kind.DATE, _DATE),
        (Kind.FIGURE, _FIGURE),
        (Kind.LIST, _LIST),
        (Kind.EXPLANATION, _EXPLANATION),
        (Kind.FIGURE, _FIGURE_NOUN),
        (Kind.YES_NO, _YES_NO),
    ):
        if pattern.search(text):
            return kind
    return Kind.OTHER


_UNKNOWN_LATIN = 0.3
"""Of an English word that the vocabulary has no Chinese word for."""
_ASPECT = 0.5
"""Of what is asked of a thing, beside the thing: many a sentence tells of growth and of measures."""


def _words(text: str, lexicon: Lexicon) -> list[str]:
    """The question's words; characters that make no known word are put together into one, and a
    mistyped word is read as the one of the index that it must be (科技形企业: 科技型企业)."""
    words: list[str] = []
    unknown: list[bool] = []
    for word in lexicon.cut_plain(text):
        single = len(word) == 1 and "\u4e00" <= word <= "\u9fff" and word not in FILLERS
        if single and unknown and unknown[-1]:
            words[-1] += word
        else:
            words.append(word)
            unknown.append(single)
    for index in (i for i, strange in enumerate(unknown) if strange):
        for first, last in ((index, index + 2), (index - 1, index + 1), (index, index + 1)):
            meant = lexicon.near_words("".join(words[max(0, first) : last]))
            if meant:
                words[max(0, first) : last] = [meant[0]] + [""] * (last - max(0, first) - 1)
                break
    return [word for word in words if word]


def content_terms(text: str, lexicon: Lexicon, counted: str = "") -> list[Term]:
    """Content words of a folded text, weighted by how rare they are in the index."""
    words = _words(text, lexicon)
    quoted = {fold(match[1]) for match in _QUOTED.finditer(text)}
    terms = []
    for word in dict.fromkeys(words):
        if is_filler(word):
            continue
        known = word in lexicon.document_frequencies
        weight = lexicon.inverse_document_frequency(word)
        if len(word) == 1:
            weight *= 0.4
        if any(word in quote for quote in quoted) or word in counted:
            weight *= 1.5
        others = same_thing(word)
        if word.isascii() and word.isalpha() and not known and not others:
            weight *= _UNKNOWN_LATIN
        terms.append(Term(word, weight, others, known))
    if all(term.word in ASPECTS for term in terms):
        return terms
    return [replace(t, weight=t.weight * _ASPECT) if t.word in ASPECTS else t for t in terms]


def fits_unit(unit: str, question: Question) -> bool:
    """Whether a figure's unit can be what the question asks for."""
    if not question.units and not question.classifier:
        return True
    if question.units and not unit:
        return False
    if RANK in question.units:
        return unit in ("位", "名", "次", "届", "连冠", "号", "")
    kind = _CLASS_OF.get(unit, COUNT)
    if kind in question.units:
        return True
    if question.classifier:
        wanted = question.classifier
        return unit == wanted or (not unit) or any({unit, wanted} <= alike for alike in _ALIKE)
    return not unit


def is_percent(unit: str) -> bool:
    return _CLASS_OF.get(unit) == PERCENT
