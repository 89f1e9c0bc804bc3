"""Words that official reports and everyday speech use for the same thing, and words of asking."""

from __future__ import annotations

from functools import lru_cache

_SAME_THING = """
gdp 生产总值 国民生产总值 经济总量 gnp
gdp 地区生产总值 国内生产总值
六五 第六个五年计划
七五 第七个五年计划
八五 第八个五年计划
九五 第九个五年计划
十五 第十个五年计划
十一五 第十一个五年规划
十二五 第十二个五年规划
十三五 第十三个五年规划
十四五 第十四个五年规划
庄稼人 农民
落下 纯收入 收入
总盘子 总额
经济总量 国内生产总值 地区生产总值 生产总值 国民生产总值
国内生产总值 生产总值
生产总值 gdp 国民生产总值 经济总量
地区生产总值 生产总值 gdp 经济总量
cpi 居民消费价格 物价
差 差距 比值 缩小
几倍 比值 倍
城里人 城乡
增值税 税率
pm2.5 细颗粒物
pm10 可吸入颗粒物
一产 第一产业
二产 第二产业
三产 第三产业
高企 高新技术企业
规上 规模以上
限上 限额以上
保租房 保障性租赁住房
棚改 棚户区
研发 研究与试验发展 r&d
社保 社会保障 社会保险
低保 最低生活保障
公积金 住房公积金
财政收入 公共预算收入 公共财政收入
财政支出 公共预算支出 公共财政支出
增速 增长 增幅 提高 增加 上升 上涨 涨 多出 涨幅 增加值 变多
增长 增速 增幅 提高 增加 上升 上涨 涨 新增 攀升
下降 减少 降低 下调 降 回落 降幅 少了 减 裁减 减轻
新增 增加 新建 增长
占比 比重 比例 占
比重 占 占比 比例
比例 占 占比 比重
百分比 占 比重 比例
花 支出 投入 安排 用于 拨付 开支 经费
花费 支出 投入 安排 经费
花销 支出 开支
开支 支出
拿出 安排 投入 支出
钱 资金 经费 收入 费 支出 补贴 补助 元
经费 资金 支出 投入
补助 补贴 资助
存款 储蓄
存 存款
到账 收入
涨 上涨 增长
跌 下降 下跌
营收 营业收入
业绩 利润 营业收入
分红 股利 股息 派发
老板 董事长 总经理
挣 利润 收入
赚 利润 收入
到手 可支配收入
收入 可支配收入 营业收入
老百姓 居民 群众 人民
城里人 城镇居民 城市居民
乡下人 农村居民 农民
乡下 农村 乡村
城里 城镇 城市
农民 农村
大学生 高校毕业生 本专科
大学毕业生 高校毕业生
留下 留郑 留 来
学校 中小学 院校 高校
娃 学生 孩子 学位 中小学 幼儿园 儿童
孩子 学生 儿童 少年 学位
上学 学位 学校 入学 中小学
名额 学位
念书 就读 学习 教育
老人 老年人 养老
爸妈 老人 养老 老年
养老院 养老 床位
岁数 年龄 寿命
活 寿命
看病 医疗 就医 卫生
医院 卫生 医疗
药 医药 药品
工作 就业
找工作 就业 招聘
打工 就业 务工 农民工
失业 下岗
招聘会 招聘活动 招聘
欠薪 拖欠
工资 薪酬 薪
房子 住房 安置房 商品房 房屋
盖房 住房 建设
小区 社区
老小区 老旧小区
翻新 改造 提升 整治
弄完 完工 完成
修 建设 改造 新建 通车
路 道路 公路 街
开车 停车 汽车
车位 停车位
停车场 停车
停车 车位
火车 铁路 列车
高铁 高速铁路 铁路
地铁 轨道交通
飞机 航空 机场
坐飞机 旅客 民航
快递 邮政
手机 移动 网络
上网 网络 流量 宽带
网费 资费
天儿 空气 优良天数 大气
天气 空气 优良天数
蓝天 空气 优良天数
空气 大气 优良天数
空气质量 优良天数
脏水 污水 废水
水 水质 河流 断面
绿地 绿化 游园 公园
绿化 绿地 造林
树 造林 绿化 林
垃圾 废弃物
污染 排放 防治
公园 游园
玩 旅游 游
旅游 文旅 游客 出境
游客 旅游
出国 出境
外国人 入境 外资
外资 外商 投资
老外 外商
做生意 经营主体 市场主体
公司 企业
企业 公司
经营主体 市场主体
个体户 个体工商户
登记 新增 注册
开门营业 运营 开业
投用 投入 运营
建成 完成 竣工 投入
开工 启动 开工建设
打官司 诉讼
官司 诉讼
粮食 粮 产量
粮 粮食
庄稼 粮食 农作物
高中 普通高中
保险 参保 保费
交税 税
免税 免除 取消
免掉 取消 免除
取消 停征 废除 取消
毛病 问题
不足 问题 困难
困难 问题
缺点 问题 不足
措施 推进 加强
打算 将 计划 要 预期
计划 将 预期 要 规划 安排
准备 将 要 计划 安排
目标 预期 任务 计划
预期目标 预期 目标
要求 原则
总要求 要求
动手 启动 开工 实施
办 举办 开展 举行
举办 办 开展 举行
举行 召开 举办
召开 举行 开
搞 开展 建立 推进
叫 名为 称
叫做 名为 称
作者 记者 通讯员
写的 记者
采写 记者
总数 总量 总额 共
总额 总量
总量 总额
人数 人
高级别 高水平
承办 举办 组织
比赛 赛事
赛事 比赛
扛过 应对 抗
应对 抗击
受益 惠及
惠及 受益
吸纳 吸收 容纳
吸收 吸引 利用
吸引 吸纳 引进
招来 吸引
管 管理 负责
划线 标准 范围
动工 开工
便宜 降低 下降
缴 征收 收取
收 收取 征收
签 签订 签约
派 选派
打通 贯通 连通
贯通 打通
连冠 连续
冠军 第一
宣讲 宣传
监管 监督
投诉 举报
咨询 询问
回答 答复
多数 大多数
扶贫 脱贫 贫困
穷人 贫困人口
军人 退役军人 军队
部队 军队 解放军
警察 公安
犯罪 违法
事故 安全生产
大雨 降雨 强降雨 暴雨
下雨 降雨
"""

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

