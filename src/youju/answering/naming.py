"""What a figure is called in a table: the noun phrase beside it, without verbs and connectives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

LONGEST = 24
CLASSIFIERS = frozenset(
    "个 家 户 名 位 条 项 座 所 张 场 次 件 起 宗 辆 台 套 艘 架 列 趟 班 部 册 篇 例 批 种 类 款 期 轮 "
    "支 枚 颗 只 头 匹 株 棵 片 块 幅 栋 幢 间 门 处 对 份 封 席 盏 桩".split()
) | {""}
"""Units behind which stands what is counted."""
SPANS = ("年", "个月", "周年")
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年"
_DATED = re.compile(rf"{_YEAR}[底末初]?的?$")
_BRACKETED = re.compile(r"[(（][^()（）]{0,60}[)）]|\[\d{1,3}\]")
_COMPARED = re.compile(
    rf"[比较同与](?:上一?年|去年|前一?年|{_YEAR}|年初|上[月届]|计划|预算|同期|“?[^“”，,]{{1,5}}”?(?:期间|时期))(?:同期|初|末|底|的)*(?:相比|比较)?|同比|环比"
)
_THAN = re.compile(r"[比较超](?=[^，,。；]{1,15}$)")
_BOUND = r"超过|突破|大约|(?<![节公条])约|(?<![最附邻])近|接近|将近|不少于|不低于|不超过|不到|不足|至少|低于|高于|逾|超出?|多达|高达"
_ABOUT_BEFORE = re.compile(rf"({_BOUND})[了达到]*$")
_ABOUT_AFTER = re.compile(r"以上|以下|左右|以内|之内|上下")
_TO = "(?:[到至]|为(?!主))"
_MOVE = (
    r"(?:增长|下降|上升|提高|减少|增加|降低|上涨|下跌|回落|下滑|回升|扩大|缩小|收窄|提升|升高|净增|新增|净减|"
    r"多增|少增|压减|压缩|削减|增产|减产|增收|缩短|递增|递减|翻|快于|(?<!不)高于|(?<!不)低于|减轻|精简|下调|上调|(?<=[上下同比年])[增减升降]|"
    r"(?:调整|发展|转变|变|降|减|升|增|降低|减少|缩短)(?=[到至为]))"
)
_MOVED = re.compile(
    rf"(?P<move>{_MOVE})(?P<to>{_TO}|率?达到?|[了近约超逾出于]|超过|大约|幅度|接近|将近|不到)*$"
)
_THAN_BY = re.compile(r"(?P<move>[高低快慢多少])[出于了]*$")
_COMES_TO = re.compile(rf"(?:{_TO}|达到)[了近约]?$")
_TAIL = re.compile(
    rf"(?:{_BOUND}|[由从]?{_YEAR}|连续|仍|(?<!所)以|又|实际|每[年天月日]|达到?|(?<![行作认视])为|(?<!尤其)是|就|已经?|仅|只|均(?!$)|都|还|完成|实现|累计|共计|合计|总计|(?<!公)共|"
    r"(?:保持|稳定|控制|维持)在?|增至|升至|降至|(?:调整|增加|提高|下降|上升|扩大|发展|减少|增长)[到至为]|"
    r"(?<![所含])有|至|到|了|的|各|也|净|再|先后|首次|历史性|分别|(?<!理)由|(?<![服随])从|可|将|要|(?<![首开])创|(?<![现存所])在|其中|每年|年均|平均|每|"
    r"[:：，,、。；;\s—\-–~～“‘\"+×(（)）])+$"
)
_RANK_TAIL = re.compile(
    r"(?:继续|连续|跃|均|分别|稳)?(?:重返|成为?|居|列|排名?|升至?|跃至|前进到?)?[在至到]?(?:全[省市国区县球]|世界|国内)?"
    r"(?:各?[省市区县、（）]{0,6})?(?:前列)?(?:居|列|排名?|名列|位次|名次)?$"
)
_LEAD = re.compile(
    rf"连续|是(?!否)|“?十?[一二三四五六七八九]五”?(?:期间|时期|计划)|(?:截[至止])?到?(?:{_YEAR}|今年|去年|上年|当年|明年|本年)(?:年?[末底初]|度|\d{{1,2}}月)?(?:为止)?|截[至止]到?|到?(?:目前|当前|现在)(?:为止)?|"
    r"全年|年[末底]|期末|[一两三四五六七八九十]+年来?(?:间|中(?![央国部小东])|内|里)?(?=[，,\u4e00-\u9fff])|过去[一五]年|这[五几]年|"
    r"[一二三四1234上下]+季度|上半年|下半年|报告期内?|近年来|每年|年均|平均每[年人]|"
    r"全[市区县省国镇](?!性)|我[市区县省国]|其中|分别|累计|共计|合计|总计|共(?![同享青产建有])|已经?|还(?!款)|也|均(?!衡)|都(?!市)|又|再(?!生|就)|"
    r"先后|继续|进一步|积极|大力|稳步|有序|扎实|深入|持续|着力|不断|基本(?!养老|医疗|公共|建设|农田|生活|药)|超额|提前|顺利|成功|圆满|"
    r"预计|力争|确保|计划(?!生)|将(?!军)|要(?!素)|并(?!网)|且|同时|而|及|以及|和(?!谐)|与|另外?|含(?!量)|包括|仅|约|近(?![年海])|就(?!业)|"
    r"有(?![效色机限线关])|使|把|对(?![外口])|按|以(?![色])|全面(?=[完实建])|努力|争取|优化设置|按[^，,按]{1,8}(?:口径|价格)(?:计算)?|扣除[^，,]{1,8}因素|完成(?!.{0,8}(?:任务|计划|目标|预算)的$)|实现|拥有|共有|现有|达到|取得|"
    r"仍然?|由于|经过|通过(?![率])|从(?!业)|由|在(?![建职校线])|[，,、。；;:：\s”’的了]"
)
_PART = re.compile(r"[，,、：:\s]*其中")
_ADDED = re.compile(
    r"新[增建开签认培引设登](?:通|工|约|定|育|进|立|记)?|新改扩?建|新建成|净增|增加|减少|改造|改扩建|建成|引进|培育|关闭|淘汰|取消|年产|"
    r"取缔|拆除|创建|修建|修复|开通|认定|获批|整治|盘活|打造|化解|查处|整改|退出"
)
_VERBS = (
    "举办|开展|组织|完成|建立|建成|实施|安排|投入|形成|解决|发放|支持|新建|新增|实现|拥有|培育|引进|打造|推进|推动|落实|达到|取得|召开|"
    "受理|办理|带动|吸引|设立|承办|创建|制定|修订|出台|提供|改造|整合|筹集|拨付|减轻|减免|降低|提高|提出"
)
_LAST_VERB = re.compile(rf".*(?:{_VERBS})(?=[\u4e00-\u9fff“”、]{{2,}}$)")
_AFTER_LAST = tuple(re.compile(rf".*{mark}(?=.{{2,}}$)") for mark in "的等中、")
_ENDED = re.compile(
    r"全部|正在|保持|出现|呈|增长|基本|具备|已|均|都|加快|建成|完成|投入|投产|落地|开工|竣工|运营|纳入|得到|实现|达到?|被|顺利|启动|推进|签约|参加|获|入选|"
    r"全面|集中|有序|稳步|成功|通过|进入|参与|接受|享受|使用|将|(?<![主重需必])要(?!素)|(?<![智功性职机可节技产万])能(?![源力耗])|是|为|有(?![色机限线效关])|在(?![建职校线])|向|对(?!外)|从(?!业)|"
    r"与|及|以及|并(?!网)|而|也|还|先后|分别|合计|提前|持续|不断|恢复|总体|初步|相继|陆续|扎实|建设$|需|应(?!急|用)|脱贫|摆脱|增(?![发值收])|超|突破|上榜|下降|减|上升|提高|"
    r"居(?!民|家|住)|占|由|以|到|不(?!动产)|受益|竞相|来|申报|实行|首发|挂牌|升级|的"
)
_STOPS = re.compile(
    r"以[上下内]|左右|的|以|及|等|和|与|为|是|比|中(?![小学心外央国医药等])|内|里(?!程)|外(?![贸资商国出])|来|之|时|后|前|间|上(?![市海岗规])|下(?![岗乡属设])|者|多|余|[\s\W]"
)
_ONE_CHARACTER = frozenset("人村省市县区国厅站园店厂")
_NO_NAMES = frozenset(
    "降 减 高 低 即 这 那 前 后 来 长 长达 除 比 转 代 内 外 上 下 点 · ． . 等 前的 开始 抓好 会 这些 我们 它 他们 其 方面".split()
)
_RATE = re.compile(r"(?:率|速度|比例|份额|增速|幅度)$")
_GIVES = re.compile(r"(?:使|让|为|对|给|把|向|帮助|组织)$")
_DEED = re.compile(r"具[有备]|拥有|位于|投资|年|带动|关系|影响|涉及|列入|符合|连续|达")
_BARE = re.compile(
    r"(?:投入|运营|建成|开工|竣工|完工|投产|答复|办结|开展|举办|受理|完成|覆盖|惠及|通过|涉及|达标|投运|启用|改造|建设|实施|新建|新增|续建|"
    r"增加|减少|入驻|注册|签约|落地|培育|安排|发放|整改|查处|解决|获批|通车|交付|成为|获得|组织|召开|达|用|需)+"
)
_RELATIVE = re.compile(
    r"(?:平均|年均)?(?:总量占.{2,}|折合|增速|增幅|降幅|涨幅|总量|总数|总额|总值|总规模|占比|比重|所占比重|占.{2,}|完成.{2,}|覆盖率|余额|均价|产量|产值)$"
)
_ORDINAL = re.compile(r"(?:第)?([一二三四五六七八九十])(.*)")
_MEASURED = re.compile(
    r"(?:保险)?(?:参保)?人数$|(?:零售|销售|成交|进出口|总)额$|(?:用电|增加|总产|产)[量值]$|(?:投资|收入|支出|价格|余额|面积|指数|增速|产能|浓度|比重)$"
)
_ASIDE = re.compile(
    r"按|扣除|剔除|[比较同与](?:上|去|19|20|一)|同口径|折合|初步核算|根?据|为了?|经|如|其中|截至|到|由于|在|从|超额|创|再|同比|主要|全面|"
    r"当年|今年|去年|一年来|过去|[三五]年来|总的|各位|同时|首先|其次"
)


@dataclass(frozen=True, slots=True)
class Name:
    """``words``: empty where the figure has no subject of its own; ``move``: the word of change
    before it (增长); ``comes_to``: what it states is what the change came to (增长到)."""

    words: str
    move: str = ""
    comes_to: bool = False
    is_part: bool = False
    """Of what was named before: 其中."""
    moved_at: int = 0
    """Where in the words before the figure those of change begin."""

    @property
    def is_relative(self) -> bool:
        """A share, a rate or a deed, of what was named before."""
        return bool(_RELATIVE.match(self.words) or _BARE.fullmatch(self.words))


def name_of(before: str, after: str, unit: str) -> Name:
    """Of a figure with these words of its own before and behind it."""
    is_part = bool(_PART.match(before))
    before = _DATED.sub("", before.rstrip())
    rest = "" if before.rstrip().endswith(("、", "，", ",")) else _blanked(before)
    if unit == "位":
        return Name(_short(_cleaned(_RANK_TAIL.sub("", rest.rstrip()))), is_part=is_part)
    counted = _counted(after) if unit in CLASSIFIERS or not _has_noun(rest) else ""
    if unit == "%" and after.startswith("的"):
        share = _counted(after[1:])
        counted = share if not rest or _RATE.search(share) else ""
    if unit in SPANS and not _cleaned(rest) and not _MOVED.search(rest.rstrip()):
        return Name(_short(_cleaned(after)), is_part=is_part)
    if counted:
        return Name(f"{_added(rest)}{counted}"[:LONGEST], is_part=is_part)
    name = _moved(rest) or Name(_short(_cleaned(_COMPARED.sub("", rest))))
    return replace(name, is_part=True) if is_part else name


def _moved(rest: str) -> Name | None:
    """Of words that end in those of a change: 优良天数比上年增加."""
    moved = _MOVED.search(rest.rstrip())
    compared = _COMPARED.search(rest)
    if not moved:
        than = _THAN.search(rest)
        moved = _THAN_BY.search(rest.rstrip()) if than else None
        compared = compared or (than if moved else None)
    if not moved:
        return None
    begins = min(compared.start(), moved.start()) if compared else moved.start()
    words = _COMPARED.sub("", rest[: moved.start()]) if begins else ""
    if moved.re is _THAN_BY:
        words = rest[:begins]
    comes_to = bool(_COMES_TO.search(moved[0]))
    return Name(_short(_cleaned(words)), moved["move"], comes_to, moved_at=begins)


def subject_of(clause: str) -> str:
    """What a clause without figures speaks of; empty for an aside (按可比价格计算)."""
    clause = clause.strip()
    return "" if _ASIDE.match(clause) else _short(_cleaned(_blanked(clause)))


def item_name(item: str) -> str:
    """Of one of a list that is told 分别."""
    return _short(_cleaned(_COMPARED.sub("", _blanked(item))))


def item_names(items: Sequence[str]) -> list[str]:
    """Of a list that is told 分别: 新能源汽车、智能手机零售额, 第一、二、三产业."""
    names = [item_name(item) for item in items]
    ordinal = _ORDINAL.fullmatch(names[-1])
    if names[0].startswith("第") and ordinal:
        return [
            f"第{name.removeprefix('第').removesuffix(ordinal[2])}{ordinal[2]}" for name in names
        ]
    shared = _MEASURED.search(names[-1])
    if shared and not any(_MEASURED.search(name) for name in names[:-1]):
        return [*(f"{name}{shared[0]}" for name in names[:-1]), names[-1]]
    return names


def direction_in(words: str) -> str:
    """The word of change behind 分别."""
    found = re.search(_MOVE, words)
    return found[0] if found else ""


def bound_of(before: str, inner: str, after: str) -> str:
    """How the report bounds a figure: 超过, 余, 左右; ``inner``: inside the figure."""
    found = _ABOUT_BEFORE.search(before.rstrip())
    behind = _ABOUT_AFTER.match(after.lstrip())
    return inner or (found[1] if found else "") or (behind[0] if behind else "")


def _blanked(words: str) -> str:
    """Without what stands in brackets; the words keep their places."""
    return _BRACKETED.sub(lambda match: " " * len(match[0]), words)


def _cleaned(words: str) -> str:
    """Without what leads to the thing, and what leads from it to the figure."""
    words = words.strip()
    place = 0
    while match := _LEAD.match(words, place):
        place = match.end()
    words = _TAIL.sub("", words[place:])
    if words in _NO_NAMES:
        return ""
    return re.sub(r"\s+", "", words) if re.search(r"[\u4e00-\u9fff]", words) else words.strip()


def _short(words: str) -> str:
    """What is too long for a name is cut to its last thing."""
    for pattern in (_LAST_VERB, *_AFTER_LAST):
        if len(words) <= LONGEST:
            break
        words = pattern.sub("", words, count=1)
    return words[-LONGEST:]


def _counted(after: str) -> str:
    """The thing that stands behind its number: 道路 of 14条道路具备通车条件."""
    words = _blanked(after).strip()
    if not words or _STOPS.match(words):
        return ""
    words = (
        re.split(r"[，,。；;：:、！？“(（]|\d(?!\d*强)", words, maxsplit=1)[0]
        if words[0] != "“"
        else words
    )
    ended = _ENDED.search(words)
    found = words[: ended.start()] if ended else words
    if (
        ended
        and ended[0] == "的"
        and _DEED.match(found)
        and not _STOPS.match(words[ended.end() :] or "。")
    ):
        found = words[ended.end() :]
        again = _ENDED.search(found)
        found = found[: again.start()] if again else found
    found = re.sub(r"\s+", "", found)
    if found == "方面":
        return ""
    if found == "口":
        return "人口"
    return found if 1 < len(found) <= LONGEST or found in _ONE_CHARACTER else ""


def _has_noun(words: str) -> bool:
    """Whether words before a figure name a thing, and not a deed alone."""
    left = "" if _GIVES.search(words.rstrip()) else _cleaned(words)
    return bool(left) and not _BARE.fullmatch(left) and not _ADDED.fullmatch(left)


def _added(before: str) -> str:
    """What is done to a thing that stands behind its number: 新增 of 新增73处公共停车场."""
    words = _cleaned(before)
    ends = [m for m in _ADDED.finditer(words) if m.end() == len(words) or m.start() == 0]
    return ends[-1][0] if ends else ""
