"""The headings that are understood: what people write above their columns, by what they mean.

Where two columns of a sheet mean the same single thing, the heading that stands earlier here
decides. Case, spaces, punctuation, width, traditional characters, marks such as 必填 and numbers at
the end make no difference; see `meanings`. docs/import.md shows this table.
"""

from __future__ import annotations

from collections.abc import Mapping

from kamcli.exchange.spreadsheets.shape import Field

ALIASES: Mapping[Field, str] = {
    Field.LINE: (
        "line, no, s/n, item, #, index, row, serial, serial no, 序号, 序列, 行号, 编序, 项次, 序"
    ),
    Field.CODE: (
        "code, customer code, 客户编码, 客户编号, 客户代码, 编码, 编号, 代码, customer number, "
        "customer no, client code, client no, client number, account code, account number, "
        "account no, 客户号, 客户ID, customer id, client id, account id, 公司编号, 档案编号, "
        "客户档案号"
    ),
    Field.LEGACY_CODE: (
        "legacy code, old code, former code, 原编码, 旧编码, 原客户编码, 原编号, 旧编号, 曾用编码"
    ),
    Field.NAME: (
        "name, customer name, company name, account name, client name, 客户名称, 公司名称, "
        "企业名称, 单位名称, 客户全称, 公司全称, 客户公司名称, 客户单位, 客户公司, 客户名, "
        "公司名, 名称, 全称, firm, firm name, business name, organization, organisation, "
        "organization name, organisation name, buyer name, customer, company, account, client, "
        "客户, 公司, 企业, 单位, 客商, 客商名称, 买家, 买家名称, 采购商, 采购商名称, 公司抬头, "
        "抬头, full name of company, company name in english, english name, company name cn, "
        "company name en, 中文名称, 英文名称, 客户英文名称, 公司英文名称, 公司英文名, 客户英文名, "
        "公司中文名称, 客户中文名称, 外文名称"
    ),
    Field.SHORT_NAME: (
        "short name, abbreviation, nickname, alias, 简称, 客户简称, 公司简称, 企业简称, 缩写, 别称"
    ),
    Field.COUNTRY: (
        "country, 国家, 国别, 所在国家, 所属国家, 所在国, 客户国家, country name, country code, "
        "billing country, country of origin, nation, 目的国, 国家名称"
    ),
    Field.REGION: (
        "region, province, state, 省份, 省, 省市, 地区, 区域, 所在地区, 所在区域, 所属区域, "
        "所属地区, 所在省份, 州, 州省, area, territory, state province, county, district, city, "
        "城市, 所在城市, 市, 城市名称, town, billing state, billing city, 大区, 片区"
    ),
    Field.PLACE: (
        "place, location, country region, country area, country city, 国家地区, 国家区域, "
        "国家城市, 所在地, 所在国家地区, 国家或地区, 国家及地区, 国家和地区, 国别地区, 地点, "
        "位置, office location, headquarters, hq, based in, 国家与地区, 国家省份, 省市区"
    ),
    Field.ADDRESS: (
        "address, company address, street, street address, 地址, 公司地址, 详细地址, 通讯地址, "
        "联系地址, 办公地址, 客户地址, 收货地址, 注册地址, 邮寄地址, billing address, "
        "shipping address, mailing address, billing street"
    ),
    Field.MARKET: (
        "market, foreign domestic, 内外贸, 内贸外贸, 内销外销, 国内国外, 国内外, 国外国内, 市场, "
        "市场类型, 境内境外, 市场区分"
    ),
    Field.FOREIGN: "foreign, abroad, overseas, 国外, 境外, 外贸, 海外, 外销, 国外客户",
    Field.DOMESTIC: "domestic, inland, 国内, 境内, 内贸, 内销, 国内客户",
    Field.NATURE: (
        "nature, customer type, customer nature, 客户性质, 性质, 客户类型, 客户类别, 类型, 类别, "
        "type, company type, business type, account type, client type, category, "
        "customer category, 客户分类, 公司类型, 公司性质, 企业性质, 企业类型, 单位性质, 业务类型, "
        "经营性质, 客户属性, 客户种类, role in trade, 渠道类型"
    ),
    Field.SOURCE: (
        "source, lead source, customer source, 信息来源, 来源, 客户来源, 线索来源, 来源渠道, "
        "获客渠道, 来源方式, 客户渠道, 渠道, 渠道来源, origin, channel, how found, 开发渠道, "
        "开发方式, 客户信息来源, 获取渠道, 资料来源, 询盘来源, source of lead, source channel"
    ),
    Field.SOURCE_DETAIL: (
        "source detail, source details, source note, 来源说明, 来源详情, 来源明细, 来源备注, "
        "具体来源, 展会名称, fair name, exhibition, trade show"
    ),
    Field.GRADE: (
        "grade, customer grade, 客户等级, 等级, 客户级别, 级别, 客户评级, 评级, 分级, 客户分级, "
        "星级, 客户星级, level, rating, class, tier, priority, customer level, customer class, "
        "rank, abc, 重要程度, 重要性, 优先级, 意向等级, 意向度, 意向级别"
    ),
    Field.OWNER: (
        "owner, account owner, sales, salesperson, sales rep, sales representative, 业务经理, "
        "负责人, 业务员, 销售员, 销售, 销售经理, 客户经理, 跟进人, 跟单员, 所属业务员, 归属人, "
        "所有人, 责任人, 业务人员, 业务负责人, 客户负责人, 销售负责人, 外贸经理, 外贸员, "
        "外贸业务员, 国内销售经理, 展厅经理, account manager, sales manager, company owner, "
        "record owner, contact owner, responsible, responsible person, rep, handled by, "
        "assigned to, 经办人, 业务, 跟进业务员, 负责业务员, 担当"
    ),
    Field.STATUS: (
        "status, customer status, account status, 状态, 客户状态, 合作状态, 当前状态, "
        "lead status, 是否有效"
    ),
    Field.KEY: (
        "key, key account, key customer, vip, 重点客户, 是否重点, 重点, 大客户, 是否大客户, "
        "重要客户, 是否重点客户"
    ),
    Field.REFERRED_BY: (
        "referred by, referrer, introduced by, 介绍客户, 推荐客户, 转介绍人, 推荐人, 引荐人, "
        "转介绍客户"
    ),
    Field.VIA_AGENT: (
        "via agent, agent, 代理, 代理商, 所属代理, 所属代理商, 当地代理, 代理公司, 经由代理"
    ),
    Field.WEBSITE: (
        "website, homepage, url, web, 网址, 网站, 公司网址, 公司网站, 官网, 主页, 公司主页, "
        "官方网站, 独立站, web address, company website, company domain name, domain, site, "
        "网站地址, 客户网站"
    ),
    Field.PRODUCTS: (
        "products, product, interested in, products of interest, 意向产品, 产品, 需求产品, "
        "主营产品, 采购产品, 感兴趣产品, 产品需求, 主要产品, 关注产品, 询价产品, 产品类别, "
        "产品名称, 品名, 经营产品, 主营业务, 主营, 经营范围, interest, product interest, goods, "
        "items, 求购产品, 意向品类, 购买产品, 采购品类"
    ),
    Field.REMARKS: (
        "remarks, remark, note, notes, comment, comments, memo, 备注, 备注信息, 备注说明, 说明, "
        "其他, 其它, 附注, 注, 补充说明, 其他说明, 其他信息, 客户备注, 描述, description, info, "
        "客户描述, 客户简介, 公司简介, 客户背景, 背景, 背景信息, 客户情况, 基本情况, background, "
        "additional information, others, 备考"
    ),
    Field.TAGS: (
        "tags, tag, labels, label, keywords, 标签, 客户标签, 关键词, 分组, 客户分组, group, groups"
    ),
    Field.CONTACT: (
        "contact, contact name, contact person, contact person name, 联系人, 联系人姓名, 姓名, "
        "客户联系人, 主要联系人, 首要联系人, 对接人, 对接联系人, 采购联系人, 关键联系人, "
        "primary contact, main contact, key contact, person, contact persons, contacts, "
        "full name, attn, attention, 联络人, 客户姓名, 采购负责人, 关键人, 决策人, "
        "decision maker, buyer, first name, given name, contact first name, 名, 收件人, 接洽人, "
        "客户对接人, 采购员, 经办联系人, 联系人信息, 联系人资料, 联系人情况"
    ),
    Field.SURNAME: "surname, last name, family name, contact last name, 姓, 姓氏",
    Field.TITLE: (
        "title, job title, position, contact title, 职务, 职位, 岗位, 头衔, 联系人职务, "
        "联系人职位, 职称, job position, role, designation, function, 担任职务, 部门职务, "
        "部门职位"
    ),
    Field.PHONE: (
        "phone, telephone, tel, phone number, telephone number, 电话, 联系电话, 电话号码, 座机, "
        "固定电话, 固话, 办公电话, 公司电话, 联系号码, 联系人电话, business phone, office phone, "
        "work phone, tel no, phone no, landline, 号码, direct line, 直线, 分机, 客户电话"
    ),
    Field.MOBILE: (
        "mobile, mobile phone, cell, cell phone, mobile number, mobile no, 手机, 手机号, "
        "手机号码, 移动电话, 联系手机, 手机电话, 联系人手机, handphone, hp, mob"
    ),
    Field.EMAIL: (
        "email, mail, email address, 邮箱, 电子邮箱, 邮件, 电子邮件, 邮箱地址, 邮件地址, "
        "联系邮箱, 联系人邮箱, mail address, 客户邮箱, 邮箱账号, 公司邮箱, 工作邮箱, E-mail地址"
    ),
    Field.IM: (
        "im, wechat, whatsapp, skype, qq, line id, telegram, wechat id, 微信, 微信号, 微信账号, "
        "旺旺, QQ号, QQ号码, 即时通讯, 社交账号, 社交媒体, linkedin, facebook, instagram, viber, "
        "zalo, messenger, whatsapp number, whatsapp id, 微信whatsapp, 微信QQ, 钉钉, 领英, "
        "social media, ws, wa, 阿里旺旺, tm, trademanager, 社媒账号"
    ),
    Field.REACH: (
        "reach, contact information, contact info, contact details, contact data, how to reach, "
        "联系方式, 联络方式, 联系方法, 联系信息, 联系资料, 联系渠道, 通讯方式, 其他联系方式, "
        "邮箱whatsapp, 邮箱微信, email whatsapp, email phone, phone email, 电话微信, 电话邮箱, "
        "手机微信, 联系人联系方式, 客户联系方式, contact method, 联系途径"
    ),
    Field.BIRTHDAY: (
        "birthday, birth date, date of birth, dob, 生日, 出生日期, 出生年月, 联系人生日, 客户生日"
    ),
    Field.PREFERENCES: (
        "preferences, hobbies, likes, 喜好, 偏好, 爱好, 兴趣, 兴趣爱好, 客户喜好, 个人喜好"
    ),
    Field.REGISTERED_ON: (
        "registered on, registration date, 登记日期, 登记时间, 建档日期, 建档时间, 创建日期, "
        "创建时间, 录入日期, 录入时间, 注册日期, 开发日期, 开发时间, 首次联系日期, 首次联系时间, "
        "首次联系, 初次联系, 首次接触日期, 询盘日期, 询盘时间, 新增日期, 添加日期, 添加时间, "
        "加入日期, 日期, 时间, created, created on, created at, create date, created date, "
        "date created, date added, added on, first contact, first contact on, first contact date, "
        "entry date, entered on, since, customer since, inquiry date, enquiry date, date, "
        "开户日期, 填表日期, 登录日期, 年月日"
    ),
    Field.YEAR: "year, yyyy, 年, 年份, 登记年",
    Field.MONTH: "month, mm, 月, 月份, 登记月",
    Field.DAY: "day, dd, 日, 日号, 登记日",
    Field.LAST_CONTACT_ON: (
        "last contact on, last contact, last contact date, last contacted, 最近联系日期, "
        "最近联系时间, 最近联系, 最后联系日期, 最后联系时间, 最后联系, 上次联系日期, "
        "上次联系时间, 上次联系, 最近跟进日期, 最近跟进时间, 最后跟进日期, 最后跟进时间, "
        "上次跟进日期, 上次跟进时间, 最新跟进时间, 最新跟进日期, 最新联系日期, 跟进日期, "
        "跟进时间, 联系日期, 联系时间, 沟通日期, 沟通时间, 拜访日期, 拜访时间, last activity, "
        "last activity date, last follow up, last follow-up date, follow up date, followed up on, "
        "date of contact, contact date, contacted on, last touch, date contacted, visit date, "
        "last visit, 最近一次联系, 最近一次联系时间, 最近一次跟进时间, 最后一次联系, "
        "最近拜访日期, 最近沟通时间, last interaction, last modified, 更新日期, 更新时间, "
        "last update, updated on"
    ),
    Field.FOLLOW_UPS: (
        "follow ups, follow up, follow up record, follow up records, 跟进记录, 跟进情况, "
        "跟进内容, 跟进, 跟进信息, 跟进历史, 跟进状况, 跟进备注, 跟踪记录, 跟踪情况, 跟踪, "
        "客户跟进, 客户跟进记录, 客户跟进情况, 联系记录, 联系情况, 联系内容, 联系历史, 沟通记录, "
        "沟通情况, 沟通内容, 沟通历史, 洽谈记录, 洽谈情况, 拜访记录, 拜访情况, 拜访内容, "
        "往来记录, 交流记录, 交流情况, 进展, 进展情况, 最新进展, 项目进展, 客户进展, 进度, "
        "跟进进度, 跟进进展, 最新跟进, 最新跟进情况, 最近跟进, 本周跟进, 本周跟进情况, 本周进展, "
        "上周跟进情况, 近况, 客户动态, 动态, progress, history, log, contact log, "
        "contact history, communication, communication record, communication history, activity, "
        "activities, interaction, interactions, meeting notes, call notes, call log, latest news, "
        "update, updates, latest update, status update, follow up notes, follow up history, "
        "业务进展, 跟单记录"
    ),
    Field.KIND: (
        "kind, interaction kind, contact kind, 联系类型, 跟进类型, 沟通类型, activity type"
    ),
    Field.VIA: (
        "via, contact via, 跟进方式, 沟通方式, 拜访方式, 联系形式, 联络形式, 沟通渠道, 跟进渠道, "
        "contact channel, communication channel, means of contact"
    ),
    Field.SAMPLES: (
        "samples, sample, 样品, 样品情况, 样品记录, 寄样, 寄样情况, 寄样记录, 送样, 送样情况, "
        "打样, 打样情况, 样品寄送, 样品信息, 样品单, 样品快递, sample sent, samples sent, "
        "sample record, sample status, sample info, 寄样信息, 样品寄送情况, 样品跟进, 样品进度"
    ),
    Field.QUOTES: (
        "quotes, quote, quotation, quotations, 报价, 报价情况, 报价记录, 报价单, 报价信息, "
        "报价历史, PI, PI情况, 形式发票, proforma, proforma invoice, offer, offers, "
        "price offered, quoted, 报价及PI, 报价进度, quote record, quotation record, 询报价, "
        "询价报价, 已报价, 报价内容, PI记录"
    ),
    Field.ORDERS: (
        "orders, order, 订单, 订单情况, 订单记录, 成交情况, 成交记录, 成交, 下单情况, 下单记录, "
        "下单, 合同, 合同情况, 签单情况, 订单信息, 试单, 试单情况, order record, order status, "
        "order info, order history, deals, deal, 成单情况, 订单进展, 订单进度, 合作情况, "
        "交易记录, purchase order, PO, 订货情况, 订单历史"
    ),
    Field.ORDER_NUMBER: (
        "order number, order no, order id, 订单号, 订单编号, 合同号, 合同编号, 订单号码, PO号, "
        "PO number, po no, contract no, contract number, 单号, 销售单号, invoice no, 发票号"
    ),
    Field.ORDERED_ON: (
        "ordered on, order date, date of order, 订单日期, 下单日期, 下单时间, 成交日期, 成交时间, "
        "签单日期, 合同日期, 签约日期, 订货日期, purchase date, deal date, close date, closed on, "
        "订单时间, 签订日期"
    ),
    Field.AMOUNT: (
        "amount, order amount, 订单金额, 金额, 成交金额, 合同金额, 订单总额, 成交额, 订单额, "
        "下单金额, 总金额, 合同额, 销售额, 销售金额, 订货金额, order value, order total, "
        "total amount, value, total, contract amount, deal amount, deal value, sales amount, "
        "价税合计, 交易金额, 采购金额"
    ),
    Field.CURRENCY: ("currency, 币种, 货币, 结算币种, 币别, 订单币种, currency code, 交易币种"),
    Field.NEXT: (
        "next, next step, next steps, next action, 下一步, 下一步行动, 下一步计划, "
        "下一步行动措施, 下一步工作, 下一步措施, 下步计划, 下步行动, 下步工作, 下一步工作计划, "
        "下一步跟进, 下一步跟进计划, 后续计划, 后续行动, 后续跟进, 后续工作, 跟进计划, 行动计划, "
        "行动, 待办, 待办事项, 计划, 工作计划, 下周计划, 下次跟进内容, 下次计划, action, actions, "
        "action plan, to do, task, tasks, plan, planned action, next plan, next activity, "
        "next move, follow up plan, 下一步跟进措施, 措施, 行动措施, 下一步安排, 后续安排"
    ),
    Field.NEXT_ON: (
        "next on, next date, next contact, next contact date, 下次联系日期, 下次联系时间, "
        "下次联系, 下次跟进时间, 下次跟进日期, 下次跟进, 下一步时间, 下一步日期, 下次拜访时间, "
        "下次拜访日期, 计划日期, 计划时间, 计划完成日期, 计划完成时间, 预计完成时间, 完成期限, "
        "截止日期, 截止时间, 期限, 到期日, 提醒日期, 提醒时间, 下次沟通时间, due, due date, "
        "due on, deadline, by when, next follow up, next follow up date, next activity date, "
        "next step date, reminder, remind on, 计划跟进时间, 计划跟进日期, 下一步行动时间, "
        "next visit, next call"
    ),
    Field.PROBLEM: (
        "problem, problems, issue, issues, 问题, 存在问题, 问题要求, 客户问题, 客户要求, "
        "问题及要求, 主要问题, 遇到问题, 存在的问题, 客户反馈, 反馈, 投诉, complaint, complaints, "
        "feedback, requirement, requirements, 需求, 客户需求, 要求, 难点, 困难, concern, "
        "concerns, 问题与要求, 问题反馈, demand, 痛点, 问题和要求"
    ),
    Field.NEEDS: (
        "needs, help needed, support needed, 需协调事项, 需要协调, 协调事项, 需支持事项, "
        "所需支持, 需要支持, 需协助, 协助事项, 需公司支持, 需要协调事项, 待协调事项, 需协调, "
        "需解决问题, 请求支持, support"
    ),
}