_ENGLISH = """
accident 事故
added-value 增加值
age 年龄
agriculture 农业
agricultural 农业
air 空气 优良天数
airport 机场
allowance 补贴 补助
apartment 住房
area 面积
army 军队
bank 银行
bed 床位
bike 自行车
birth 出生
budget 预算
bureau 局
bus 公交
business 经营主体 企业 营业
capita 人均
car 汽车
carbon 碳
case 案件 件
center 中心
centre 中心
child 儿童
children 儿童
city 城市 市
clean 清洁
coal 煤炭
college 高校
committee 委员会 常委会
community 社区 小区
communities 社区 小区
company 企业 公司
companies 企业 公司
compulsory 义务
construction 建设
consumer 消费
consumption 消费
contract 合同
cooperation 合作
corruption 腐败
county 县
cpc 党
cut 减 减免 降低
fee 费
fees 费
crime 犯罪
culture 文化
cultural 文化
day 天
death 死亡
decline 下降
decrease 下降 减少
deficit 赤字
department 部门
deposit 存款
development 发展
digital 数字
disaster 灾害
district 区
dividend 股息 分红
domestic 国内
economic 经济
economy 经济
education 教育
elderly 养老 老年人
electricity 电
emission 排放
employee 员工 职工
employment 就业
enroll 在校 招生
enrolled 在校 招生
enterprise 企业
environment 环境
environmental 环境
event 活动
expenditure 支出
export 出口
express 快递
expressway 高速公路
factory 工厂
farmer 农民
farmland 农田
fiscal 财政
fixed-asset 固定资产
flood 洪水
foreign 外商 外资 对外 外汇
forest 森林
freight 货物
gas 天然气
gdp 生产总值
gnp 国民生产总值
goal 目标
government 政府
graduate 毕业生
graduates 毕业生
grain 粮食
green 绿地 绿化
grew 增长
grow 增长
growth 增长
grid 网格
health 卫生 健康
high-speed 高速
high-tech 高新技术
higher 高等
highway 公路
hospital 医院
household 户 家庭
housing 住房
import 进口
income 收入
increase 增长 增加 提高
industrial 工业 产业
industry 产业 工业
infrastructure 基础设施
inflation 物价
innovation 创新
institution 机构 院校
insurance 保险
investment 投资
job 就业
kindergarten 幼儿园
lake 湖
land 土地
law 法律 法治
library 图书馆
loan 贷款
manufacturing 制造业
market 市场
mayor 市长
medical 医疗
military 军队 国防
migrant 农民工
mobile 移动 手机
museum 博物馆
national 全国 国家
new 新增 新建
newly 新增
nursing 养老
old 老旧 老年
opened 通车 开工
outbound 出境
output 产量 产值
overseas 海外
parcel 快递 包裹
park 公园 产业园
parking 停车
party 党
passenger 旅客
patent 专利
pension 养老 养老金
people 人
per 人均
platform 平台
police 公安
policy 政策
pollution 污染
population 人口
port 港口
poverty 贫困 脱贫
power 电力
premier 总理
price 价格
primary 小学
private 民营
production 生产 产量
profit 利润
program 小程序 项目
project 项目
province 省
public 公共
quality 质量
railway 铁路
rail 铁路
rank 位 名
rainfall 降雨
rate 率
real-estate 房地产
reform 改革
region 地区
registered 注册 登记
renovate 改造
renovated 改造
report 报告
research 研究 研发
reserve 储备
residential 居住 小区
resident 居民
residents 居民
retail 零售
revenue 收入
river 河
road 道路
rural 农村
sale 销售
sales 销售
satellite 卫星
school 学校 中小学
science 科学 科技
secretary 书记
secondary 中学 第二
section 断面
service 服务
sewage 污水
shantytown 棚户区
signed 注册 签订
soil 土壤
space 航天
special 专属 专项
spend 支出
spending 支出
sports 体育
stable 稳定
station 站
steel 钢
street 街道
student 学生 在校
subsidy 补贴
subway 轨道交通
survey 调查
target 目标
tax 税
taxes 税
tech 科技
technology 技术 科技
technological 技术
third-level 三级
tourism 旅游
tourist 旅游 游客
total 总
trade 贸易 进出口
traffic 交通
training 培训
transport 运输
trip 出境 旅游 人次
unemployment 失业
university 高校
urban 城镇 城市
urbanization 城镇化
vehicle 汽车 车
village 村
vocational 职业
volume 总额 量
wage 工资
waste 垃圾
water 水
women 妇女
work 工作
worker 职工 工人
year 年
youth 青年
young 青年
agreement 协议
annual 全年 年度
asset 资产
award 奖 荣获
benefit 惠及 福利
board 董事会
branch 支部
camera 监控
cash 现金
chairman 董事长 主席
chemical 化工
chief 首席 主任
client 客户
consumption 消费 用量 消耗
cost 成本 费用 投资
country 国家
course 课程
covered 覆盖
coverage 覆盖
customer 客户
debt 债务
degree 学位
director 董事 主任 局长
discharge 排放
donate 捐赠
donation 捐赠
earn 收入 利润
electric 电
elect 当选
employ 就业
employed 就业
employer 用人单位
energy 能源 能耗
engineering 工程
equipment 设备
equity 权益
expense 费用
fair 招聘
family 家庭 户
female 女
fertility 生育
financial 财务 金融
fire 火灾
firm 企业
fleet 车队
food 食品 粮食
founded 成立
fund 资金 基金
gender 性别
goods 货物 商品
greenhouse 温室
ground 场地
group 集团
hazardous 危险
held 举办 召开
heritage 遗产
hire 招聘
hour 小时
housing 住房
injury 受伤
inspection 检查
intangible 无形
internet 互联网
joined 加入 参加
kilometer 公里
kilometers 公里
lab 实验室
laboratory 实验室
labor 劳动
landline 固定电话
large 大型
league 联盟
legal 法律 法定
long-term 长期
major 专业 重大
male 男
margin 利率
master 硕士
material 材料
meeting 会议
member 委员 成员
metro 地铁
minimum 最低
net 净
network 网络
number 数
occupational 职业
operating 营业 经营
operation 运营
ordinary 普通
organization 组织
participant 参加
pay 薪酬 工资
percent 占 百分之
percentage 占 比例
performance 业绩
permanent 常住
phone 电话
plant 工厂 植树
postgraduate 研究生
president 总裁 主席 校长
previous 上年
procurement 采购
product 产品
property 房地产
provincial 省级
purchase 采购
ratio 率 比例
reach 达到
reached 达到
received 收到 接待
recycle 回收
renewable 可再生
safety 安全
salary 工资 薪酬
satisfaction 满意度
scholarship 奖学金
season 季度
serve 服务
share 占 股
shareholder 股东
short-term 短期
site 场所
solar 光伏
staff 员工 职工
stadium 体育场
start 开始
state-owned 国有
stock 股票
subsidiary 子公司
supplier 供应商
surplus 盈余
system 系统 制度
teacher 教师
term 期
tonne 吨
tons 吨
top 第一
town 镇
track 轨道
train 培训 列车
treatment 处理 治疗
tree 树 造林
turnover 营业额 成交额
undergraduate 本科
union 工会
unit 单位
urbanisation 城镇化
value 价值 值
visitor 游客
volunteer 志愿
wind 风电
"""

