"""The proof sheet."""

WORDS = {
    "sheet_by": ("有据 · 每句话都有原文为证", "youju 有据 · every sentence with its proof"),
    "sheet_title": ("核验单", "Proof sheet"),
    "sheet_lead": (
        "这份文件记下一个问题、它的回答，以及回答所依据的报告原文。制单时每段引文都与报告重新比对，结果写在引文下面。",
        "A question, its answer, and the words of the report that it rests on. Every quote was compared with the report "
        "once more for this sheet; what came of it stands below the quote.",
    ),
    "sheet_question": ("问题", "Question"),
    "sheet_understood": ("理解为：", "Understood as: "),
    "sheet_answer": ("回答", "Answer"),
    "sheet_answered": ("已回答", "Answered"),
    "sheet_abstained": ("没有据可依，不作回答", "Not answered: it is not in the report"),
    "sheet_reason_off_topic": (
        "原因：没有问到报告里的内容。",
        "Why: it asks for nothing that the report holds.",
    ),
    "sheet_reason_no_evidence": (
        "原因：报告里没有找到能回答这个问题的话。",
        "Why: no words of the report were found that answer it.",
    ),
    "sheet_reason_near_miss": (
        "原因：报告只说到相近的事（另一年、另一地、另一职务，或没有给出所问的内容），不能当作回答。",
        "Why: the report only says something near (another year, place or office, or not what was asked for), which is "
        "no answer.",
    ),
    "sheet_reason_nothing_proven": (
        "原因：写出的话没有一句能由报告证实。",
        "Why: nothing that was written could be proven from the report.",
    ),
    "sheet_counted": (
        "共 {all} 句：已证实 {proven} 句，未证实 {unproven} 句；另删去 {struck} 句",
        "Sentences: {all}; proven: {proven}; not proven: {unproven}; struck: {struck}",
    ),
    "sheet_only_struck": ("删去 {struck} 句", "Sentences struck: {struck}"),
    "sheet_mode_extractive": (
        "作答方式：报告原话，没有用大模型",
        "Made of the report's own words, without an LLM",
    ),
    "sheet_mode_llm": (
        "作答方式：由大模型 {model} 撰写，逐句与报告核对",
        "Written by the LLM {model}, every sentence checked against the report",
    ),
    "sheet_confidence_high": (
        "把握：报告答到了这个问题，很有把握",
        "Confidence: high that the report answers the question",
    ),
    "sheet_confidence_fair": (
        "把握：报告答到了这个问题，较有把握",
        "Confidence: fair that the report answers the question",
    ),
    "sheet_confidence_low": (
        "把握：报告答到了这个问题，把握不大，请自行判断",
        "Confidence: low that the report answers the question; judge for yourself",
    ),
    "sheet_confidence_absent_high": (
        "把握：报告没有说到，很有把握",
        "Confidence: high that the report does not say it",
    ),
    "sheet_confidence_absent_fair": (
        "把握：报告没有说到，较有把握",
        "Confidence: fair that the report does not say it",
    ),
    "sheet_confidence_absent_low": (
        "把握：报告没有说到，把握不大，请自行判断",
        "Confidence: low that the report does not say it; judge for yourself",
    ),
    "sheet_claims": ("逐句核验", "Sentence by sentence"),
    "sheet_claims_lead": (
        "是否证实，是回答时的判定；引文与报告是否一致，是制单时的比对。",
        "Proven or not was judged when the answer was made; the quotes were compared for this sheet.",
    ),
    "sheet_all_same": (
        "引文 {all} 段，制单时与报告比对，全部一致",
        "Quotes: {all}, all identical with the report when this sheet was made",
    ),
    "sheet_some_differ": (
        "注意：引文 {all} 段，其中 {differing} 段与制单时的报告对不上，见下",
        "Note: of {all} quotes, {differing} could not be found unchanged when this sheet was made; see below",
    ),
    "sheet_proven": ("已证实", "Proven"),
    "sheet_unproven": ("未证实", "Not proven"),
    "sheet_why": ("原因：", "Why: "),
    "sheet_why_unknown": ("没有记录", "not recorded"),
    "sheet_above": ("原文见上：", "Its words are above: "),
    "sheet_place": ("第 {start}–{end} 字", "characters {start}–{end}"),
    "sheet_check_identical": (
        "制单时与报告比对：这个位置上的文字与引文完全一致",
        "Compared with the report for this sheet: identical at this place",
    ),
    "sheet_check_moved": (
        "制单时与报告比对：报告在回答之后换过，这些话现在在第 {start}–{end} 字；以上是当时引用的文字",
        "Compared with the report for this sheet: it was replaced since, and now has these words at {start}–{end}; shown "
        "as cited at the time",
    ),
    "sheet_check_gone": (
        "制单时与报告比对：报告在回答之后换过，现在没有这些话；以上是当时引用的文字，无法再核对",
        "Compared with the report for this sheet: it was replaced since and no longer has these words; shown as cited at "
        "the time",
    ),
    "sheet_check_removed": (
        "报告已不在索引中，无法再比对；以上是当时引用的文字",
        "The report is no longer in the index: nothing to compare with; shown as cited at the time",
    ),
    "sheet_hidden": (
        "引文里有不可见的控制字符（{codes}）：比对时计入，这里不显示",
        "The quote has invisible control characters ({codes}): compared, but not shown here",
    ),
    "sheet_nearest": ("最接近的原文", "Nearest words of the report"),
    "sheet_other_quotes": ("其他引文", "Other quotes"),
    "sheet_struck": ("删去的话", "What was struck"),
    "sheet_struck_lead": (
        "下面的话由大模型写出，报告不能证实，没有进入回答。",
        "The LLM wrote these; the report does not prove them, and they are not in the answer.",
    ),
    "sheet_warnings": ("提醒", "Warnings"),
    "sheet_found": ("怎样找到", "How it was found"),
    "sheet_found_nearest": ("找到的最接近的段落", "The nearest passages found"),
    "sheet_found_lead": (
        "检索到的 {count} 个段落，从最相关的排起。语义分看意思相近，词语分（BM25）看用词相同，综合分由两者合成。",
        "Passages found: {count}, best first. The dense score is nearness of meaning, the lexical score (BM25) shared "
        "words; fused is both together.",
    ),
    "sheet_found_caption": ("检索到的段落和分数", "Passages found, with their scores"),
    "sheet_found_nothing": ("没有找到段落。", "No passages were found."),
    "sheet_number": ("序号", "No."),
    "sheet_dense": ("语义分", "Dense"),
    "sheet_lexical": ("词语分", "Lexical"),
    "sheet_fused": ("综合分", "Fused"),
    "sheet_cited": ("引用", "Cited"),
    "sheet_not_cited": ("未引", "no"),
    "sheet_timings": ("各步用时", "Time by stage"),
    "sheet_ms": ("{ms:.1f} 毫秒", "{ms:.1f} ms"),
    "sheet_stage_embed": ("计算向量", "embedding"),
    "sheet_stage_retrieve": ("检索", "retrieval"),
    "sheet_stage_generate": ("作答", "answering"),
    "sheet_stage_verify": ("核对", "verification"),
    "sheet_stage_repair": ("修补", "repair"),
    "sheet_stage_total": ("合计", "in all"),
    "sheet_provenance": ("出处", "Provenance"),
    "sheet_answer_id": ("回答编号", "Answer"),
    "sheet_created": ("回答时间", "Answered at"),
    "sheet_made": ("制单时间", "Sheet made at"),
    "sheet_not_recorded": ("没有记录", "not recorded"),
    "sheet_version": ("制单程序", "Made by"),
    "sheet_index": ("制单时的索引", "Index, now"),
    "sheet_embedder": ("嵌入模型", "Embedder"),
    "sheet_fingerprint": ("指纹", "fingerprint"),
    "sheet_reports": ("报告（制单时索引中的）", "Reports, as the index has them now"),
    "sheet_report": ("报告", "Report"),
    "sheet_file": ("原文件", "Source file"),
    "sheet_gone": ("已不在索引中", "no longer in the index"),
    "sheet_characters": ("字数", "Characters"),
    "sheet_by_yourself": ("自行核对", "Check it yourself"),
    "sheet_by_sum": (
        "用原文件计算，应与上面的 SHA-256 相同：",
        "on the source file, must print the SHA-256 above: ",
    ),
    "sheet_by_verify": (
        "核对整个索引是否完好：",
        "To check that the whole index is undamaged: ",
    ),
    "sheet_footer": (
        "位置是报告正文（整理后的文字）里的字符序号，从 0 数起，不含末位。这份文件不含程序，也不引用任何外部内容，可以单独存档。",
        "Places count the characters of the report's canonical text from 0, the end not included. This file has no script "
        "and refers to nothing outside itself: it can be filed as it is.",
    ),
}
