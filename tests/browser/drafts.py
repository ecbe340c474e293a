"""A whole application through the conversation: from the first question to a draft that is ready."""

from __future__ import annotations

from typing import Any

from tests.browser.desk import Visitor

# A trial under the 2018 rules, on a day inside their window. The fee of 120,000 gives 36,000 (clause 五).
TRIAL = {
    "registered_trader": "有登記",
    "made_in": "臺灣",
    "counselling_year": "106",
    "certified_on": "107/3/1",
    "label": "OEKO-TEX",
    "application_fee": "12萬",
    "applied_before": "沒有",
    "other_subsidy": "沒有",
}
FORM = {
    "ubn": "04595257",
    "contact_name": "王小明",
    "contact_phone": "0912345678",
    "contact_email": "ming@example.com",
    "product_name": "環保布",
    "certifying_body": "驗證公司",
}


def asked(exchanges: list[dict[str, Any]]) -> str:
    """The fact that the last bubble asks for; empty when it asks for none."""
    for choice in exchanges[-1]["replies"][-1]["choices"]:
        if choice["value"].startswith("why:"):
            fact = choice["value"].rsplit(":", 1)[1]
            assert isinstance(fact, str)
            return fact
    return ""


def ready_draft(visitor: Visitor, firm: str) -> str:
    """Answers everything that is asked, skips what may be skipped, and returns the ready draft's case number."""
    visitor.say("我要申請分攤")
    said = visitor.say("先試算", choice="trial:certification")
    while fact := asked(said):
        said = visitor.say(TRIAL[fact])
    visitor.say("準備申請資料", choice="prepare")
    said = visitor.say("同意", choice="consent:yes")
    while fact := asked(said):
        said = visitor.say((FORM | {"firm_name": firm}).get(fact, "跳過"))
    confirm = said[-1]["replies"][-1]["choices"][0]["value"]
    assert isinstance(confirm, str)
    assert confirm.startswith("confirm:"), said
    visitor.say("確認無誤", choice=confirm)
    return confirm.removeprefix("confirm:")