SERIES = tuple(
    tuple(line.split())
    for line in """
收入 支出
存款 贷款
进口 出口
城镇 农村 乡村 城市
毕业生 招生 在校生
死亡 受伤
旅客 货物
国内 国外 境内 境外 外贸
线上 线下
优良 污染
从紧 宽松
第一 第二 第三 第四 第五
一级 二级 三级 四级
一期 二期 三期 四期
一季度 二季度 三季度 四季度
上半年 下半年
夏粮 秋粮 早稻 粮食
男 女
国有 非国有 民营
研究生 本科 普通本专科 专科 博士 硕士
户籍人口 常住人口
住户 企业
东部 中部 西部 东北 沿海 内陆 边疆
长江 黄河 淮河 海河 珠江 辽河 松花江 太湖 巢湖 滇池 洞庭湖 鄱阳湖
京津冀 长三角 珠三角 成渝 粤港澳 环渤海 长江经济带
山区 平原 丘陵 草原 牧区
小麦 稻谷 玉米 大豆 棉花 油料
主席 总理 总书记 部长 委员长
民政部门 社会保险机构 财政部门 税务部门 公安部门 卫生部门
行政长官 立法会主席
负责人 中层干部 一线职工
校长 教师 学生
医生 护士 患者
生产者 消费者
义务教育 学前教育 职业教育 特殊教育 高等教育 高中教育
经济普查 农业普查 人口普查
养老保险 医疗保险 失业保险 工伤保险 生育保险
煤炭 石油 天然气
火电 水电 风电 核电 太阳能 光伏
高铁 普铁 地铁
新能源汽车 燃油汽车
农业银行 工商银行 建设银行 国家开发银行 农业发展银行
主要领导 分管领导
全国人大 全国政协
国企 民企 外企
央企 地方国企
东南亚 中亚 西亚 南亚
春季 夏季 秋季 冬季
北部 南部
西南 西北 东南 华北 华东 华南 华中
一二线 三四线
中英 中葡 中美 中俄 中日 中欧
香港 澳门 台湾
京津 沪宁
主产区 主销区
创业板 中小企业板 科创板
高层管理人员 中层管理人员
世贸组织 国际货币基金组织 世界银行
乒协 羽协 足协 篮协
群众体育 竞技体育
流入 流出
直接融资 间接融资
股份 债券
一般公共预算 政府性基金 社保基金
金牌 银牌 铜牌
省级 国家级 市级 县级
南方 北方
增值税 所得税 营业税 消费税
职工 居民
小学 初中 高中 大学 幼儿园
公路 铁路 水路 航空
新建 改建
老年人 儿童 妇女 残疾人
工业 农业 服务业
书记 区长 市长 县长 省长 镇长 乡长 主任 主席 局长
记者 通讯员
""".strip().splitlines()
)
"""Things of a kind: one of them is not another, and one named alone takes another's place."""

