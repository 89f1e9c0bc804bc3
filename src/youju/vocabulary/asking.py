"""Words that a question is made of, beside what it is about."""

from __future__ import annotations

from youju.vocabulary.synonyms import table

FILLERS = frozenset(
    "的 了 是 在 有 和 与 及 或 也 都 就 还 又 很 个 这 那 其 之 为 于 对 从 到 被 把 给 让 跟 由 以 按 一 不 没 没有 吗 呢 吧 呀 啊 嘛 么 "
    "啥 咋 哪 几 多 少 谁 何 怎 能 会 可以 可 请 请问 告诉 我 我们 你 您 他 她 它 麻烦 帮 帮我 说 说说 讲 讲讲 介绍 一下 知道 想 问 想问 需要 写稿 "
    "报告 文章 文件 公报 材料 提到 里 里面 中 上 下 内 什么 什么样 多少 几个 哪些 哪个 哪里 哪儿 哪年 哪天 哪位 哪家 怎么 怎么样 怎样 咋样 如何 为什么 "
    "为何 为啥 是谁 是否 有没有 是不是 多大 多高 多长 多久 何时 时候 什么时候 分别 各 各是 各有 情况 方面 具体 一共 总共 共 全 总 整个 全年 年 月 日 今年 "
    "去年 明年 本年 当年 上年 上一年 一年 这一年 这年 年底 年末 年初 那 那个 那些 这个 这些 名字 名称 叫 叫做 做 做法 数 数量 数字 数据 大概 大约 左右 "
    "到底 究竟 已经 目前 现在 如今 一直 算 算上 来 去 用 要 将 该 应 者 们 地 得 着 过 所 等 据 比 更 最 并 而 且 但 因 因为 由于 所以 the of "
    "in a is are was were how many much what which who when did does do to and for it by that "
    "with have has had be".split()
)

ASPECTS = frozenset(
    "举措 措施 办法 安排 部署 打算 计划 任务 要求 政策 目标 规划 布局 进展 成效 成绩 成果 成就 效果 问题 困难 作用 意义 "
    "取得 采取 解决 开展 推进 推动 加强 落实 实现 完成 达到 支持 扶持 提出 调整 举办 召开 举行 开工 建成 通车 开通 投用 启用 "
    "工作 发展 建设 项目 产业 行业 领域 事业 应用 技术 管理 保护 治理 改革 制度 年度 "
    "增长 增速 增幅 增长率 上升 提高 上涨 涨 涨幅 增加 扩大 提升 下降 降幅 降低 减少 下跌 跌幅 回落 缩小 变化 变动 "
    "比例 比重 占比 占 水平 规模 总数 总量 总额 金额 数额 人数 户数 家数 面积 长度 里程 里数 浓度 单价 价格".split()
)
"""What is asked of a thing, and not the thing: its growth, the measures taken."""


def is_filler(word: str) -> bool:
    """A word of asking, or a year: it says little of what is asked about."""
    year = word.isdigit() and len(word) == 4 and word[:2] in ("19", "20")
    return word in FILLERS or year


def known_words() -> tuple[str, ...]:
    """What a question may be made of: its cutter must know these as words."""
    return (*table(), *FILLERS)
