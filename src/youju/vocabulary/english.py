"""English words of questions, and what Chinese reports say for them."""

from __future__ import annotations

ENGLISH = """
accident 事故
added-value 增加值
age 年龄
agreement 协议
agricultural 农业
agriculture 农业
air 空气 优良天数
airport 机场
allowance 补贴 补助
annual 全年 年度
apartment 住房
area 面积
army 军队
asset 资产
award 奖 荣获
bank 银行
bed 床位
benefit 惠及 福利
bike 自行车
birth 出生
board 董事会
branch 支部
budget 预算
bureau 局
bus 公交
business 经营主体 企业 营业
camera 监控
capita 人均
car 汽车
carbon 碳
case 案件 件
cash 现金
center 中心
centre 中心
chairman 董事长 主席
chemical 化工
chief 首席 主任
child 儿童
children 儿童
city 城市 市
clean 清洁
client 客户
coal 煤炭
college 高校
committee 委员会 常委会
communities 社区 小区
community 社区 小区
companies 企业 公司
company 企业 公司
compulsory 义务
construction 建设
consumer 消费
consumption 消费 用量 消耗
contract 合同
cooperation 合作
corruption 腐败
cost 成本 费用 投资
country 国家
county 县
course 课程
coverage 覆盖
covered 覆盖
cpc 党
crime 犯罪
cultural 文化
culture 文化
customer 客户
cut 减 减免 降低
day 天
death 死亡
debt 债务
decline 下降
decrease 下降 减少
deficit 赤字
degree 学位
department 部门
deposit 存款
development 发展
digital 数字
director 董事 主任 局长
disaster 灾害
discharge 排放
district 区
dividend 股息 分红
domestic 国内
donate 捐赠
donation 捐赠
earn 收入 利润
economic 经济
economy 经济
education 教育
elderly 养老 老年人
elect 当选
electric 电
electricity 电
emission 排放
employ 就业
employed 就业
employee 员工 职工
employer 用人单位
employment 就业
energy 能源 能耗
engineering 工程
enroll 在校 招生
enrolled 在校 招生
enterprise 企业
environment 环境
environmental 环境
equipment 设备
equity 权益
event 活动
expenditure 支出
expense 费用
export 出口
express 快递
expressway 高速公路
factory 工厂
fair 招聘
family 家庭 户
farmer 农民
farmland 农田
fee 费
female 女
fertility 生育
financial 财务 金融
fire 火灾
firm 企业
fiscal 财政
fixed-asset 固定资产
fleet 车队
flood 洪水
food 食品 粮食
foreign 外商 外资 对外 外汇
forest 森林
founded 成立
freight 货物
fund 资金 基金
gas 天然气
gdp 生产总值
gender 性别
gnp 国民生产总值
goal 目标
goods 货物 商品
government 政府
graduate 毕业生
grain 粮食
green 绿地 绿化
greenhouse 温室
grew 增长
grid 网格
ground 场地
group 集团
grow 增长
growth 增长
hazardous 危险
health 卫生 健康
held 举办 召开
heritage 遗产
high-speed 高速
high-tech 高新技术
higher 高等
highway 公路
hire 招聘
hospital 医院
hour 小时
household 户 家庭
housing 住房
import 进口
income 收入
increase 增长 增加 提高
industrial 工业 产业
industry 产业 工业
inflation 物价
infrastructure 基础设施
injury 受伤
innovation 创新
inspection 检查
institution 机构 院校
insurance 保险
intangible 无形
internet 互联网
investment 投资
job 就业
joined 加入 参加
kilometer 公里
kindergarten 幼儿园
lab 实验室
labor 劳动
laboratory 实验室
lake 湖
land 土地
landline 固定电话
large 大型
law 法律 法治
league 联盟
legal 法律 法定
library 图书馆
loan 贷款
long-term 长期
major 专业 重大
male 男
manufacturing 制造业
margin 利率
market 市场
master 硕士
material 材料
mayor 市长
medical 医疗
meeting 会议
member 委员 成员
metro 地铁
migrant 农民工
military 军队 国防
minimum 最低
mobile 移动 手机
museum 博物馆
national 全国 国家
net 净
network 网络
new 新增 新建
newly 新增
number 数
nursing 养老
occupational 职业
old 老旧 老年
opened 通车 开工
operating 营业 经营
operation 运营
ordinary 普通
organization 组织
outbound 出境
output 产量 产值
overseas 海外
parcel 快递 包裹
park 公园 产业园
parking 停车
participant 参加
party 党
passenger 旅客
patent 专利
pay 薪酬 工资
pension 养老 养老金
people 人
per 人均
percent 占 百分之
percentage 占 比例
performance 业绩
permanent 常住
phone 电话
plant 工厂 植树
platform 平台
police 公安
policy 政策
pollution 污染
population 人口
port 港口
postgraduate 研究生
poverty 贫困 脱贫
power 电力
premier 总理
president 总裁 主席 校长
previous 上年
price 价格
primary 小学
private 民营
procurement 采购
product 产品
production 生产 产量
profit 利润
program 小程序 项目
project 项目
property 房地产
province 省
provincial 省级
public 公共
purchase 采购
quality 质量
rail 铁路
railway 铁路
rainfall 降雨
rank 位 名
rate 率
ratio 率 比例
reach 达到
reached 达到
real-estate 房地产
received 收到 接待
recycle 回收
reform 改革
region 地区
registered 注册 登记
renewable 可再生
renovate 改造
renovated 改造
report 报告
research 研究 研发
reserve 储备
resident 居民
residential 居住 小区
retail 零售
revenue 收入
river 河
road 道路
rural 农村
safety 安全
salary 工资 薪酬
sale 销售
satellite 卫星
satisfaction 满意度
scholarship 奖学金
school 学校 中小学
science 科学 科技
season 季度
secondary 中学 第二
secretary 书记
section 断面
serve 服务
service 服务
sewage 污水
shantytown 棚户区
share 占 股
shareholder 股东
short-term 短期
signed 注册 签订
site 场所
soil 土壤
solar 光伏
space 航天
special 专属 专项
spend 支出
spending 支出
sports 体育
stable 稳定
stadium 体育场
staff 员工 职工
start 开始
state-owned 国有
station 站
steel 钢
stock 股票
street 街道
student 学生 在校
subsidiary 子公司
subsidy 补贴
subway 轨道交通
supplier 供应商
surplus 盈余
survey 调查
system 系统 制度
target 目标
tax 税
taxes 税
teacher 教师
tech 科技
technological 技术
technology 技术 科技
term 期
third-level 三级
tonne 吨
tons 吨
top 第一
total 总
tourism 旅游
tourist 旅游 游客
town 镇
track 轨道
trade 贸易 进出口
traffic 交通
train 培训 列车
training 培训
transport 运输
treatment 处理 治疗
tree 树 造林
trip 出境 旅游 人次
turnover 营业额 成交额
undergraduate 本科
unemployment 失业
union 工会
unit 单位
university 高校
urban 城镇 城市
urbanisation 城镇化
urbanization 城镇化
value 价值 值
vehicle 汽车 车
village 村
visitor 游客
vocational 职业
volume 总额 量
volunteer 志愿
wage 工资
waste 垃圾
water 水
wind 风电
women 妇女
work 工作
worker 职工 工人
year 年
young 青年
youth 青年
"""
