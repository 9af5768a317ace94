"""Headings as people write them: those of the exchange tables, in English or Chinese."""

from __future__ import annotations

from kamcli.exchange.tables import Column, Table, columns_of
from kamcli.i18n import Language, language
from kamcli.writing import even

# Other names of a column, the same in every table unless `_IN` says otherwise.
_CHINESE = {
    "alias": "旧客户编码 曾用编码 别名",
    "amount": "金额",
    "approved_by": "批准人",
    "attempt": "未联系上 未回",
    "birthday": "生日",
    "birthday_calendar": "生日历法 历法",
    "by": "批准人 定级人",
    "cancelled_on": "取消日期",
    "closed_on": "完成日期 关闭日期",
    "code": "编码 代码",
    "consent_on": "同意日期",
    "consent_purpose": "同意用途",
    "country": "国家地区 国家",
    "currency": "币种",
    "customer": "客户编码 客户",
    "customers": "客户数 新客户数 目标",
    "days": "联系周期 天数",
    "department": "部门",
    "due_on": "计划时间 计划日期 到期日",
    "email": "邮箱 电子邮箱",
    "entered_on": "录入日期",
    "from_on": "起始日期 生效日期 开始日期",
    "grade": "客户等级 等级",
    "im": "微信 whatsapp 微信whatsapp",
    "introduced_by": "介绍人",
    "key": "项目 政策",
    "key_reason": "重点客户原因 重点原因",
    "kind": "类型 联系类型",
    "last_serial": "最后序号 最大序号",
    "layer": "拜访层次 层次",
    "left_on": "离职日期",
    "legacy_code": "原编码",
    "legacy_grade": "原等级",
    "manager": "业务经理 经理",
    "market": "内贸外贸 市场",
    "minutes": "分钟 时长",
    "mobile": "手机",
    "name": "名称 姓名",
    "nature": "客户性质 性质",
    "needs": "需协调事项",
    "needs_answered_on": "协调完成日期",
    "note": "说明 备注",
    "number": "订单号 订单编号",
    "on": "日期",
    "opt_out": "退订 不接收",
    "order": "订单号 订单编号 订单",
    "owner": "业务经理 负责人",
    "phone": "电话",
    "preferences": "喜好 偏好",
    "primary": "主要联系人 首要联系人",
    "problem": "问题要求 问题",
    "products": "意向产品 产品",
    "rate": "汇率",
    "reason": "原因",
    "recorded_at": "记录时间",
    "recorded_by": "记录人",
    "referred_by": "介绍客户 推荐客户",
    "region": "省份 区域 省市",
    "registered_on": "登记日期",
    "remarks": "备注",
    "role": "角色",
    "short_name": "简称 客户简称",
    "since": "起始日期 更换日期",
    "snoozed_until": "暂缓至",
    "source": "信息来源 来源",
    "source_detail": "来源说明",
    "status": "状态",
    "status_reason": "状态原因",
    "tags": "标签",
    "text": "内容",
    "title": "职务",
    "unsolicited": "主动寄发",
    "until_on": "截止日期 结束日期",
    "value": "值",
    "via": "联系方式 方式",
    "via_agent": "代理商 代理",
    "website": "网址 网站",
    "week": "周 周五",
    "why": "原因 理由",
    "with": "联系人",
}
_IN = {
    ("managers", "code"): "经理代码 业务经理代码",
    ("customers", "code"): "客户编码",
    ("customers", "name"): "客户名称",
    ("contacts", "name"): "联系人",
    ("actions", "text"): "下一步行动措施 行动",
    ("interactions", "text"): "跟进情况",
}


def columns_by_heading(table: Table) -> dict[str, Column]:
    """Return the columns of a table by every heading that is understood, in its `plain` form."""
    found: dict[str, Column] = {}
    for column in columns_of(table):
        also = _CHINESE.get(column.heading, "") + " " + _IN.get((table.name, column.heading), "")
        for name in (column.heading, *also.split()):
            found.setdefault(plain(name), column)
    return found


def shown_heading(name: str) -> str:
    """Return a column of the ledger as a person calls it: its name, or its first Chinese one."""
    if language() is not Language.CHINESE:
        return name
    also = f"{_IN.get(('customers', name), '')} {_CHINESE.get(name, name)}"
    return also.split(maxsplit=1)[0]


def plain(heading: str) -> str:
    """Return the spelling by which headings are compared: `Due on` is `due_on`."""
    return "".join(char for char in even(heading).casefold() if char.isalnum())
