"""Everything that the command line says, in Chinese and English, and the choice between them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from youju.errors import YoujuError
from youju.text import printable

ERRORS = {
    "error": ("出错了：{detail}", "Something went wrong: {detail}"),
    "configuration": (
        "设置有误：{name}：{detail}。请改正环境变量或 youju.toml",
        "Wrong setting: {name}: {detail}. Mend the environment or youju.toml",
    ),
    "output": ("写不出结果：{detail}", "Cannot write the output: {detail}"),
    "output_file": (
        "写不了 {name}：{detail}。请换个文件名或文件夹",
        "Cannot write {name}: {detail}. Name another file or folder",
    ),
    "index": ("索引出错", "Something is wrong with the index"),
    "question": (
        "问题太长（{length} 字，最多 {limit} 字）。请写一个短些的问题",
        "The question is too long ({length} characters, {limit} at most). Ask a shorter one",
    ),
    "question_empty": (
        "没有问题。请写一个，例如：2023年优良天数是多少？",
        "There is no question. Write one, such as: 2023年优良天数是多少？",
    ),
    "document": ("读不了 {name}：{detail}", "Cannot read {name}: {detail}"),
    "unsupported_format": (
        "不能读 {name}（{kind}）。请另存为 .txt 或 .md 文本",
        "Cannot read {name} ({kind}). Save it as .txt or .md text",
    ),
    "undecodable_text": (
        "{name} 不是文本，或编码不明。请另存为 UTF-8 文本",
        "{name} is no text, or in an unknown encoding. Save it as UTF-8 text",
    ),
    "document_too_large": (
        "{name} 太大（最多 {limit_mb} MB）。请拆成几个文件",
        "{name} is too large ({limit_mb} MB at most). Split it into several files",
    ),
    "empty_document": ("{name} 是空的，没有文字", "{name} is empty: there is no text in it"),
    "same_report": (
        "有两个文件的编号都是 {report}。请改名，或分两次收入（后一份会替换前一份）",
        "Two of the files have the id {report}. Rename one, or add them one after the other",
    ),
    "embedding": (
        "嵌入模型用不了：{name}：{detail}。请检查 YOUJU_EMBEDDING_MODEL，或去掉它以使用自带模型",
        "The embedding model does not load: {name}: {detail}. Check YOUJU_EMBEDDING_MODEL, or unset "
        "it to use the one in the box",
    ),
    "index_missing": (
        "{folder} 里没有索引。请先运行：youju index add 报告.txt",
        "There is no index in {folder}. Run: youju index add REPORT.txt",
    ),
    "index_damaged": (
        "索引损坏：{folder}：{file}。请运行 youju index rebuild；若原文也损坏，请重新 youju index add",
        "The index is damaged: {folder}: {file}. Run youju index rebuild; if the source is damaged, "
        "too, run youju index add again",
    ),
    "index_mismatch": (
        "索引 {folder} 是用另一个模型或格式建的（{built}，现在是 {wanted}）。请运行 youju index rebuild",
        "The index {folder} was built with another model or format ({built}, now {wanted}). Run "
        "youju index rebuild",
    ),
    "index_not_writable": (
        "写不了索引 {folder}：{detail}。原有内容没有改动。请检查权限和磁盘空间，或用 --index 换个文件夹",
        "Cannot write the index {folder}: {detail}. Nothing was changed. Check its permissions and "
        "the space on disk, or name another folder with --index",
    ),
    "index_busy": (
        "索引 {folder} 正被另一个进程写入。请稍后再试",
        "Another process is writing the index {folder}. Try again in a moment",
    ),
    "report_unknown": (
        "没有报告 {report}。现有：{known}",
        "There is no report {report}. There are: {known}",
    ),
    "database": (
        "历史数据库用不了：{detail}。请检查 YOUJU_DATABASE_URL、权限和磁盘空间",
        "The history database fails: {detail}. Check YOUJU_DATABASE_URL, permissions and disk space",
    ),
    "listening": (
        "不能在 {address} 上监听：{detail}",
        "Cannot listen on {address}: {detail}",
    ),
    "request": ("请求有误：{detail}", "The request is wrong: {detail}"),
    "not_found": (
        "没有 {what}，或它属于别人（浏览器认 cookie，程序认密钥）",
        "There is no {what}, or it is another's (browsers are known by their cookie, programs by key)",
    ),
    "key_name": (
        "密钥要有自己的名字：“{name}” 不行",
        'A key needs a name of its own, not "{name}"',
    ),
    "key_missing": (
        "需要有效的密钥：请在 Authorization 里带上 Bearer 密钥（youju keys add 可以新建）",
        "A valid key is needed: send it as Authorization: Bearer KEY (youju keys add makes one)",
    ),
    "key_unknown": (
        "这个密钥不对，或已作废。youju keys list 列出现有的",
        "This key is unknown or revoked. youju keys list shows those there are",
    ),
    "scope_missing": (
        "这个密钥没有 {scope} 权限。请用 youju keys add --scope {scope} 新建一个",
        "This key has no scope {scope}. Make one with youju keys add --scope {scope}",
    ),
    "foreign_origin": (
        "别的网站（{origin}）的网页不能调用。若是自己的网页，请设置 YOUJU_CORS_ORIGINS",
        "Pages of another site ({origin}) may not call. If it is yours, set YOUJU_CORS_ORIGINS",
    ),
    "foreign_host": (
        "不认识主机名 {host}。若是自己的域名，请设置 YOUJU_ALLOWED_HOSTS",
        "The host name {host} is unknown. If it is yours, set YOUJU_ALLOWED_HOSTS",
    ),
    "too_many_requests": (
        "问得太快（最多 {limit}）。请 {seconds} 秒后再试",
        "Too many requests (at most {limit}). Try again in {seconds} s",
    ),
    "overloaded": (
        "正在回答的问题太多。请 {seconds} 秒后再试",
        "Too many questions are being answered. Try again in {seconds} s",
    ),
    "not_ready": ("正在加载，请稍后再试", "Still loading: try again in a moment"),
    "llm_missing": (
        "没有配置大模型。请设置 YOUJU_LLM_BASE_URL 和 YOUJU_LLM_MODEL，或用 --mode extractive（报告原话，不需要大模型）",
        "No LLM is configured. Set YOUJU_LLM_BASE_URL and YOUJU_LLM_MODEL, or use --mode extractive "
        "(the report's own words, no LLM)",
    ),
    "prompt": (
        "提示词有误：{name}：{detail}。请改正，或去掉 YOUJU_PROMPTS_DIR 以使用自带的",
        "The prompt is broken: {name}: {detail}. Mend it, or unset YOUJU_PROMPTS_DIR to use the "
        "ones in the box",
    ),
    "llm": ("大模型出错：{detail}", "The LLM failed: {detail}"),
    "llm_unreachable": (
        "连不上大模型 {url}：{detail}。请检查 YOUJU_LLM_BASE_URL、服务是否在运行、网络和代理",
        "Cannot reach the LLM at {url}: {detail}. Check YOUJU_LLM_BASE_URL, that it is running, the "
        "network and the proxy",
    ),
    "llm_certificate": (
        "大模型 {url} 的证书通不过：{detail}。内网自签证书请设置 SSL_CERT_FILE",
        "The certificate of the LLM at {url} is not trusted: {detail}. For one of your own, set "
        "SSL_CERT_FILE",
    ),
    "llm_unauthorised": (
        "大模型不接受密钥：{detail}。请检查 YOUJU_LLM_API_KEY",
        "The LLM refuses the key: {detail}. Check YOUJU_LLM_API_KEY",
    ),
    "llm_unknown": (
        "大模型 {model} 或地址 {url} 不存在：{detail}。请检查 YOUJU_LLM_MODEL，以及地址是否写到 /v1",
        "There is no model {model} at {url}: {detail}. Check YOUJU_LLM_MODEL, and that the URL goes "
        "up to /v1",
    ),
    "llm_context": (
        "内容超过大模型的上下文：{detail}。请调小 YOUJU_LLM_CONTEXT_TOKENS",
        "The model's context is too small: {detail}. Lower YOUJU_LLM_CONTEXT_TOKENS",
    ),
    "llm_format": (
        "大模型接口不支持 JSON schema：{detail}。请设置 YOUJU_LLM_CITING=prose",
        "The endpoint cannot keep to a JSON schema: {detail}. Set YOUJU_LLM_CITING=prose",
    ),
    "llm_quota": (
        "大模型限流或额度用完：{detail}。请稍后再试，或检查账户",
        "The LLM's rate limit or quota is reached: {detail}. Try later, or check the account",
    ),
    "llm_server": (
        "大模型服务出错：{detail}。请稍后再试",
        "The LLM's server failed: {detail}. Try later",
    ),
    "llm_timeout": (
        "大模型没有及时回应（{seconds} 秒）。请检查服务，或调大 {setting}",
        "The LLM did not answer in time ({seconds} s). Check the server, or raise {setting}",
    ),
    "llm_malformed": (
        "大模型的回应不合协议或中途断开：{detail}。请检查 YOUJU_LLM_BASE_URL 是否是 OpenAI 兼容接口",
        "What the LLM sent is not the protocol, or broke off: {detail}. Check that "
        "YOUJU_LLM_BASE_URL is an OpenAI-compatible endpoint",
    ),
    "llm_empty": (
        "大模型什么也没答。请调大 YOUJU_LLM_ANSWER_TOKENS，或换一个模型",
        "The LLM answered nothing. Raise YOUJU_LLM_ANSWER_TOKENS, or try another model",
    ),
    "llm_filtered": (
        "大模型的内容审查拦下了这个问题。可用 --mode extractive",
        "The LLM's content filter stopped the question. Use --mode extractive",
    ),
    "llm_paused": (
        "大模型连续出错，{seconds} 秒内不再等它",
        "The LLM failed again and again: it is not asked for {seconds} s",
    ),
}

WORDS = {
    "app": (
        "有据：向工作报告提问，每句话都有原文为证。",
        "youju: ask a report; every sentence comes with the words that prove it.",
    ),
    "app_epilog": (
        "例：youju ask 2023年优良天数是多少？　　youju index add 我的报告.txt　　youju doctor",
        "Try: youju ask 2023年优良天数是多少？    youju index add report.txt    youju doctor",
    ),
    "opt_index": ("索引所在的文件夹", "folder of the index"),
    "opt_config": ("设置文件（默认 youju.toml）", "file of settings (default youju.toml)"),
    "opt_lang": ("界面语言：zh 或 en", "language of the interface: zh or en"),
    "opt_verbose": (
        "显示各步用时、删去的话和原因、出错的细节",
        "show timings, what was struck and why, and details of an error",
    ),
    "opt_version": ("显示版本", "show the version"),
    "opt_json": ("只输出 JSON", "print JSON and nothing else"),
    "opt_report": ("只问这份报告（可重复）", "ask this report only (repeatable)"),
    "opt_top_k": ("附上几段原文", "how many passages to return"),
    "opt_mode": (
        "auto、llm 或 extractive（逐字摘录）",
        "auto, llm or extractive (the report's own words)",
    ),
    "opt_no_stream": ("写完再一次输出", "print the answer when it is whole"),
    "opt_split": ("只用这一部分（如 held）", "only this part of the set (such as held)"),
    "opt_eval_mode": (
        "extractive 或 llm（另算引文的查全和查准，核对前后各一列）",
        "extractive, or llm (with citation recall and precision, before and after verification)",
    ),
    "opt_counterfactual": (
        "给大模型看的段落里每个数字都改过：看有多少假数字漏进答案",
        "alter every number in the passages that the LLM is shown",
    ),
    "counterfactual_needs_llm": (
        "--counterfactual 改的是给大模型看的段落，要与 --mode llm 一起用",
        "--counterfactual alters what an LLM is shown: add --mode llm",
    ),
    "cmd_serve": (
        "启动服务：聊天网页、HTTP API、OpenAI 协议、MCP。接口说明在 /docs",
        "start the service: chat page, HTTP API (see /docs), OpenAI protocol, MCP",
    ),
    "cmd_mcp": (
        "把报告接给支持 MCP 的智能体（标准输入输出）",
        "the reports for an agent that speaks MCP, over standard input and output",
    ),
    "cmd_keys": ("服务的密钥", "keys of the service"),
    "cmd_keys_add": (
        "新建密钥，只显示这一次；有了密钥，服务就只答带密钥的请求",
        "make a key, shown this once; from then on the service answers only with a key",
    ),
    "cmd_keys_list": ("列出密钥（看不到密钥本身）", "list the keys, without their secrets"),
    "cmd_keys_revoke": ("作废密钥（两秒内生效）", "revoke a key (known within two seconds)"),
    "opt_host": ("在哪个地址上监听", "address to listen on"),
    "opt_port": ("端口；0 为任意空闲端口", "port; 0 for any that is free"),
    "opt_workers": ("进程数", "how many processes"),
    "opt_open": (
        "没有密钥也在本机以外的地址上监听：谁都能问、能改报告",
        "listen beyond this machine without keys: everybody may ask and change the reports",
    ),
    "opt_scope": (
        "ask 提问，read 读报告和历史，admin 管理报告（可重复）",
        "ask, read (reports and history) or admin (change reports); repeatable",
    ),
    "no_keys": (
        "本机以外的地址要有密钥。请先 youju keys add 名字，或明说 --open",
        "beyond this machine keys are needed. Run youju keys add NAME first, or say --open",
    ),
    "serving": ("有据在 {address}（Ctrl-C 停止）", "youju is at {address} (Ctrl-C stops it)"),
    "key_added": (
        "密钥 {name}（{scopes}），请现在记下，以后看不到：",
        "Key {name} ({scopes}). Note it now, it is not shown again:",
    ),
    "keys_none": (
        "没有密钥：服务只在本机上开放",
        "No keys: the service is open on this machine only",
    ),
    "key_revoked": ("{when} 作废", "revoked {when}"),
    "keys_revoked": ("作废了 {count} 个密钥", "{count} revoked"),
    "doctor_database": (
        "历史数据库 {where}，密钥 {count} 个",
        "history database {where}, keys: {count}",
    ),
    "stopped": ("已停止", "stopped"),
    "no_split": (
        "题集里没有“{given}”这一组；有：{known}",
        'There is no split "{given}" in the set; there is: {known}',
    ),
    "llm_fell_back": (
        "{count} 题大模型没有作答，用的是报告原话：{why}",
        "{count} questions were not answered by the LLM but in the report's own words: {why}",
    ),
    "opt_limit": ("只问 N 题，均匀抽取", "ask only N questions, evenly spread"),
    "cmd_ask": ("问一个问题；- 表示从标准输入读", "ask one question; - reads standard input"),
    "cmd_chat": ("连续提问，可以追问", "ask turn by turn, with follow-ups"),
    "cmd_search": ("查找相关段落，显示分数", "find passages, with their scores"),
    "cmd_figures": (
        "报告里的每个数字：是什么的数、多少、怎么变、在哪里",
        "every figure of the reports: of what, how much, its change, its place",
    ),
    "opt_figures_report": ("只列这份报告（可重复）", "this report only (repeatable)"),
    "opt_filter": (
        "只列指标、单位、章节或原文里有这几个字的",
        "only where indicator, unit, section or text has this",
    ),
    "opt_csv": ("输出 CSV，可用 Excel 打开", "print CSV, which Excel opens"),
    "one_form": ("--csv 和 --json 只能选一个", "choose one of --csv and --json"),
    "no_figures": ("没有这样的数字", "There are no such figures"),
    "figure_report_id": ("报告", "report"),
    "figure_indicator": ("指标", "indicator"),
    "figure_value": ("数值", "value"),
    "figure_unit": ("单位", "unit"),
    "figure_about": ("约数", "about"),
    "figure_change": ("变化", "change"),
    "figure_section": ("章节", "section"),
    "figure_place": ("位置", "place"),
    "figure_text": ("原文", "text"),
    "figure_base_value": ("换算值", "base value"),
    "figure_base_unit": ("换算单位", "base unit"),
    "figure_start": ("起", "start"),
    "figure_end": ("止", "end"),
    "figure_sentence_start": ("句起", "sentence start"),
    "figure_sentence_end": ("句止", "sentence end"),
    "figure_group": ("组", "group"),
    "cmd_index": ("管理已收入的报告", "the library of indexed reports"),
    "cmd_add": (
        "收入报告（.txt 或 .md）；同名的会被替换",
        "add reports (.txt or .md); one of the same name is replaced",
    ),
    "cmd_list": ("列出报告", "list the reports"),
    "cmd_remove": ("移除一份报告", "remove a report"),
    "cmd_rebuild": ("用现在的模型重建索引", "rebuild the index with the model of now"),
    "cmd_verify": ("检查索引的每个文件是否完好", "check that every file of the index is whole"),
    "cmd_prompts": ("对大模型说的话", "what is said to the LLM"),
    "cmd_prompts_show": (
        "显示某个问题会发给大模型的内容（不会真的发送）",
        "show what would be sent to the LLM for a question (nothing is sent)",
    ),
    "prompt_not_sent": (
        "报告答不了这个问题：实际提问时不会调用大模型",
        "The report does not answer this: no LLM would be called",
    ),
    "cmd_eval": ("用问题集衡量准确率和拒答", "measure answers and abstention on a question set"),
    "cmd_doctor": ("检查模型、索引和设置，指出毛病和改法", "check model, index and settings"),
    "answer": ("回答", "Answer"),
    "abstained": ("没有据可依", "Not in the report"),
    "sources": ("原文", "Words of the report"),
    "nearest": ("最接近的原文", "Nearest words"),
    "mode_extractive": ("报告原话", "the report's own words"),
    "mode_llm": ("{model} 作答，逐句核对", "written by {model}, every sentence checked"),
    "drafting": ("正在写（还没有核对）…", "Writing (not checked yet) …"),
    "unproven": ("（未证实）", " (not proven)"),
    "struck": ("删去：{text}（{why}）", "struck: {text} ({why})"),
    "understood": ("理解为：{question}", "understood as: {question}"),
    "chat_hello": (
        "问吧。可以追问，如“那2022年呢？”；输入 ? 看可以问什么；空行或 Ctrl-D 结束。",
        "Ask away. Follow-ups are understood; ? shows what to ask; an empty line or Ctrl-D ends.",
    ),
    "added": (
        "已收入 {id}：{title}（{passages} 段，{characters} 字）",
        "Added {id}: {title} ({passages} passages, {characters} characters)",
    ),
    "removed": ("已移除 {id}", "Removed {id}"),
    "rebuilt": ("已重建：{count} 份报告", "Rebuilt: {count} reports"),
    "whole": ("索引完好：{folder}", "The index is whole: {folder}"),
    "no_hits": ("没有找到", "Nothing was found"),
    "no_reports": ("还没有报告", "There are no reports yet"),
    "embedding_progress": ("计算向量", "Embedding"),
    "asking_progress": ("提问", "Asking"),
    "struck_hint": ("（加 -v 看删去的话和原因）", "(-v shows what was struck, and why)"),
    "answer_interrupted": ("这个回答停下了，可以接着问", "This answer was stopped; ask on"),
    "why_figure": ("数字不符", "figure"),
    "why_crossed": ("数字是别的事的", "another thing's figure"),
    "why_apart": ("不在一处", "not said together"),
    "why_aligned": ("各有各的数字", "each has a figure of its own"),
    "why_level": ("层级不符", "level"),
    "why_direction": ("方向不符", "direction"),
    "why_state": ("进展不符", "planned, under way or done"),
    "why_flow": ("新增、总数或变化量不符", "new, in all, or by how much"),
    "why_part": ("只是其中一部分", "a part of it"),
    "why_person": ("没有写到此人", "person"),
    "why_name": ("报告里没有这个名字", "name"),
    "why_altered": ("改了字", "altered word"),
    "why_added": ("报告没有这样说", "not in the report"),
    "why_year": ("年份不符", "year"),
    "why_place": ("地方不符", "place"),
    "why_kind": ("类别不符", "kind"),
    "why_office": ("职务不符", "office"),
    "why_negation": ("是否不符", "negation"),
    "why_outcome": ("完成与否不符", "done or not"),
    "why_extent": ("程度不符", "extent"),
    "why_cause": ("原因或目的不符", "cause or purpose"),
    "why_quoted": ("引号里的话不符", "quotation"),
    "why_unsaid": ("报告没有说到", "the report does not say"),
    "why_empty": ("没有可证实的内容", "nothing that could be proven"),
    "why_long": ("太长，不是一句话", "too long for a sentence"),
    "interrupted": ("已中断，什么都没有改动", "Interrupted; nothing was changed"),
    "doctor_unknown": (
        "没有 {name} 这个设置，是不是写错了？",
        "there is no setting {name}: a typo?",
    ),
    "doctor_model": ("嵌入模型 {name}", "embedding model {name}"),
    "doctor_model_bad": (
        "模型文件与出厂时不符，请重新安装 youju",
        "the model's files are not as shipped: install youju again",
    ),
    "doctor_index": ("索引 {folder}：{count} 份报告", "index {folder}: {count} reports"),
    "doctor_answer": ("试答用时 {ms:.0f} 毫秒", "a trial answer took {ms:.0f} ms"),
    "doctor_no_llm": (
        "没有配置大模型：用逐字摘录回答",
        "no LLM is configured: answers are the report's own words",
    ),
    "doctor_llm": ("大模型 {model}：{ms:.0f} 毫秒回应", "LLM {model} answered in {ms:.0f} ms"),
    "listed": (
        "{id}　{title}（{passages} 段，{characters} 字）",
        "{id}  {title} ({passages} passages, {characters} characters)",
    ),
    "did_you_mean": (
        "没有命令 {given}。是不是 {close}？",
        "There is no command {given}. Did you mean {close}?",
    ),
    "no_command": (
        "没有命令 {given}。用 youju --help 查看全部",
        "There is no command {given}. See youju --help",
    ),
    "opt_proof": (
        "另写一份核验单（HTML）到这个文件",
        "also write the proof sheet to this file, as HTML",
    ),
    "proof_written": ("核验单已写到 {path}", "The proof sheet is at {path}"),
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
        "原因：这个问题不是关于报告的。",
        "Why: the question is not about the report.",
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
    "sheet_confidence_sure": (
        "把握：报告答到了这个问题，很有把握",
        "Confidence: high that the report answers the question",
    ),
    "sheet_confidence_likely": (
        "把握：报告答到了这个问题，较有把握",
        "Confidence: fair that the report answers the question",
    ),
    "sheet_confidence_unsure": (
        "把握：报告答到了这个问题，把握不大，请自行判断",
        "Confidence: low that the report answers the question; judge for yourself",
    ),
    "sheet_confidence_absent": (
        "把握：报告没有说到，很有把握",
        "Confidence: high that the report does not say it",
    ),
    "sheet_confidence_absent_likely": (
        "把握：报告没有说到，较有把握",
        "Confidence: fair that the report does not say it",
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
    "metric": ("指标", "metric"),
    "all": ("合计", "all"),
}


def detect_language(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """--lang, else YOUJU_LANG, else the locale: en where it says so, zh otherwise."""
    environment = os.environ if environment is None else environment
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return _known(arguments[index + 1])
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2])
    named = environment.get("YOUJU_LANG")
    if named:
        return _known(named)
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    return "en" if (locale or "").lower().startswith("en") else "zh"


def _known(language: str) -> str:
    return "en" if language == "en" else "zh"


def say(key: str, language: str, **values: object) -> str:
    return printable(WORDS[key][language == "en"].format(**values))


def why(problems: Sequence[str], language: str) -> str:
    """A claim's ``problems``, figure:271天 → 数字不符：271天; a rule without words by its name."""
    colon, semicolon = (": ", "; ") if language == "en" else ("：", "；")
    told = []
    for problem in problems:
        rule, _, said = problem.partition(":")
        zh, en = WORDS.get(f"why_{rule}", (rule, rule))
        told.append(f"{en if language == 'en' else zh}{said and colon + said}")
    return printable(semicolon.join(dict.fromkeys(told)))


