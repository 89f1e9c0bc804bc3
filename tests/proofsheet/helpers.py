"""A proof sheet, read as a browser reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
A4 = (595, 842)
VOID = {"br", "meta"}
REFERRING = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "ping",
    "poster",
    "src",
    "srcset",
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list[Element] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        yield self
        for one in self.inside:
            yield from one.all()

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """``class_``: one of its classes."""
        wanted = attributes.pop("class_", "")
        return [
            one
            for one in self.all()
            if one.tag == tag
            and (not wanted or wanted in (one.attributes.get("class") or "").split())
            and all(one.attributes.get(name) == value for name, value in attributes.items())
        ]

    def quotes(self) -> dict[int, str]:
        """Text of the mark in each quote, by marker."""
        figures = self.find("figure", class_="quote")
        ids = [str(figure.attributes["id"]) for figure in figures]
        marks = [mark.text for figure in figures for mark in figure.find("mark")]
        assert len(set(ids)) == len(ids) == len(marks)
        return {int(i.removeprefix("quote-")): mark for i, mark in zip(ids, marks, strict=True)}

    def checks(self) -> list[str]:
        return [one.text for one in self.find("p", class_="check")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs)
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(sheet: str) -> Element:
    """Every tag is closed where it should be, and nothing refers to the outside or runs."""
    reader = _Reader()
    reader.feed(sheet)
    reader.close()
    assert reader.open == [reader.root]
    root = reader.root
    ids = [one.attributes["id"] for one in root.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in root.all():
        names = set(one.attributes)
        assert one.tag not in {"script", "link", "base", "img", "iframe", "object", "form", "svg"}
        assert not names & REFERRING
        assert not any(name.startswith("on") or name == "style" for name in names)
        if "href" in names:
            place = one.attributes["href"] or ""
            assert place.startswith(("#quote-", "#note-", "#claim-"))
            assert place[1:] in ids
    (style,) = root.find("style")
    assert not [part for part in ("url(", "@import", "//") if part in style.text]
    return root


def pages_of(sheet: str, folder: Path) -> list[tuple[int, int]]:
    """Width and height of each page, in points, as Chromium prints the sheet."""
    (folder / "sheet.html").write_text(sheet, encoding="utf-8")
    printed = folder / "sheet.pdf"
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={printed}",
            (folder / "sheet.html").as_uri(),
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    return [(round(float(width)), round(float(height))) for width, height in boxes]
