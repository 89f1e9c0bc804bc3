"""Text of reports, askers and LLMs that would be more than text."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.proofsheet.helpers import Element, read
from youju.model import Citation, Report, Section
from youju.proofsheet.holding import Held, Holdings
from youju.proofsheet.quoting import quoted
from youju.proofsheet.rendering import sheet
from youju.proofsheet.stored import stored
from youju.text import printable

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of style": "</style></title><script src=//evil.example></script>",
    "address": "javascript:alert(1) https://evil.example/",
    "attribute": "\" onmouseover='alert(1)' x=`",
    "comment": "<!-- --><![CDATA[ ]]><?php ?>",
    "entity": "&lt;b&gt; &#x3c;b&#x3e; &amp",
    "template": "{{ 7 * 7 }} {% raw %} {0} %s",
    "right to left": "优良天数\u202e天712达\u202c\u2066。",
    "nothing": "优\x00良\x1b[31m天\u200b数\ufeff\u2028达\ud800天",
    "markers": "[1][2][0][99999999999]［1］",
    "lines": "一\n\n二\t三\r\n四",
    "arabic": "مرحبا 217天",
}
LANGUAGES = ("zh", "en")


def content_of(text: str, quote: str, start: int) -> dict[str, Any]:
    place = {"start": start, "end": start + len(quote)}
    claim = {"text": text, "citations": [1], "problems": [f"{text}:{text}"]}
    where = {"report_id": text, "section": [text, text], "passage_id": text, **place}
    return {
        **dict.fromkeys(("id", "question", "answer", "mode", "model"), text),
        "standalone_question": f"{text}?",
        "status": "answered",
        "reason": text,
        "claims": [claim | {"verdict": "supported"}, claim | {"verdict": text}],
        "citations": [{"marker": 1, "report_title": text, "quote": quote, **where}],
        "passages": [{"text": text, "score": 1.0, **where}],
        "struck": [claim],
        "warnings": [text],
        "timings_ms": {text: 1.0},
        "confidence": 0.5,
        "created_at": text,
    }


def rendered(text: str, quote: str, before: str = "", language: str = "zh") -> tuple[str, Element]:
    """Of an answer and a report that are nothing but the text, its quote behind ``before``."""
    whole = f"{before}{quote}{text}"
    report = Report(text, text, whole, (Section(text, 1, 0, len(whole)),))
    held = Holdings(text, text, text, {text: Held(report, text, text)})
    kept = stored(content_of(text, quote, len(before)))
    written = sheet(kept, held, language=language, at=datetime.now(UTC))
    return written, read(written)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_more_than_text(text: str, language: str) -> None:
    written, root = rendered(text, text, text, language)
    assert printable(written) == written
    written.encode()
    assert {one.tag for one in root.find("head")[0].all()} == {"head", "meta", "title", "style"}
    assert root.quotes() == {1: printable(text)}
    (question,) = root.find("p", class_="asked")
    assert question.text == printable(text)
    assert root.find("p", class_="said")[0].text == printable(text)
    assert [one.text for one in root.find("s")] == [printable(text)]


@pytest.mark.parametrize("kind", ["right to left", "nothing"])
def test_what_is_compared_and_not_shown_is_named(kind: str) -> None:
    text = HOSTILE[kind]
    _, root = rendered(text, text)
    same, hidden = root.checks()
    assert "完全一致" in same
    for char in set(text) - set(printable(text)):
        assert f"U+{ord(char):04X}" in hidden


def test_a_quote_without_such_characters_names_none() -> None:
    _, root = rendered("优良天数达217天。", "优良天数达217天")
    assert len(root.checks()) == 1


@pytest.mark.parametrize("char", ["长", "1", "（", "。", "\n"], ids=ascii)
def test_a_quote_of_a_hundred_thousand_characters_is_whole(char: str) -> None:
    quote = f"始{char * 100_000}末"
    started = time.perf_counter()
    _, root = rendered("报告", quote, "前面。" * 1000)
    assert time.perf_counter() - started < 5
    assert root.quotes() == {1: quote}
    assert "完全一致" in root.checks()[0]


def test_a_quote_stands_in_its_sentence_between_its_neighbours() -> None:
    _, root = rendered("，升3天。明天多云。后天雨。", "优良天数达217天", "更早的话。昨天阴。今年")
    assert root.find("blockquote")[0].text == "昨天阴。今年优良天数达217天，升3天。明天多云。"


def test_a_long_sentence_around_a_quote_is_cut() -> None:
    _, root = rendered("后" * 1000, "优良天数达217天", "前" * 1000)
    quote = root.find("blockquote")[0].text
    assert quote == f"…{'前' * 160}优良天数达217天{'后' * 160}…"


def test_what_stands_around_a_quote_ends_with_its_section() -> None:
    text = "一、环境\n昨天阴。今天晴。\n二、民生\n新增床位9张。"
    sections = (Section("一、环境", 1, 0, 14), Section("二、民生", 1, 14, len(text)))
    report = Report("a", "题", text, sections)
    for quote, shown in (("今天晴", "昨天阴。今天晴。"), ("新增床位9张", "新增床位9张。")):
        start = text.index(quote)
        place = Citation(1, "a", "题", (), "a:0", start, start + len(quote), quote)
        found = quoted(place, report, ())
        pieces = "".join(piece for piece, _ in found.pieces)
        assert f"{found.before}{pieces}{found.after}".strip() == shown