def reasons() -> Iterator[tuple[str, str, str]]:
    """The rules by which a claim is found wanting, each in Chinese and English."""
    for key, (zh, en) in WORDS.items():
        if key.startswith("why_"):
            yield key.removeprefix("why_"), zh, en


_DETAILS = {
    "no such file": "没有这个文件",
    "no such folder": "没有这个文件夹",
    "the stream broke off": "回答没写完连接就断了",
    "All connection attempts failed": "没有谁在那里接听",
    "each has 16 characters at least": "每个至少 16 个字符",
    "… is not printable ASCII": "密钥里有不是 ASCII 的字符",
    "unknown setting": "没有这个设置",
    "is missing": "没有设置",
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "No space left on device": "磁盘已满",
    "File too large": "文件超过允许的大小",
    "Read-only file system": "文件系统只读",
    "Not a directory": "不是文件夹",
    "Is a directory": "是文件夹",
    "File exists": "已有同名文件",
    "folder": "文件夹",
}
"""What the system and the settings say, for Chinese lines."""


def explain(error: YoujuError, language: str) -> str:
    """One line: what is wrong, and the mend."""
    values = {name: str(value).replace("\n", " ") for name, value in error.values.items()}
    if language == "zh":
        values = {name: _DETAILS.get(value, value) for name, value in values.items()}
    return printable(ERRORS[error.code][language == "en"].format(**values))
