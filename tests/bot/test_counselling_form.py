"""The 2015 application form: every printed field filled from the draft, nothing else in it, signature left blank."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from bot.papers import Form, Grid, Lines, printed_page, printed_word
from tests.desk import Person, open_desk

ANSWERS = {
    "firm_name": "A&B <綠能> 股份有限公司",
    "ubn": "04595257",
    "employees": "76478",
    "owner_name": "王大明",
    "address": "臺北市信義路三段 41-3 號",
    "contact_name": "李小美",
    "contact_title": "經理",
    "contact_phone": "02-2393-3769 轉 12",
    "contact_fax": "02-2393-3897",
    "contact_email": "mei@example.com",
    "industry": "電子零組件製造業",
    "products": "節能控制器",
    "capital": "5,005,000 元",
    "turnover": "3,000 萬",
    "services": "3 1",
    "services_need": "想降低用電，並量測效能",
    "member_names": "甲公司、乙公司",
    "events": "1 3",
    "referrals": "2 5",
    "referral_need": "一項產品的碳足跡",
    "data_consent": "看過並同意",
}
FACTS = {
    "applicant": "公司或商號",
    "green_technology": "有",
    "promotes": "想",
    "partner": "還沒有",
    "system_role": "由我們籌組",
    "members": "7",
    "design_wish": "都不想",
}


def filled(tmp_path: Path, answers: dict[str, str]) -> Form:
    """The form of a draft with these answers; what isn't among them is skipped."""
    assistant, store = open_desk(tmp_path, date(2015, 6, 1))
    person = Person(assistant)
    person.presses_value("trial:counselling")
    while fact := asked(person):
        person.says(FACTS[fact])
    person.presses_value("prepare")
    person.presses_value("consent:yes")
    while fact := asked(person):
        person.says(answers.get(fact, "跳過"))
        for choice in person.last[-1].choices:
            if choice.value.startswith("keep:") or choice.label == "就這些":
                person.presses_value(choice.value)
    case = person.button("確認無誤").value.removeprefix("confirm:")
    form = assistant.documents.paper("web", "someone", case)
    assert isinstance(form, Form)
    store.close()
    return form


def asked(person: Person) -> str:
    """The fact that the last bubble asks for; empty where it asks for none."""
    values = [choice.value for choice in person.last[-1].choices if choice.value.startswith("why:")]
    return values[0].rsplit(":", 1)[1] if values else ""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return filled(tmp_path_factory.mktemp("desk"), ANSWERS)


def grid(form: Form) -> Grid:
    return next(block for block in form.blocks if isinstance(block, Grid))


def test_the_basic_data_stand_where_they_are_printed(form: Form) -> None:
    rows = [[cell.text for cell in row] for row in grid(form).rows[:7]]
    # 聯繩人 in the copy on file is 聯絡人; the phone is written as it is dialled; 5,005,000 is 500.5 萬.
    assert rows == [
        ["一、基本資料", "廠商 / 單位名稱", "A&B <綠能> 股份有限公司", "員工人數", "76,478 人", "負責人", "王大明"],
        ["地址", "臺北市信義路三段 41-3 號"],
        ["聯絡人", "李小美", "職稱", "經理"],
        ["聯繫電話", "02-2393-3769 #12", "傳真", "02-2393-3897"],
        ["E-mail", "mei@example.com", "產業別", "電子零組件製造業"],
        ["統一編號", "04595257", "產品 / 服務項目", "節能控制器"],
        ["資本額", "500.5 萬元", "前一年營業額", "3,000 萬元"],
    ]


def test_services_carry_their_priority_and_boxes_are_ticked_as_chosen(form: Form) -> None:
    services, events, referrals = (row[-1].text.split("\n") for row in grid(form).rows[7:])
    assert services == [
        "★請勾選擬欲推動之重點項目(可複選，請標示優先順序)，並填寫需求說明：",
        "■ (一) 綠色技術加值推廣　優先順序：2",
        "□ (二) 綠色技術與服務之合作開發與推廣輔導",
        "■ (三) 綠色創新體系輔導　優先順序：1",
        "□ (四) 產品綠色設計與創新服務輔導",
        "需求說明：想降低用電，並量測效能",
        "（三）成員廠商：甲公司、乙公司",
    ]
    assert events[2:] == [
        "■ 綠色技術推廣交流會　　□ 產業綠領人才培訓",
        "■ 綠色成長典範交流工作坊　　□ 產業綠色成長成果發表會",
    ]
    assert referrals[1:] == [
        "□ 節能減碳　　■ 綠色工廠　　□ 污染防治　　□ 經營管理",
        "■ 產品碳足跡輔導　　□ 工業安全與衛生",
        "□ 國際環保議題輔導(如 ErP 等)　　□ 資訊揭露輔導(如 CSR)　　□ 其他項目",
        "需求說明：(請針對上述勾選項目簡要說明)",
        "一項產品的碳足跡",
    ]


def test_notice_note_and_blank_signature_are_as_printed(form: Form) -> None:
    lines = [line for block in form.blocks if isinstance(block, Lines) for line in block.lines]
    assert form.title == "個人資料提供同意暨輔導申請表"
    assert sum(line[:2] in {f"{number}、" for number in "一二三四五六七八九十"} for line in lines) == 10
    assert "(詳細閱讀後，請續填下頁輔導申請表資料)" in lines
    assert "申請日期：　　　年　　　月　　　日" in lines
    assert lines[-2] == "我已確認前述內容並同意個人資料之提供　　申請人簽章：＿＿＿＿＿＿＿＿＿＿"
    assert "請傳真至(02)2393-3897 或 Email 至 s0318@ftis.org.tw、danny@ftis.org.tw" in lines[-1]
    assert "還不是正式送件" in form.notice
    assert "104 年刊載" in form.notice


def test_word_and_page_hold_the_same_cells(form: Form) -> None:
    table = docx.Document(BytesIO(printed_word(form))).tables[0]
    assert [cell.text for cell in table.rows[1].cells][1:3] == ["地址", "臺北市信義路三段 41-3 號"]
    assert table.rows[0].cells[2].text == "A&B <綠能> 股份有限公司"
    html = printed_page(form)
    assert "A&amp;B &lt;綠能&gt; 股份有限公司" in html
    assert '<h2 class="new-page">經濟部工業局 104 年「產業綠色成長推動計畫」輔導申請表</h2>' in html


def test_what_was_skipped_stays_blank_and_a_reason_is_not_printed(tmp_path: Path) -> None:
    needed = {
        "firm_name": "甲公司",
        "ubn_reason": "登記證上就是這個號碼",
        "contact_name": "李小美",
        "phone_needed": "0912345678",
        "services": "4",
        "data_consent": "看過並同意",
    }
    form = filled(tmp_path, needed | {"ubn": "12345678"})
    rows = [[cell.text for cell in row] for row in grid(form).rows]
    assert rows[5][1] == "12345678"
    assert "登記證" not in printed_page(form)
    assert rows[3] == ["聯繫電話", "0912-345-678", "傳真", ""]
    assert rows[6] == ["資本額", "　　 萬元", "前一年營業額", "　　 萬元"]
    assert "需求說明：" in rows[7][-1].split("\n")
    assert "成員廠商" not in rows[7][-1]