FILLERS = frozenset(
    [
        "的",
        "了",
        "是",
        "在",
        "有",
        "和",
        "与",
        "及",
        "或",
        "也",
        "都",
        "就",
        "还",
        "又",
        "很",
        "个",
        "这",
        "那",
        "其",
        "之",
        "为",
        "于",
        "对",
        "从",
        "到",
        "被",
        "把",
        "给",
        "让",
        "跟",
        "由",
        "以",
        "按",
        "一",
        "不",
        "没",
        "没有",
        "吗",
        "呢",
        "吧",
        "呀",
        "啊",
        "嘛",
        "么",
        "啥",
        "咋",
        "哪",
        "几",
        "多",
        "少",
        "谁",
        "何",
        "怎",
        "能",
        "会",
        "可以",
        "可",
        "请",
        "请问",
        "告诉",
        "我",
        "我们",
        "你",
        "您",
        "他",
        "她",
        "它",
        "麻烦",
        "帮",
        "帮我",
        "说",
        "说说",
        "讲",
        "讲讲",
        "介绍",
        "一下",
        "知道",
        "想",
        "问",
        "想问",
        "需要",
        "写稿",
        "报告",
        "文章",
        "文件",
        "公报",
        "材料",
        "提到",
        "里",
        "里面",
        "中",
        "上",
        "下",
        "内",
        "什么",
        "什么样",
        "多少",
        "几个",
        "哪些",
        "哪个",
        "哪里",
        "哪儿",
        "哪年",
        "哪天",
        "哪位",
        "哪家",
        "怎么",
        "怎么样",
        "怎样",
        "咋样",
        "如何",
        "为什么",
        "为何",
        "为啥",
        "是谁",
        "是否",
        "有没有",
        "是不是",
        "多大",
        "多高",
        "多长",
        "多久",
        "何时",
        "时候",
        "什么时候",
        "分别",
        "各",
        "各是",
        "各有",
        "情况",
        "方面",
        "具体",
        "一共",
        "总共",
        "共",
        "全",
        "总",
        "整个",
        "全年",
        "年",
        "月",
        "日",
        "今年",
        "去年",
        "明年",
        "本年",
        "当年",
        "上年",
        "上一年",
        "一年",
        "这一年",
        "这年",
        "年底",
        "年末",
        "年初",
        "那",
        "那个",
        "那些",
        "这个",
        "这些",
        "名字",
        "名称",
        "叫",
        "叫做",
        "做",
        "做法",
        "数",
        "数量",
        "数字",
        "数据",
        "大概",
        "大约",
        "左右",
        "到底",
        "究竟",
        "已经",
        "目前",
        "现在",
        "如今",
        "一直",
        "算",
        "算上",
        "来",
        "去",
        "用",
        "要",
        "将",
        "该",
        "应",
        "者",
        "们",
        "地",
        "得",
        "着",
        "过",
        "所",
        "等",
        "据",
        "比",
        "更",
        "最",
        "并",
        "而",
        "且",
        "但",
        "因",
        "因为",
        "由于",
        "所以",
        "the",
        "of",
        "in",
        "a",
        "is",
        "are",
        "was",
        "were",
        "how",
        "many",
        "much",
        "what",
        "which",
        "who",
        "when",
        "did",
        "does",
        "do",
        "to",
        "and",
        "for",
        "it",
        "by",
        "that",
        "with",
        "have",
        "has",
        "had",
        "be",
    ]
)

