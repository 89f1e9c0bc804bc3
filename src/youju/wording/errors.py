"""What can go wrong, by the error's ``code``: what happened, and the mend."""

WORDS = {
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
    "output_in_the_way": (
        "已经有 {name} 了，内容不一样，没有动它。请移走或改名后再试",
        "There is another {name} already, and it was left alone. Move or rename it, then try again",
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
    "draft": (
        "稿子太长（{length} 字，最多 {limit} 字）。请分成几份来核",
        "The draft is too long ({length} characters, {limit} at most). Check it in parts",
    ),
    "draft_format": (
        "不能读 {name}（{kind}）。稿子请存为 .txt、.md 或 .docx",
        "Cannot read {name} ({kind}). Save the draft as .txt, .md or .docx",
    ),
    "draft_empty": (
        "稿子里没有文字。请给一份有内容的稿子",
        "The draft has no text. Give one that has",
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
