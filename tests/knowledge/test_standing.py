"""Long conversations: what was said of oneself stands, a correction goes into the question it corrects."""

from __future__ import annotations

import pytest

from knowledge.model import Finding, Topic
from tests.knowledge.asking import told
from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


def talk(*said: str) -> Finding:
    """What the last of several messages comes back as."""
    topic: Topic | None = None
    for text in said:
        found = shipped().ask(text, topic=topic, today=TODAY)
        if found.topic and found.outcome != "decline":
            topic = found.topic
    return found


OFFICER = "我是臺中市環保局的承辦，我們的目標是多少"


# Tables 3, 6 and 7: 臺中市 4,180,619,160, 228 firms, 2,450 members, 8 routes; 嘉義市 4 routes, 連江縣 2.
@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (["資訊公開要附什麼", "企業綠色採購 42 億幾分"], "試算 9 分"),  # above 4,180,619,160: all 9
        (["資訊公開要附什麼", "家數 200 家幾分"], "試算 3.5 分"),  # 200 / 228 x 4 = 3.5087
        (["綠色旅遊要幾條行程"], "行程 8 個"),
        (["綠色旅遊要幾條行程", "那嘉義市呢"], "行程 4 個"),
        (["綠色旅遊要幾條行程", "那嘉義市呢", "連江呢"], "行程 2 個"),
        (["連江資訊公開一則幾分", "那臺中呢"], "試算 0.5 分"),  # table 2, 二(二): 連江縣 1, elsewhere 0.5
        (["燦坤算不算", "標章目標幾家"], "2 家"),
    ],
)
def test_a_county_once_named_stands(said: list[str], fact: str) -> None:
    assert fact in told(talk(OFFICER, *said))


def test_who_asks_is_no_question_of_its_own() -> None:
    assert [answer.entry for answer in talk(OFFICER).answers] == ["county.taichung"]


def test_a_county_stands_for_nothing_nationwide() -> None:
    assert "57 億" in told(talk(OFFICER, "113 年全國目標多少"))


# 180,000 x 30% = 54,000, at most 50,000; 40,000 x 30% = 12,000, at most 10,000; 210,000 x 50% = 105,000;
# 臺中市's sales of 720,000,000 are 1.95% above 706,247,214: three steps of 0.5%;
# 650,000,000 / 706,247,214 x 13 = 11.96.
@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (["OEKO-TEX 申請費 8 萬補多少", "不是 8 萬，是 18 萬"], "NT$ 50,000 元"),
        (["申請費 8 萬", "不是 18萬"], "NT$ 50,000 元"),
        (["申請費 8 萬", "是 4 萬不是 8 萬"], "NT$ 10,000 元"),
        (["fee 90,000 for OEKO-TEX", "sorry, not 90,000 but 40,000"], "NT$10,000"),
        (["影印機租金 12 萬可以報多少", "說錯了 是 21 萬"], "NT$ 105,000 元"),
        (["臺中市綠色商店 7.1 億幾分", "不是 7.1 億，是 7.2 億"], "精進作為（成長）3 分"),
        (["臺中市綠色商店 7.1 億幾分", "不是 7.1 億，是 7.2 億", "應該是 6.5 億才對"], "試算 12 分"),
    ],
)
def test_a_correction_goes_into_the_question_before(said: list[str], fact: str) -> None:
    found = talk(*said)
    assert len(found.answers) == 1
    assert fact in told(found)


def test_an_amount_doubted_corrects_nothing() -> None:
    assert talk("申請費 8 萬補多少", "不是 8 萬嗎").answers[0].kind == "answer"


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        (["保險", "截止"], "procurement.deadline"),
        (["保險", "電話"], "procurement.contact"),
        (["創新作為 3 件可以拿多少", "總分最高幾分"], "procurement.scoring"),
    ],
)
def test_an_answer_is_not_told_again_to_what_it_says_nothing_of(said: list[str], entry: str) -> None:
    assert talk(*said).answers[0].entry == entry


@pytest.mark.parametrize(
    "text",
    ["檢測費 6 萬也算進去嗎", "年費 2 萬可以算嗎", "發票上是 20 萬，裡面有 5 萬檢測費", "上限 5 萬是指級距還是補助"],
)
def test_no_share_is_worked_out_of_what_is_no_application_fee(text: str) -> None:
    assert "試算可分攤" not in told(talk(text))


# Table 2, 一(三) and tables 1-3, 1-4: 20% of property and 10% of life insurance, freight whole, half a lease;
# a motorcycle without a label, a petrol car, an ordinary restaurant and uniforms are none of the grounds.
@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (["產險保費 50 萬可以報多少", "壽險 20 萬呢"], "NT$ 20,000 元"),
        (["產險保費 50 萬可以報多少", "貨運費 8 萬"], "NT$ 80,000 元"),
        (["影印機租金 12 萬可以報多少", "飲水機 3 萬呢"], "NT$ 15,000 元"),
        (["FSC 影印紙 3 萬可以報多少", "OEKO-TEX 制服 8 萬呢"], "不能申報"),
        (["產險保費 50 萬可以報多少", "那如果是 30 萬呢"], "NT$ 60,000 元"),
    ],
)
def test_another_sum_is_of_what_is_named_beside_it(said: list[str], fact: str) -> None:
    assert fact in told(talk(*said))


