"""A draft → its sentences, and which of them a report could prove."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from youju.answering.people import names_in
from youju.answering.verification import frames_of, is_small
from youju.text import Span, fold, sentence_spans

_BLANKED = re.compile(
    r"https?://[^\s，。；、）)]{1,200}|\*\*|__|`|^\s*#{1,6}\s+|^\s*>\s*|</?[A-Za-z][^<>\n]{0,80}>|#[^#\n]{1,30}#|@[\w\-]{1,20}|【[^】\n]{1,20}】(?=.)|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]"
)
"""Mark-up, hashtags, pictures: they say nothing."""
_LEAD_IN = re.compile(
    r"(?:(?:答[:：]|(?:据悉|据了解|据介绍|据统计|众所周知|大家知道|数据显示|统计显示|报告显示|报告指出|报告提出|报告提到|报告说|报告强调|事实上|实际上|特别是|尤其是|值得一提的是|值得关注的是|值得注意的是|需要指出的是|"
    r"可喜的是|更可喜的是|令人欣喜的是|令人振奋的是|与此同时|同时|此外|另外|其次|首先|最后|再次|总的来看|总的看|总体来看|总之|具体来看|具体来说|换句话说|也就是说|这意味着|可以说|一句话|各位代表|同志们|朋友们|各位同事|各位领导|小伙伴们|"
    r"记者(?:从[^，,。]{2,24})?(?:获悉|了解到)|(?:根据|依据|按照|据)[^，,。\d]{0,20}(?:报告|资料|公报|文件|数据|统计)[^，,。\d]{0,10})[，,:：！!]"
    r"|[一二三四五六七八九十]{1,2}是|其[一二三四五六七八九]是?[，,]|第[一二三四五六七八九][，,]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[*•·▶▷◆■●✅👉]|-(?=\s)|\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]{1,2}、|[①-⑳])\s*)+"
)
_GREETING = re.compile(
    r"^(?:各位[^，,。]{0,12}|同志们|朋友们|小伙伴们|大家|尊敬的[^。]{0,20}|亲爱的[^。]{0,20}|女士们[^。]{0,16}|先生们[^。]{0,10})?[，,、！!：:]*(?:大家)?(?:你们?好|您好|上午好|下午好|晚上好|早上好|早安|晚安|好|谢谢[^。，]{0,8}|感谢[^。，\d]{0,16}|欢迎[^。\d]{0,24})?[！!。，,：:~～]*$"
)
_OPINION = re.compile(
    r"我(?:们)?(?:相信|认为|觉得|深信|坚信|希望|期待|想|衷心|谨|由衷|常说|常讲)|(?:大家|咱们|诸位|各位)(?:一起|都|要|共同)|让我们|希望(?:大家|各|同志|广大|全)|期待|祝(?:愿|福|大家|各位|贺)|愿(?:我们|大家|新|你|每)|"
    r"来之不易|令人(?:鼓舞|振奋|欣慰|欣喜|期待|感动|自豪|深思)|值得(?:肯定|期待|点赞|我们|骄傲|大家|深思|好好|认真|学习|称道|一读|铭记)|不容易|未来可期|未来已来|为.{1,10}点赞|点赞|一起(?:加油|来|努力|看|向)|加油|撸起袖子|再接再厉|携手|"
    r"奋楫|扬帆|征程|号角|蓝图已绘|蓝图|催人奋进|任重道远|责任重大|使命光荣|道阻且长|行则将至|有目共睹|靠的是|离不开|意味着|说明了?我们|归根到底|讲到这里|以上(?:就|是)|汇报完毕|我(?:就|先)?(?:讲|汇报|说)(?:到这里|这些|完)|不当之处|请(?:予|大家|批评|各位|领导|审)|"
    r"敬请|欢迎(?:转发|留言|关注|大家|你)|关注我们|转发|留言|评论区|快来|你(?:感受到|怎么看|最|点|家|准备|们)|一图(?:看懂|读懂)|划重点|干货|敲黑板|下面[，,]?(?:我|向|就)|小编|带(?:大家|你)(?:们)?(?:看|走|逛|了解)|特此(?:报告|汇报|通知|通报|函告|说明|致谢)|妥否|当否|请(?:批示|指正|审阅|阅示)|供(?:参阅|参考|大家)|^愿|拜托|拭目以待|(?:我|咱们?)(?:和大家|跟大家|来|先|再|就)?(?:一起)?(?:讲|谈|聊|说)(?:几|一|两|三|点|说|聊)|现[将就在].{0,14}(?:汇报|报告|通报|介绍|简报)如下|汇报如下|通报如下|如下[。：:]"
)
_QUESTION = re.compile(r"[?？][”\"」』）)]*$")
_ENDED = re.compile(r"[。！？!?；;…][”\"」』）)]*$")
_HARD = re.compile(
    r"[“\"「『《]|因为|由于|得益于|归功于|导致|增长|下降|上升|减少|增加|高于|低于|首个|首次|第一|唯一|最|全部|完成|建成|竣工|投用|投产|开通"
)
"""Words that a report must bear: a quotation, a cause, a direction, an extent, an outcome."""
LONGEST_CLAIM = 600
"""Characters of a sentence: what is longer is no sentence."""
_LONGEST_TITLE = 40
_DATED = re.compile(r"^[\s\d年月日.\-—/（）()星期周一二三四五六日]+$")


@dataclass(frozen=True)
class Sentence:
    """``[start, end)`` of the draft; ``text``: that stretch, with what says nothing as blanks;
    ``reason``: why there is nothing to check; ``paragraph``: where its paragraph begins."""

    text: str
    start: int
    end: int
    paragraph: int
    reason: str | None


def sentences_of(draft: str) -> Iterator[Sentence]:
    paragraph = 0
    seen = 0
    for start, end in sentence_spans(draft):
        line = draft.rfind("\n", seen, start)
        paragraph = line + 1 if line >= 0 else paragraph
        seen = start
        text = _blanked(draft[start:end])
        yield Sentence(text, start, end, paragraph, _reason(text, draft, (start, end)))


def _blanked(text: str) -> str:
    text = _BLANKED.sub(lambda match: " " * len(match[0]), text)
    begin = len(text) - len(text.lstrip())
    lead_in = _LEAD_IN.match(text, begin)
    return text if lead_in is None else " " * lead_in.end() + text[lead_in.end() :]


def _reason(text: str, draft: str, span: Span) -> str | None:
    if len(text) > LONGEST_CLAIM:
        return "long"
    said = fold(text).strip()
    if not any(char.isalnum() for char in said) or _DATED.match(said):
        return "heading"
    if _QUESTION.search(said):
        return "question"
    if _GREETING.match(said):
        return "greeting"
    if any(not is_small(f.figure) for f in frames_of(said)) or names_in(said):
        return None
    alone = draft[span[1] : span[1] + 1] in ("", "\n") and not _ENDED.search(said)
    if alone and len(said) <= _LONGEST_TITLE:
        return "heading"
    return "opinion" if _OPINION.search(said) and not _HARD.search(said) else None
