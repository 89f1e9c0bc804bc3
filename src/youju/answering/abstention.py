"""Whether the report answers at all: evidence of the kind asked for, about the same thing.

Rules find the near misses: another year, another place, another office, no figure of the unit asked
for. Where they see nothing wrong, a logistic model over cheap features of the evidence decides; where
that is not sure, the reader reads the best passages, and a second model takes in what it says.
``scripts/calibrate_abstention.py`` fits both on question sets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from youju.answering.comprehending import Reads
from youju.answering.evidence import Sentence, fits_tense, fits_years
from youju.answering.logistic import load_logistic
from youju.answering.matching import match
from youju.answering.people import holds_office, names_in
from youju.answering.profile import Profiles, foreign_places
from youju.answering.question import Kind, Question, Term
from youju.answering.stretches import Piece
from youju.model import Reason
from youju.text import figures, fold

CALIBRATION = Path(__file__).parent / "calibration.json"
READER_CALIBRATION = Path(__file__).parent / "calibration_reader.json"
_SURELY_NOT, _SURELY = 0.02, 0.9
"""Probabilities, by cheap features, beyond which the reader is not asked."""
_MOSTLY = 0.5
"""It is asked all the same where more of what is asked about stands nowhere in the report."""
_FOREIGN, _UNLIKE, _UNLIKE_FIGURE = 0.6, 0.6, 0.4
"""A question most of whose words stand nowhere in the report, and that is like none of its
sentences, is not about it: no answerable one of 545 was such, where the model was unsure of some."""
_ABSENT, _ALIKE = 0.85, 0.75
"""Nearly nothing of what a question is about stands in the report, and no sentence is much like it:
of 387 answerable questions 2 were such, and 4 in 5 of those about what a report does not speak of."""
_NEAR_MISSES = ("other_year", "other_place", "other_office", "other_tense", "misfit")
_VETOES = _NEAR_MISSES[:2]
_TALK = re.compile(
    r"^(?:你好|您好|嗨|哈[喽啰]|在[吗么]|在不在|谢谢|多谢|再见|拜拜|好的?|嗯+|哈+|hi|hello|hey|thanks|thank you|bye|ok)\W*$|"
    r"你(?:是谁|叫什么|喜欢|几岁|多大|觉得|(?:会|能)(?!.{0,4}(?:说|讲|告诉|介绍|查|找|列|解释|回答)))|"
    r"讲个?笑话|(?:帮我|给我|请).{0,6}写(?:一)?(?:首|篇|段|副|份)|翻译成|起个?名|[今明后]天.{0,6}天气|天气预报|带伞|几点了|"
    r"今天星期几|写.{0,6}(?:代码|情书)|唱(?:首|个)歌|tell me a joke|who are you|write (?:a|me)\b"
)
_ITSELF = re.compile(r"报告|公报|文章|文件|材料|\breport\b")
_NO_QUESTION = re.compile(
    r"(?:写|作|编)(?:一)?(?:首|篇|段|个|副)|帮我(?!.{0,3}(?:查|找|看|问|列|说|讲|介绍|总结|概括|梳理))|给我(?:写|推荐)|推荐|天气(?:怎么样|如何)|哪(?:家|里|儿).{0,8}好(?:吃|玩)|好吃|"
    r"怎么(?:在.{1,6})?(?:报名|交|缴|查|换乘|坐车|修|开户|申请|领取|挂号|办理|报考|去)|(?:去|在|到)(?:哪里|哪儿|哪个).{0,6}(?:办|领|买|报|交|修|兑)|"
    r"(?:带|交|准备)(?:什么|哪些)(?:证件|材料|资料)|我(?:家|想|要|妈|爸)|打哪个电话报修|怎么做才|开始报名|哪个牌子|学历要求|(?:代码|编程|程序)(?:怎么)?写|写.{0,6}(?:程序|作文|邮件)|减肥|星座|炒股|能买吗|中奖|"
    r"weather"
)


@dataclass(frozen=True)
class Decision:
    """``probability``: that the report answers the question; ``confidence``: that the pieces given are
    the right answer, and where none are given, that the report answers; ``why``: the near miss it is;
    ``absent``: the share of what is asked about that stands nowhere in the report."""

    reason: Reason | None
    probability: float
    confidence: float = 0.0
    why: str = ""
    absent: float = 0.0


@dataclass(frozen=True)
class Evidence:
    """A question, the sentences that may answer it (best first), the words that would, and what the
    reader made of the best passages, if it was asked."""

    question: Question
    candidates: Sequence[Sentence]
    pieces: Sequence[Piece]
    reads: Reads


def decide(evidence: Evidence, profiles: Profiles) -> Decision:
    """Answer or abstain, and why."""
    if _asks_nothing(evidence.question):
        return Decision(Reason.OFF_TOPIC, 0.0)
    if not evidence.pieces:
        return Decision(Reason.NO_EVIDENCE, 0.0)
    model = load_logistic(READER_CALIBRATION if evidence.reads else CALIBRATION)
    found = features(evidence, profiles)
    unlike = _UNLIKE_FIGURE if found["kind_figure"] else _UNLIKE
    if found["nowhere_share"] > _FOREIGN and found["cosine"] < unlike:
        return Decision(Reason.OFF_TOPIC, 0.0)
    probability = model.probability(found)
    absent = found["thing_nowhere"]
    if not evidence.reads and absent > _ABSENT and found["cosine"] < _ALIKE:
        probability = min(probability, model.threshold / 2)
    if probability >= model.threshold:
        return Decision(None, probability, model.goes_with(found), absent=absent)
    why = next((name for name in _NEAR_MISSES if found[name]), "")
    return Decision(_reason(found, why), probability, probability, why, absent)


def is_unsure(decision: Decision) -> bool:
    """Whether the reader should be asked: it cannot take back that another year or place is meant."""
    surely = decision.probability >= _SURELY and decision.absent < _MOSTLY
    return decision.why not in _VETOES and decision.probability > _SURELY_NOT and not surely


def _asks_nothing(question: Question) -> bool:
    """Small talk, an errand, or nothing but words of asking (怎么用), unless of the report itself
    (这是哪年的报告)."""
    text = fold(question.text)
    names = any(char.isalpha() for term in question.terms for char in term.word)
    return bool(_TALK.search(text)) or not (names or _ITSELF.search(text))


def _reason(found: dict[str, float], why: str) -> Reason:
    if found["no_question"]:
        return Reason.OFF_TOPIC
    if why and found["said_in_report"] > 0.5:
        return Reason.NEAR_MISS
    return Reason.NEAR_MISS if found["said_in_report"] > 0.85 else Reason.NO_EVIDENCE


def features(evidence: Evidence, profiles: Profiles) -> dict[str, float]:
    """Numbers of about unit size; flags are 0 or 1."""
    question, candidates, pieces = evidence.question, evidence.candidates, evidence.pieces
    best = pieces[0]
    sentence = best.sentence
    profile = sentence.profile
    given, words = profile.given, sentence.asked.words
    passage = sentence.hit.passage
    answer = " ".join(fold(piece.text) for piece in pieces)
    around = fold(f"{passage.text} {' '.join(passage.section[-1:])}")
    cosines = sorted((s.cosine for s in candidates), reverse=True)
    rest = cosines[1:6] or cosines
    near = fold(f"{' '.join(passage.section[-1:])} {sentence.text}") + answer
    in_answer, in_report, nearby = (
        {t.word: match(t, text) for t in question.terms} for text in (answer, profile.folded, near)
    )
    missing = [t for t in question.terms if in_answer[t.word] < 0.3 and t.word not in given]
    nowhere = [t for t in missing if in_report[t.word] < 0.5]
    total = sum(t.weight for t in question.terms) or 1.0
    elsewhere = [
        t.weight * (in_report[t.word] - nearby[t.word])
        for t in question.terms
        if t.word not in given and in_report[t.word] > nearby[t.word]
    ]
    foreign = foreign_places(question.text, profile, profiles)
    found = {
        "cosine": (cosines[0] - 0.78) / 0.14,
        "piece_cosine": (sentence.cosine - 0.78) / 0.14,
        "gap": 10 * (cosines[0] - sum(rest) / len(rest)),
        "lexical": min(1.5, sentence.hit.lexical_score / 20),
        "said": words.share(in_answer),
        "said_around": words.coverage(around),
        "said_in_report": words.share(in_report),
        "missing": max((t.weight for t in missing), default=0.0) / 6,
        "missing_share": _share(missing, question.terms),
        "nowhere": max((t.weight for t in nowhere), default=0.0) / 6,
        "nowhere_share": _share(nowhere, question.terms),
        "thing_nowhere": _share(nowhere, [t for t in question.things if t.word not in given]),
        "elsewhere": max(elsewhere, default=0.0) / 6,
        "elsewhere_share": sum(elsewhere) / total,
        "head_missing": 1 - max((in_answer[t.word] for t in question.head), default=1.0),
        "head_elsewhere": max((in_report[t.word] for t in question.head), default=0.0)
        - max((nearby[t.word] for t in question.head), default=0.0),
        "head_far": float(not _is_beside_head(question, pieces)),
        "misfit": float(not all(piece.fits for piece in pieces)),
        "other_year": float(not fits_years(question, sentence)),
        "other_tense": float(not fits_tense(best)),
        "absent_place": float(any(place not in profile.report.text for place in foreign)),
        "other_place": float(_is_elsewhere(foreign, pieces)),
        "other_office": float(_is_other_office(question, best)),
        "no_question": float(bool(_NO_QUESTION.search(fold(question.text)))),
        **{f"kind_{kind.value}": float(question.kind is kind) for kind in Kind},
    }
    return found | _read(evidence, found)


def _read(evidence: Evidence, found: dict[str, float]) -> dict[str, float]:
    """What the reader says: of all that it read, of the best sentence, and of words that stand
    nowhere in the report, which count as far as it finds no answer; and what the rules ``found``."""
    if not evidence.reads:
        return {}
    best = evidence.pieces[0].sentence
    lead = max(read.lead for read in evidence.reads.values()) / 8
    return {
        "rules": load_logistic(CALIBRATION).logit(found) / 4,
        "read_lead": lead,
        "read_sentence": best.begins(best.start, best.end),
        "read_nowhere": found["thing_nowhere"] * min(1.0, max(0.0, -lead)),
    }


def _share(some: Sequence[Term], of: Sequence[Term]) -> float:
    """By weight."""
    total = sum(term.weight for term in of)
    return sum(term.weight for term in of if term in some) / total if total else 0.0


def _is_beside_head(question: Question, pieces: Sequence[Piece]) -> bool:
    """Whether a figure stands near the thing that it is asked of."""
    if question.kind is not Kind.FIGURE or not question.head:
        return True
    words = [word for term in question.head for word in term.forms]
    for piece in pieces:
        text = fold(piece.text)
        for figure in figures(text):
            around = text[max(0, figure.start - 12) : figure.end + 6]
            if any(word in around for word in words):
                return True
    return False


def _is_elsewhere(foreign: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """A place or level is asked for that neither the evidence nor its passage names."""
    if not foreign:
        return False
    said = " ".join(
        f"{piece.text} {piece.sentence.text} {' '.join(piece.sentence.hit.passage.section)}"
        for piece in pieces
    )
    return any(place not in said for place in foreign)


def _is_other_office(question: Question, piece: Piece) -> bool:
    """An office is asked for by name, and nobody in the evidence holds it."""
    if question.kind is not Kind.PERSON or not question.offices:
        return False
    text = piece.sentence.profile.report.text
    names = names_in(text, piece.start, piece.end)
    return not any(holds_office(text, o, name) for o in question.offices for name in names)
