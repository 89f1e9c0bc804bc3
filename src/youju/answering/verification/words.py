"""The words of a claim: cut with jieba's whole dictionary and the index's own words, each with its
part of speech. What is no word of either is a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache, partial
from typing import Any

from youju.answering.people import SURNAMES
from youju.answering.question import Term
from youju.answering.verification.english import is_english
from youju.answering.verification.frames import frames_of
from youju.dictionary import dictionary
from youju.lexical import Lexicon, cut_with
from youju.vocabulary import is_filler, known_words, retold_words, said_otherwise, same_thing

_LIGHT, _SHORT = 0.2, 0.5
_NAMES = ("nr", "ns", "nt", "nz", "nrt", "nrfg")
_VERBAL_NOUN = 0.8
_THINGS = frozenset(
    "支出 收入 招生 就业 改造 创新 巡察 停车 治理 治疗 预算 举报 申请 处罚 答复 复议 公开 网格 绿化".split()
)
"""Verbs by jieba, things in a report."""
_SHARES = {
    "v": 0.35,
    "a": 0.35,
    "d": 0.1,
    "c": 0.0,
    "p": 0.0,
    "u": 0.0,
    "r": 0.1,
    "y": 0.0,
    "e": 0.0,
    "q": 0.2,
    "m": 0.6,
    "f": 0.2,
    "t": 0.2,
    "z": 0.2,
    "b": 0.6,
    "i": 0.6,
    "l": 0.7,
}
"""Of a word's weight, by jieba's part of speech; 1 for all others."""
_LIGHT_WORDS = frozenset(
    [
        "同比",
        "环比",
        "其中",
        "包括",
        "包含",
        "用于",
        "达到",
        "达",
        "超过",
        "突破",
        "左右",
        "以上",
        "以下",
        "约",
        "近",
        "多",
        "余",
        "共计",
        "合计",
        "累计",
        "分别",
        "以及",
        "同时",
        "此外",
        "另外",
        "方面",
        "工作",
        "进行",
        "开展",
        "实现",
        "取得",
        "推进",
        "相关",
        "有关",
        "通过",
        "根据",
        "按照",
        "作为",
        "成为",
        "属于",
        "位于",
        "截至",
        "期间",
        "过程",
        "内容",
        "项目",
        "全",
        "市",
        "区",
        "县",
        "省",
        "国",
        "我市",
        "我区",
        "我省",
        "我国",
        "全市",
        "全区",
        "全省",
        "全国",
        "全县",
        "中国",
        "其",
        "该",
        "已",
        "已经",
        "将",
        "还",
        "并",
        "再",
        "均",
        "都",
        "使",
        "让",
        "把",
        "被",
        "此",
        "这",
        "那",
        "当年",
        "当地",
        "报告期",
        "本",
        "公司",
        "集团",
        "单位",
        "部门",
        "人员",
        "数量",
        "总数",
        "总量",
        "总额",
        "规模",
        "面积",
        "目标",
        "预期",
        "预期目标",
        "主要",
        "时",
        "则",
        "金额",
        "里程",
        "水平",
        "情况",
    ]
)
"""Words that a claim may add or leave out without saying anything else."""
_FREQUENCY = 5000
_MEASURE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?=(?:面积|金额|数量|总额|里程|规模|水平|情况)$)")
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:[里中内]|方面|领域)(?=[,，]|$)")
_PARTS = re.compile(r"[^\w%.]+")
_PARTICLES = frozenset(
    "的了是在有和与及或也都就还又很个这那其之为于对从到被把给让跟由以按不没吗呢吧啊哪几多少谁何能会可上中下里内外前后间时则即至使令自每"
    "约近余均皆亦已曾仍再更最较并而且但因所该各将要用来去着过地得等据比向往当令称做成为出起开区市县省正现做第头先试往等大新老"
)
"""Characters that no unknown name is made of."""


class Words:
    """Loads jieba's dictionary when it is first needed (some tenths of a second)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._commonest = lexicon.inverse_document_frequency("")
        self.of = lru_cache(maxsize=4096)(self._of)

    @cached_property
    def _tokenizer(self) -> Any:
        cutter = dictionary().tokenizer()
        for word in (*self._lexicon.frequencies, *known_words(), *retold_words()):
            if len(word) > 1 and cutter.FREQ.get(word, 0) < _FREQUENCY:
                cutter.add_word(word, _FREQUENCY)
        return cutter

    @cached_property
    def _parts_of_speech(self) -> Mapping[str, str]:
        return dictionary().parts_of_speech

    def _of(self, text: str) -> tuple[Term, ...]:
        """Of a folded text without its figures; weights are at most 1. A name or a thing counts
        full, an action or a quality less: those are said in many ways. An English word counts as
        the lightest of the Chinese ones that it may stand for."""
        for frame in frames_of(text):
            text = text.replace(frame.figure.text, " ", 1)
        words = self.cut(_INSIDE.sub(" ", text))
        kept = (w for w in dict.fromkeys(words) if not is_filler(w))
        terms = tuple(self._term(w) for w in kept if not w.replace(".", "").isdigit())
        if is_english(text):
            return tuple(term for term in terms if term.others or term.known)
        return terms

    def cut(self, text: str) -> list[str]:
        """Words of a folded text, each character once."""
        cutter = partial(self._tokenizer.cut, HMM=False)
        named = (w for part in _PARTS.split(text) for w in _named(cut_with(cutter, part)))
        return [piece for word in named for piece in _MEASURE.split(word) if piece]

    def is_noun(self, word: str) -> bool:
        tag = self._parts_of_speech.get(word, "n")
        return tag[0] == "n" or tag == "vn" or word in _THINGS

    def is_verb(self, word: str) -> bool:
        return self._parts_of_speech.get(word, "n")[0] in "vad" and word not in _THINGS

    def _term(self, word: str) -> Term:
        others = (*same_thing(word), *said_otherwise(word))
        if word.isascii() and others and word not in self._lexicon.document_frequencies:
            weight = min(self._weight(other) for other in others)
        else:
            weight = self._weight(word)
        return Term(word, weight, others, word in self._lexicon.document_frequencies)

    def _weight(self, word: str) -> float:
        share = _LIGHT if word in _LIGHT_WORDS else self._share(word)
        if len(word) == 1 and not word.isascii():
            share *= _SHORT if self._parts_of_speech.get(word) == "n" else _LIGHT
        return share * self._lexicon.inverse_document_frequency(word) / self._commonest

    def is_person(self, word: str) -> bool:
        """A full name: a family name with two characters."""
        return len(word) == 3 and self._parts_of_speech.get(word) == "nr" and word[0] in SURNAMES

    def is_unknown(self, word: str) -> bool:
        """No word of jieba's, of the index's, nor two of them together: a name."""
        if len(word) < 2 or word.isascii() or word in self._parts_of_speech:
            return False
        return word not in self._lexicon.frequencies and not self._is_compound(word)

    def is_proper(self, word: str) -> bool:
        """By jieba the name of a person, place or body."""
        tag = self._parts_of_speech.get(word)
        return (tag in ("ns", "nt") and word != "东西") or self.is_person(word)

    def is_name(self, word: str) -> bool:
        """Of a person, place or body; or no word at all."""
        tag = self._parts_of_speech.get(word)
        return tag in _NAMES if tag else len(word) > 2 and not self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        tags = self._parts_of_speech
        return any(word[:i] in tags and word[i:] in tags for i in range(2, len(word) - 1))

    def _share(self, word: str) -> float:
        """By its part of speech; a word that jieba does not know is as its weightiest part."""
        tags = self._parts_of_speech
        if word in _THINGS:
            return 1.0
        if word in tags:
            is_noun_too = tags[word] in ("vn", "an")
            return _VERBAL_NOUN if is_noun_too else _SHARES.get(tags[word][0], 1.0)
        cuts = ((word[:i], word[i:]) for i in range(2, len(word) - 1))
        known = [pair for pair in cuts if pair[0] in tags and pair[1] in tags]
        shares = [max(_SHARES.get(tags[part][0], 1.0) for part in pair) for pair in known]
        return min(shares, default=1.0)


def _named(words: Iterable[str]) -> list[str]:
    """Two characters or more that stand alone are put together: 党晓龙."""
    joined: list[str] = []
    run = ""
    for word in (*words, ""):
        if len(word) == 1 and word > "\x7f" and word not in _PARTICLES:
            run += word
            continue
        joined += [part for part in (run, word) if part]
        run = ""
    return joined
