"""A draft against the reports (核稿): verdicts, kinds of findings, why a sentence is not checked;
the command, and the marked draft."""

WORDS = {
    "verdict_supported": ("有据", "supported"),
    "verdict_contradicted": ("不符", "contradicted"),
    "verdict_unsupported": ("无据", "unsupported"),
    "verdict_not_checked": ("未核", "not checked"),
    "finding_figure": ("数字", "figure"),
    "finding_unit": ("单位", "unit"),
    "finding_bound": ("约数", "bound"),
    "finding_year": ("年份", "year"),
    "finding_name": ("名称", "name"),
    "finding_office": ("职务", "office"),
    "finding_place": ("地方", "place"),
    "finding_level": ("层级", "level"),
    "finding_direction": ("方向", "direction"),
    "finding_quotation": ("引文", "quotation"),
    "finding_cause": ("因果", "cause"),
    "finding_comparison": ("比较", "comparison"),
    "finding_extent": ("程度", "extent"),
    "finding_outcome": ("进展", "outcome"),
    "finding_crossed": ("张冠李戴", "another thing's"),
    "finding_added": ("报告没有", "added"),
    "finding_unsaid": ("报告没有说", "not said"),
    "reason_heading": ("标题", "heading"),
    "reason_greeting": ("称呼或问候", "greeting"),
    "reason_question": ("问句", "question"),
    "reason_opinion": ("看法或愿望", "opinion or wish"),
    "reason_nothing": ("没有可核的内容", "nothing to check"),
    "reason_long": ("太长，不是一句话", "too long for a sentence"),
    "cmd_check": (
        "核稿：逐句对照报告，指出哪里与报告不符、哪里报告没有说",
        "check drafts against the reports, sentence by sentence",
    ),
    "check_example": (
        "例：youju check 讲话稿.docx --html 核稿.html",
        "Try: youju check speech.docx --html checked.html",
    ),
    "check_line": (
        "每处一行：文件:行:列: 不符|无据: 原话 [哪里不对: 稿子 → 报告]; 报告: “原文”",
        'A line each: file:line:column: contradicted|unsupported: words [what: draft → report]; report: "quote"',
    ),
    "check_exit": (
        "退出码：0 没有不符，1 没做成，2 用法不对，3 有不符",
        "Exit status: 0 nothing contradicted, 1 failed, 2 wrong usage, 3 something contradicted",
    ),
    "check_files": (
        "稿子是 .txt、.md 或 .docx；- 从标准输入读文本。",
        "A draft is a .txt, .md or .docx file; - reads text from standard input.",
    ),
    "opt_check_report": ("只对照这份报告（可重复）", "check against this report only (repeatable)"),
    "opt_html": (
        "另写一份标好的稿子（HTML，可打印）到这个文件",
        "also write the draft with its marks to this file, as HTML",
    ),
    "opt_fix": (
        "把写错的数字、单位、年份改好，写到旁边的副本（名字.fixed.扩展名），原稿不动",
        "mend slips of figures, units and years in a copy beside the draft (NAME.fixed.EXT)",
    ),
    "opt_strict": ("有无据的句子时，退出码也是 3", "exit with 3 for unsupported sentences, too"),
    "checking_progress": ("核对", "Checking"),
    "check_one_draft": (
        "--html 一次只写一份稿子：请只给一个文件",
        "--html takes one draft at a time: name one file",
    ),
    "check_html_taken": (
        "--html 不能写到稿子或它的副本上：请换个文件名",
        "--html must not overwrite the draft or its copy: name another file",
    ),
    "check_fix_needs_file": (
        "--fix 把改好的稿子写在原稿旁边：请先存成文件，再给文件名",
        "--fix writes beside the draft: save it to a file, and name that",
    ),
    "check_report": ("报告", "report"),
    "check_quote": ("“{quote}”", '"{quote}"'),
    "check_derived": ("推算", "derived"),
    "check_counts": (
        "有据 {supported} 句，不符 {contradicted} 句，无据 {unsupported} 句，未核 {not_checked} 句",
        "supported {supported}, contradicted {contradicted}, unsupported {unsupported}, not checked {not_checked}",
    ),
    "check_html_written": ("标好的稿子已写到 {path}", "The marked draft is at {path}"),
    "fix_written": (
        "改了 {count} 处，副本是 {path}，原稿没有动",
        "Mended: {count}, in the copy {path}; the draft is as it was",
    ),
    "fix_there": (
        "改好的副本 {path} 已经在了",
        "The mended copy {path} is there already",
    ),
    "fix_nothing": (
        "{path} 没有能直接改的数字、单位或年份",
        "{path}: no slip of a figure, unit or year that could be mended",
    ),
    "sheet_draft_title": ("核稿单", "Checked draft"),
    "sheet_draft_lead": (
        "稿子逐句与报告核对：画线处见下面的说明，点一下到那里。核对由程序按规则做，可能有错，请以引文为准。",
        "A draft, checked against the reports sentence by sentence: what is underlined is explained below, one click "
        "away. Rules decide, and they can be wrong: the quotes have the last word.",
    ),
    "sheet_draft_legend": ("结果", "What came of it"),
    "sheet_draft_text": ("稿子", "The draft"),
    "sheet_draft_notes": ("逐句说明", "Sentence by sentence"),
    "sheet_draft_notes_none": ("没有可核的句子。", "There was no sentence to check."),
    "sheet_draft_supported": (
        "{count} 句：报告证实，附原文",
        "{count}: the report bears it out, in the words quoted",
    ),
    "sheet_draft_contradicted": (
        "{count} 句：报告说的不一样，画线处不符",
        "{count}: the report says otherwise where it is underlined",
    ),
    "sheet_draft_unsupported": (
        "{count} 句：报告没有这样说，画线处无据",
        "{count}: the report does not say what is underlined",
    ),
    "sheet_draft_not_checked": (
        "{count} 句：没有可核的内容",
        "{count}: nothing to check",
    ),
    "sheet_draft_reason": ("{reason} {count} 句", "{reason}: {count}"),
    "sheet_draft_note": ("第 {number} 条说明", "note {number}"),
    "sheet_draft_back": ("回到稿子", "back to the draft"),
    "sheet_draft_instead": ("报告是", "the report has"),
    "sheet_draft_derived": ("推算：{formula}", "derived: {formula}"),
    "sheet_draft_id": ("核稿编号", "Check"),
    "sheet_draft_sha": ("稿子文字（UTF-8）的 SHA-256", "SHA-256 of the draft's text, in UTF-8"),
    "sheet_draft_hidden": (
        "稿子里有不可见的控制字符（{codes}）：核对时计入，这里不显示",
        "The draft has invisible control characters ({codes}): checked, but not shown here",
    ),
}
