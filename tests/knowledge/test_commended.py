"""The commendation's threshold, worked out from a capital and a sum declared (五（三）)."""

from __future__ import annotations

import pytest

from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


# Large from a capital of 100,000,000, that included; both groups of large firms need 50,000,000 declared.
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("資本額剛好一億 要買多少才會被表揚", "資本額 NT$ 100,000,000 元（含）以上是大型企業"),
        ("資本額9,999萬 要買多少才會被表揚", "資本額未達 NT$ 100,000,000 元是中小型企業"),
        ("資本額一億五 報了5000萬整 可以表揚嗎", "達到門檻了"),
        ("資本額兩億 今年報了4,999萬 會被表揚嗎", "還不到門檻，差 NT$ 10,000 元"),  # 50,000,000 - 49,990,000
        (
            "資本額兩億啦 今年報了四千八百萬 有機會被表揚嗎",
            "還不到門檻，差 NT$ 2,000,000 元",
        ),  # 50,000,000 - 48,000,000
        ("資本額5千萬 報了30萬 可以得獎嗎", "資本額未達 NT$ 100,000,000 元是中小型企業"),
        ("大型企業今年報了三千五百萬 有機會被表揚嗎", "還不到門檻，差 NT$ 15,000,000 元"),  # 50,000,000 - 35,000,000
        ("大公司買了七千萬 能不能被表揚", "達到門檻了"),
        ("小公司只報了八萬 也能被表揚嗎", "資本額未達 NT$ 100,000,000 元是中小型企業"),
    ],
)
def test_the_threshold_of_a_firm(text: str, opening: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert finding.outcome == "answer"
    assert finding.answers[0].text.startswith(opening)


def test_a_school_has_no_threshold_by_its_capital() -> None:
    finding = shipped().ask("學校資本額兩億 表揚要報多少", today=TODAY)
    assert all(answer.kind != "calculation" for answer in finding.answers)


# Each of several: the price is multiplied, the rent as well.
@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("買自行車五十台 一台一萬 全額可以報嗎", "500,000"),  # 50 x 10,000
        ("買腳踏車10台 每台8000元 能報多少", "80,000"),  # 10 x 8,000
        ("咖啡機租金一個月NTD1,500 x 12", "9,000"),  # 1,500 x 12 x 50%
        ("影印機月租8千 一整年可以報多少", "48,000"),  # 8,000 x 12 x 50%
    ],
)
def test_what_is_priced_by_the_piece_or_the_month(text: str, result: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert f"NT$ {result} 元" in finding.answers[0].text.splitlines()[0]


# Taoyuan: 3.2 billion is above the target of 3,063,318,048 and reaches the 4.0% step, 3,185,850,770 (table 5).
def test_a_sum_reached_is_scored_after_its_county() -> None:
    topic = shipped().ask("桃園企業採購目標", today=TODAY).topic
    finding = shipped().ask("32億幾分", topic=topic, today=TODAY)
    assert finding.answers[0].text.startswith("試算 9 分")
    assert "成長）8 分" in finding.answers[0].text


def test_a_sum_without_a_county_is_asked_for_it() -> None:
    finding = shipped().ask("32億幾分", today=TODAY)
    assert (finding.outcome, finding.answers) == ("clarify", ())


# Hsinchu City: 25 firms of 23, NT$800,000,000 of 795,684,890 (table 3).
def test_firms_and_amount_are_scored_together() -> None:
    finding = shipped().ask("新竹市 企業 家數25家 金額8億 各幾分", today=TODAY)
    assert finding.answers[0].text.startswith("試算 13 分（最高 13 分")
    assert [line[-5:] for line in finding.answers[0].text.splitlines()[1:]] == ["：4 分。", "：9 分。"]


# Taipei, target 3: a hotel is list A, an air conditioner list B: (2 + 1 x 0.5) / 3 x 9.
def test_labels_are_scored_by_the_names_of_goods() -> None:
    finding = shipped().ask("取得標章 旅館2家 冷氣1家 臺北市 得幾分", today=TODAY)
    assert finding.answers[0].text.startswith("試算 7.5 分")


# 五（一）（二）: at most 2 penalties under one law and 4 in all, none of the grave sanctions, of 2024 alone.
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("空污罰兩次水污罰兩次還可以表揚嗎", "以次數看可以：同一類環保法規最多 2 次（不逾 2 次），合計 4 次"),
        ("空污水污各被罰過一次可以被表揚嗎", "以次數看可以：同一類環保法規最多 1 次（不逾 2 次），合計 2 次"),
        ("被罰兩次還能得獎嗎", "以次數看可以"),  # 2 in all can't be more than 2 under one law
        ("我們被罰三次還能表揚嗎", "看是不是同一類法規：合計 3 次沒有超過 4 次"),
        ("同一個法被罰三次可以表揚嗎", "不行：同一類環保法規 3 次，逾 2 次"),
        ("被罰5次還可以得獎嗎", "不行：合計 5 次，逾 4 次"),
        ("停工過可以表揚嗎", "不行：113 年受過"),
        ("can a firm with 3 penalties under the same law be commended", "No: 3 under one environmental law"),
    ],
)
def test_the_penalties_named_decide(text: str, opening: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert finding.outcome == "answer"
    assert finding.answers[0].text.startswith(opening)


@pytest.mark.parametrize("text", ["被罰幾次就不能表揚", "112年被罰三次還能表揚嗎"])
def test_penalties_of_no_number_or_of_another_year_are_not_judged(text: str) -> None:
    assert all(answer.kind != "calculation" for answer in shipped().ask(text, today=TODAY).answers)
