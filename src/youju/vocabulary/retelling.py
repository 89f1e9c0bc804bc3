"""Words of a claim that tell a report's words otherwise."""

from __future__ import annotations

from functools import lru_cache

from youju.vocabulary.synonyms import SAME_THING

_RETOLD = """
利润 盈利 收益
降价 下调 价格
涨价 上调 价格
日均 每天 平均
决不允许 绝不允许 不允许
不允许 绝不允许
增长 增速 增幅 上升 提高 增加 涨 升 增至 升至 上涨 攀升 扩大 增多 增长率 涨幅
基本 大体上 总体上 大致
降低 降幅 下调 减少
开始 着手 启动
跨上 迈上 登上 踏上
下降 降幅 减少 降低 下滑 回落 跌 减至 降至 下跌 微降 下调 减
占 占比 比重 比例 份额
比重 占比 占 比例
高于 超过 快于 跑赢 领先 多于
超过 突破 逾 超 以上 多于 跨过
突破 超过 超 逾 达到 跨越
位 位次 名次 名列 排名 居
居 位居 排名 位列 名列 排在
人员 人手 人力 人
措施 举措 办法 做法
支出 花费 投入 花 开支
投入 投资 支出 花费
购买 买 采购
销售 卖出 卖 出售
实现 取得 达成 完成
完成 竣工 完工 建成 做完
竣工 完工 建成 完成
启动 开工 动工 开始 着手
开工 启动 动工
开展 举办 举行 组织 进行 推行
举办 开展 举行 办
实行 推行 实施 施行 落实
实施 实行 推行 执行 落实
建成 建好 建设 新建 完工
建立 设立 组建 成立 构建
设立 建立 成立 创设 开设
推进 推动 促进 加快
获批 获得 批准
获得 赢得 夺得 取得 拿下 斩获 荣获
结束 终结 告终
减轻 减负 降低
努力 尽力 力争
治疗 治病 诊治 医治
患者 病人
进城务工 农民工 务工
创业投资 创投
历史新高 历史最高 新高 最高
年均 平均 每年
负责 主管 管理
措施 手段
宣布 表示 指出
持续 不断 一直 继续
不断 持续 日益
显著 明显
正在 正
突出 显著
群众 老百姓 百姓 居民 民众 市民
居民 群众 老百姓 市民
企业 公司 厂家
儿童 孩子 小孩
老年人 老人 长者
毕业生 大学生
学位 入学名额
住房 房子 房屋
道路 路 马路
停车位 车位
绿地 绿化
公园 游园
医院 医疗机构
学校 校
中小学 学校 中学 小学
幼儿园 学前
受理 接收 办理 处理
解决 处理 化解
问题 困难 难题
减少 减 压减 降低
增加 新增 扩大 增
新增 增加 新建 添
扩大 增加 拓展
加强 强化 增强 巩固
强化 加强
严打 打击 严厉打击
运动健儿 运动员 选手
改善 提升 好转 优化
优化 完善 改善 优化
提升 提高 改善 增强
完善 健全 优化
健全 完善
推出 开发 推行
深入 进一步
覆盖 全覆盖
惠及 受益 服务
培训 轮训
引进 招引 吸引
吸引 引进 招揽
入驻 进驻 落户
落户 入驻 落地
投入运营 投用 运营 启用
投入使用 投用 启用
通车 开通
拥有 有 现有 达到
共有 有 拥有
达到 达 为 至
达 达到 为
市定 全市 市里
全年 一年 年度 当年
截至目前 目前 至今
安排 部署 计划 拨付
要求 规定
规定 要求
明确 确定 规定
确定 明确
强调 指出 要求
报告 汇报
召开 举行 开
审议 讨论
通过 审议通过
国内生产总值 gdp 经济总量
生产总值 gdp 经济总量 地区生产总值
地区生产总值 gdp 经济总量
财政收入 财政
进出口 外贸
外资 外商投资
亏损 赔钱
净利润 利润
营业收入 营收 收入
员工 职工 雇员
职工 员工
董事长 董事会主席
死亡 丧生 遇难
受伤 伤
事故 事件
案件 案
起数 数量 次数
人数 人
件数 数量
人均 每人平均
"""
"""Of a word of a report: what a claim may say for it. One way only, and for verifying only."""


@lru_cache(maxsize=1)
def _retold() -> dict[str, tuple[str, ...]]:
    """What a claim says → words of a report that it may stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for line in (SAME_THING + _RETOLD).split("\n"):
        head, *others = line.split(" ")
        for other in others:
            table[other] = (*table.get(other, ()), head)
    return table


def said_otherwise(word: str) -> tuple[str, ...]:
    """Words of a report that a claim's ``word`` may stand for."""
    return _retold().get(word, ())


def retold_words() -> tuple[str, ...]:
    return tuple(_retold())