ASPECTS = frozenset(
    "举措 措施 办法 安排 部署 打算 计划 任务 要求 政策 目标 规划 布局 进展 成效 成绩 成果 成就 效果 问题 困难 作用 意义 "
    "取得 采取 开展 推进 推动 加强 落实 实现 完成 达到 支持 扶持 提出 调整 举办 召开 举行 开工 建成 通车 开通 投用 启用 "
    "工作 发展 建设 项目 产业 行业 领域 事业 应用 技术 管理 保护 治理 改革 制度 年度 "
    "增长 增速 增幅 增长率 上升 提高 上涨 涨 涨幅 增加 扩大 提升 下降 降幅 降低 减少 下跌 跌幅 回落 缩小 变化 变动 "
    "比例 比重 占比 占 水平 规模 总数 总量 总额 金额 数额 人数 户数 家数 面积 长度 里程 里数 浓度 单价 价格".split()
)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in (_SAME_THING + _ENGLISH).split("\n"):
        head, *others = line.split(" ")
        if others:
            table[head] = (*table.get(head, ()), *others)
    return table


def is_filler(word: str) -> bool:
    """A word of asking, or a year: it says little of what is asked about."""
    year = word.isdigit() and len(word) == 4 and word[:2] in ("19", "20")
    return word in FILLERS or year


def is_aspect(word: str) -> bool:
    """What is asked of a thing, and not the thing: its growth, the measures taken."""
    return word in ASPECTS


def same_thing(word: str) -> tuple[str, ...]:
    """Other words that a report may use for ``word`` (folded)."""
    table = _table()
    if word.isascii() and word not in table:
        word = word.removesuffix("s")
    return table.get(word, ())


@lru_cache(maxsize=1)
def _retold() -> dict[str, tuple[str, ...]]:
    """What a claim says → words of a report that it may stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for line in (_SAME_THING + _RETOLD).split("\n"):
        head, *others = line.split(" ")
        for other in others:
            table[other] = (*table.get(other, ()), head)
    return table


def said_otherwise(word: str) -> tuple[str, ...]:
    """Words of a report that a claim's ``word`` may stand for."""
    return _retold().get(word, ())


def retold_words() -> tuple[str, ...]:
    return tuple(_retold())


def known_words() -> tuple[str, ...]:
    """What a question may be made of: its cutter must know these as words."""
    return (*_table(), *FILLERS)
