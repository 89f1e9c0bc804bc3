"""``youju check``, in a process of its own."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document

from tests.proofsheet.helpers import read
from youju.reading import draft_text

Youju = Callable[..., subprocess.CompletedProcess[str]]
TRUE = "优良天数达217天。全年民生支出达29.45亿元，增长21.5%。\n"
WRONG = "各位代表：\n\n区里优良天数达271天。全年民生支出达29.45万元，增长12.5%。\n"
MENDED = WRONG.replace("271天", "217天").replace("万元", "亿元").replace("12.5%", "21.5%")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
INVENTED = "全年新建了九座海水淡化厂。\n"
LINE = re.compile(
    r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<verdict>[^:]+): (?P<said>.+)"
)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def is_told(done: subprocess.CompletedProcess[str], *said: str) -> bool:
    """A line each, without a traceback."""
    lines = done.stderr.splitlines()
    return len(lines) == len(said) and all(a in b for a, b in zip(said, lines, strict=True))


def test_findings_are_lines_with_their_place_and_the_reports_words(
    youju: Youju, tmp_path: Path
) -> None:
    for name, text in (("稿.md", WRONG), ("true.md", TRUE), ("more.txt", INVENTED)):
        write(tmp_path, name, text)
    done = youju("check", "稿.md", "true.md", "more.txt")
    assert (done.returncode, done.stderr) == (3, "")
    lines = done.stdout.splitlines()
    assert lines[:5] == [
        "稿.md:3:8: 不符: 区里优良天数达271天 [数字: 271天 → 217天]; "
        "报告: “优良天数达217天” (§以新形象展示中心城区品质内涵)",
        "稿.md:3:20: 不符: 全年民生支出达29.45万元 [单位: 29.45万元 → 29.45亿元]; "
        "报告: “全年民生支出达29.45亿元” (§以新成效推进民生福祉更加普惠)",
        "稿.md:3:30: 不符: 增长12.5% [数字: 12.5% → 21.5%]; "
        "报告: “增长21.5%” (§以新成效推进民生福祉更加普惠)",
        "稿.md: 有据 0 句，不符 2 句，无据 0 句，未核 1 句",
        "true.md: 有据 2 句，不符 0 句，无据 0 句，未核 0 句",
    ]
    *invented, summary = lines[5:]
    assert all(line.startswith("more.txt:1:") and ": 无据: " in line for line in invented)
    assert summary == "more.txt: 有据 0 句，不符 0 句，无据 1 句，未核 0 句"
    for line, wrong in zip(lines, ("271天", "29.45万元", "12.5%"), strict=False):
        found = LINE.fullmatch(line)
        assert found
        row = WRONG.split("\n")[int(found["line"]) - 1]
        assert row[int(found["column"]) - 1 :].startswith(wrong)


@pytest.mark.parametrize(("arguments", "status"), [([], 0), (["--strict"], 3)])
def test_what_is_unsupported_fails_only_the_strict(
    youju: Youju, arguments: list[str], status: int
) -> None:
    done = youju("--lang", "en", "check", "-", *arguments, stdin=TRUE + INVENTED)
    assert (done.returncode, done.stderr) == (status, "")
    *lines, summary = done.stdout.splitlines()
    assert lines
    assert all(line.startswith("-:2:") and ": unsupported: " in line for line in lines)
    assert summary == "-: supported 2, contradicted 0, unsupported 1, not checked 0"


def test_derived_figures_and_which_of_several_reports_are_told(
    youju: Youju, library_folder: Path
) -> None:
    derived = "主题教育中，县处级和基层两个层面明确的主要任务合计22项。\n"
    draft = f"{derived}{WRONG}青石区优良天数达268天。"
    done = youju("check", "-", "-v", "--index", library_folder, stdin=draft)
    assert done.returncode == 3
    lines = done.stdout.splitlines()
    assert lines[0] == "-:1:26: 推算: 22项 [13项 + 9项 = 22项]"
    assert any("“优良天数达217天” (zhongyuan-2023 §" in line for line in lines)
    assert any("“优良天数达286天” (qingshi-2022 §" in line for line in lines)


def test_a_wrong_file_does_not_cost_the_others(youju: Youju, tmp_path: Path) -> None:
    write(tmp_path, "wrong.txt", WRONG)
    write(tmp_path, "empty.txt", " \n")
    write(tmp_path, "broken.docx", "no zip")
    write(tmp_path, "long.txt", "稿" * 200_001)
    (tmp_path / "folder.txt").mkdir()
    names = ("a.pdf", "empty.txt", "broken.docx", "long.txt", "folder.txt", "wrong.txt")
    done = youju("check", *names)
    assert done.returncode == 1
    assert is_told(
        done, "a.pdf", "empty.txt 是空的", "不能读 broken.docx", "最多 200000 字", "folder.txt"
    )
    assert "wrong.txt: 有据 0 句，不符 2 句" in done.stdout


def test_json_is_the_check_with_its_file_and_an_array_of_several(
    youju: Youju, tmp_path: Path
) -> None:
    write(tmp_path, "a.md", WRONG)
    write(tmp_path, "b.md", TRUE)
    done = youju("check", "a.md", "./b.md", "a.md", "--json", "-v", "--report", "zhongyuan-2023")
    assert (done.returncode, done.stderr) == (3, "")
    check, other = json.loads(done.stdout)
    assert (check["file"], check["text"]) == ("a.md", WRONG)
    assert (other["file"], other["text"]) == ("./b.md", TRUE)
    assert check["counts"] == {
        "supported": 0,
        "unsupported": 0,
        "contradicted": 2,
        "not_checked": 1,
    }
    for claim in check["claims"]:
        assert WRONG[claim["start"] : claim["end"]] == claim["text"]
        for finding in claim["findings"]:
            assert WRONG[finding["start"] : finding["end"]] == finding["found"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "FILE"),
        (["-", "--fix"], "先存成文件"),
        (["a.md", "b.md", "--html", "m.html"], "请只给一个文件"),
        (["a.md", "--html", "./a.md"], "请换个文件名"),
        (["a.md", "--fix", "--html", "a.fixed.md"], "请换个文件名"),
        (["a.md", "--nonsense"], "--nonsense"),
    ],
    ids=["no file", "stdin", "two drafts", "the draft", "the copy", "option"],
)
def test_wrong_usage_is_refused_before_anything_is_read(
    youju: Youju, tmp_path: Path, arguments: list[str], said: str
) -> None:
    write(tmp_path, "a.md", WRONG)
    done = youju("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert (tmp_path / "a.md").read_text("utf-8") == WRONG


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "nowhere"], "没有报告 nowhere"),
        (["--index", "nowhere"], "youju index add"),
    ],
    ids=["report", "index"],
)
def test_what_fails_is_one_line(
    youju: Youju, tmp_path: Path, arguments: list[str], said: str
) -> None:
    write(tmp_path, "a.md", WRONG)
    done = youju("check", "a.md", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_told(done, said)


def test_the_words_of_a_draft_do_not_steer_the_terminal(youju: Youju, tmp_path: Path) -> None:
    hostile = "优良天数达271天\x1b[2J\u202e，\x07全年民生支出达\t29.45\u200b万元。\n" + TRUE * 10
    name = "稿\x1b[31m\n.txt"
    write(tmp_path, name, hostile)
    done = youju("check", name, "-v")
    assert done.returncode == 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\u200b]", done.stdout)
    *lines, _ = done.stdout.splitlines()
    assert lines
    assert all(LINE.fullmatch(line) for line in lines)
    assert all(line.startswith("稿[31m .txt:1:") for line in lines)


# ---------------------------------------------------------------- --fix


def test_slips_are_mended_in_a_copy_that_keeps_encoding_and_line_ends(
    youju: Youju, tmp_path: Path
) -> None:
    written, mended = (text.replace("\n", "\r\n") for text in (WRONG, MENDED))
    for encoding in ENCODINGS:
        write(tmp_path, f"{encoding}.txt", written, encoding)
    done = youju("check", "--fix", *(f"{encoding}.txt" for encoding in ENCODINGS))
    assert done.returncode == 3
    assert is_told(
        done,
        *(
            said
            for name in ENCODINGS
            for said in (
                f"改了 3 处，副本是 {name}.fixed.txt，原稿没有动",
                f"  {name}.txt:3:8: 271天 → 217天",
                f"  {name}.txt:3:20: 29.45万元 → 29.45亿元",
                f"  {name}.txt:3:30: 12.5% → 21.5%",
            )
        ),
    )
    for encoding in ENCODINGS:
        assert (tmp_path / f"{encoding}.txt").read_bytes() == written.encode(encoding)
        assert (tmp_path / f"{encoding}.fixed.txt").read_bytes() == mended.encode(encoding)


def test_a_copy_that_is_there_is_kept_and_anything_else_is_not_overwritten(
    youju: Youju, tmp_path: Path
) -> None:
    write(tmp_path, "a.md", WRONG)
    write(tmp_path, "b.md", WRONG)
    write(tmp_path, "c.md", TRUE)
    (tmp_path / "a.fixed.md").symlink_to("nowhere")
    write(tmp_path, "b.fixed.md", MENDED)
    done = youju("check", "a.md", "b.md", "c.md", "--fix")
    assert done.returncode == 1
    assert is_told(
        done,
        "已经有 a.fixed.md 了，内容不一样，没有动它",
        "改好的副本 b.fixed.md 已经在了",
        "c.md 没有能直接改的",
    )
    assert done.stdout.count("有据") == 3
    assert (tmp_path / "a.fixed.md").is_symlink()
    found = {path.name for path in tmp_path.iterdir()}
    assert found == {"home", "a.md", "b.md", "c.md", "a.fixed.md", "b.fixed.md"}


def test_a_docx_keeps_its_formatting_and_its_copy_is_not_lost_with_the_sheet(
    youju: Youju, tmp_path: Path
) -> None:
    document = Document()
    paragraph = document.add_paragraph("区里优良天数达")
    for text, bold in (("2", True), ("7", False), ("1", True), ("天", False)):
        paragraph.add_run(text).bold = bold
    paragraph.add_run("。").italic = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = table.cell(0, 1).text = "全年民生支出达29.45万元。"
    document.save(str(tmp_path / "a.docx"))
    done = youju("check", "a.docx", "--fix", "--json", "--html", "home")
    assert done.returncode == 1
    assert "改了 3 处，副本是 a.fixed.docx" in done.stderr
    assert "写不了 home：是文件夹" in done.stderr
    text = json.loads(done.stdout)["text"]
    data = (tmp_path / "a.fixed.docx").read_bytes()
    assert draft_text(data, "a.docx") == text.replace("271", "217").replace("万", "亿")
    mended = Document(io.BytesIO(data))
    (first,) = mended.paragraphs
    assert [(run.text, run.bold) for run in first.runs[1:5]] == [
        ("2", True),
        ("1", False),
        ("7", True),
        ("天", False),
    ]
    assert first.runs[5].italic
    assert {cell.text for cell in mended.tables[0]._cells} == {"全年民生支出达29.45亿元。"}


# ---------------------------------------------------------------- what goes wrong outside


def test_a_full_disk_behind_standard_output_is_said(
    user_environment: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "a.md", WRONG)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "youju", "check", "a.md", "--html", "m.html"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=tmp_path,
            env=user_environment,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "写不出结果：磁盘已满" in done.stderr
    assert read((tmp_path / "m.html").read_text("utf-8"))


def test_the_reader_of_a_pipe_may_go_away(user_environment: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, "a.md", WRONG)
    command = f"{sys.executable} -m youju check a.md --html m.html | true"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=user_environment,
        timeout=60,
        check=False,
    )
    assert done.stderr == "标好的稿子已写到 m.html\n"


def test_an_interrupted_check_leaves_nothing(
    user_environment: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "a.md", "".join(f"{WRONG}第{n}段，优良天数达{n}天。\n" for n in range(2000)))
    with subprocess.Popen(
        [sys.executable, "-m", "youju", "check", "a.md", "--fix", "--html", "m.html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env=user_environment,
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        shown, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (shown, told.strip()) == ("", "已中断，什么都没有改动")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "a.md"}


def test_a_terminal_gets_a_bar_and_colours(
    user_environment: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, "a.md", WRONG)
    terminal, side = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "youju", "check", "a.md", "--html", "m.html", "--lang", "en"],
        stdout=side,
        stderr=side,
        cwd=tmp_path,
        env=user_environment | {"TERM": "xterm"},
    ) as process:
        os.close(side)
        shown = all_of(terminal)
    assert process.returncode == 3
    assert "Checking" in shown
    assert "a.md:3:8: \x1b[31;1mcontradicted\x1b[0m: " in shown
    assert shown.endswith("The marked draft is at m.html\r\n")
    root = read((tmp_path / "m.html").read_text("utf-8"))
    assert root.find("div", class_="draft")[0].text == WRONG
    assert root.find("h1")[0].text == "Checked draft"


def all_of(terminal: int) -> str:
    read = b""
    with suppress(OSError):  # nobody writes to it any more
        while piece := os.read(terminal, 65536):
            read += piece
    os.close(terminal)
    return read.decode()