@pytest.mark.parametrize(
    "said",
    [
        ["電動車 120 萬可以報多少", "機車 8 萬呢"],
        ["電動車 120 萬可以報多少", "汽油車 80 萬"],
        ["環保餐廳 2 萬可以報多少", "一般餐廳 3 萬呢"],
        ["影印機租金 12 萬可以報多少", "制服 2 萬呢"],
        ["影印機租金 12 萬可以報多少", "那買 8 萬的呢"],
        ["產險保費 50 萬可以報多少", "洗衣費 3 萬呢"],
        ["LED 燈管 3 萬可以報多少", "文具 5 萬"],
    ],
)
def test_nothing_is_worked_out_for_what_only_follows_something_else(said: list[str]) -> None:
    assert "可申報 NT$" not in told(talk(*said))
    assert "可全額申報" not in told(talk(*said))


@pytest.mark.parametrize("label", ["節能標章", "台灣環保標章", "碳足跡標籤", "省水標章"])
def test_nothing_is_shared_of_the_fee_of_a_domestic_label(label: str) -> None:
    found = talk("GOTS 申請費 12 萬補多少", f"{label}申請費 8 萬補多少")  # point 2: foreign certifications only
    assert "不能" in told(found)
    assert "24,000" not in told(found)


# Table 2, 三: (1 + 1 x 0.5) / 2 x 9 = 6.75; table 6: 2,450 x 1.05 = 2,573, x 1.10 = 2,695;
# point 3: 105 + 5 = 110 (2021);
# tables 1-3 and 1-4: 20% of 500,000, brokerage at most 1,000,000, half of 120,000.
@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ([OFFICER, "環保標章拓展 1 家旅館 1 台電風扇幾分"], "試算 6.8 分"),
        ([OFFICER, "環保集點新增會員 2600 名呢"], "試算 1 分"),
        (["105 年輔導，111 年拿到證書可以嗎", "那 110 年呢"], "110 年取得證書，在期間內"),
        (["we were counselled in 2016, certificate in 2022"], "A certificate of 2022 isn't in time"),
        (["要多少錢才能被表揚", "我們資本額 8000 萬做電子零件的"], "中小型企業"),
        (["產險保費 50 萬"], "有碳足跡「減量」標籤的話，可申報 NT$ 100,000 元"),
        (["仲介費 150 萬", "有減碳標籤"], "仲介服務可申報 NT$ 1,000,000 元"),
        (["產險保費 50 萬", "有減碳標籤", "壽險 20 萬呢"], "有碳足跡「減量」標籤的話，可申報 NT$ 20,000 元"),
        (["租賃", "影印機 12萬"], "NT$ 60,000 元"),
        (["租影印機 12 萬可以報多少", "有環保標章的話"], "由承辦判斷"),
        (["FSC 驗證報價 15 萬"], "NT$ 45,000 元"),
    ],
)
def test_what_was_said_before_is_counted_with(said: list[str], fact: str) -> None:
    assert fact in told(talk(*said))


def test_a_place_named_in_passing_changes_no_programme() -> None:
    said = ["GOTS 申請費 8 萬可以補多少", "我們工廠在越南可以嗎"]
    assert [answer.entry for answer in talk(*said).answers] == ["certification.made_in_taiwan"]
    assert talk(*said, "什麼時候截止").answers[0].entry == "certification.deadline"


def test_who_is_annoyed_hears_an_apology_and_no_answer_again() -> None:
    assert [answer.entry for answer in talk("補助", "什麼爛機器人 問什麼都不會").answers] == ["desk.annoyed"]


SHOP = "你好我開文具店 想當綠色商店"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("要什麼資格", "procurement.become_store"),
        ("費用多少", "procurement.store_unprinted"),
        ("怎麼申報銷售額", "procurement.store_documents"),
        ("表格去哪拿", "procurement.statement"),
        ("有什麼好處", "procurement.store_benefit"),
        ("要蓋章嗎", "procurement.store_documents"),
        ("我一年賣 30 萬夠嗎", "procurement.store_unprinted"),
    ],
)
def test_who_has_a_shop_is_told_of_shops(text: str, entry: str) -> None:
    assert talk(SHOP, text).answers[0].entry == entry
    assert talk(SHOP, "先謝謝", text).answers[0].entry == entry


def test_who_has_a_shop_may_ask_of_anything_else() -> None:
    assert talk(SHOP, "驗證分攤什麼時候截止", "名額幾家").answers[0].entry == "certification.quota"


def test_a_county_stands_for_what_it_alone_is_scored_by() -> None:
    said = ["連江縣的目標", "資訊公開 5 則幾分", "活動要附什麼", "資訊公開 4 則幾分"]  # table 2, 二(二): 1 point each
    assert "試算 4 分" in told(talk(*said))
    assert "試算 2 分" in told(talk("資訊公開 4 則幾分"))
