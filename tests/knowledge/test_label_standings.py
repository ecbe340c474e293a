"""Whose list a label is on: point 4(3) of the 2018 rules, table 2 and annex 3 of the 2024 plan."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words

# Whose list: 107's 第四點(三); 表2一(三) and 一(一) with 附件三.
STANDINGS = [
    ("FSC 有在補助範圍嗎", "label.fsc.certification", "列入"),
    ("PEFC 可以申請107年驗證費用分攤嗎", "label.pefc.certification", "未明列"),
    ("EPEAT 的電腦企業可以當國外標章報綠色採購嗎", "label.epeat.enterprise", "不在"),
    ("歐盟生態標章算不算你們認的國外標章", "label.eu_ecolabel.enterprise", "可以"),
    ("綠色商店賣有碳足跡標籤的飲料 可以算進去嗎", "label.carbon_footprint_label.store", "可以"),
    ("碳足跡標籤企業申報能算嗎", "label.carbon_footprint_label.enterprise", "只有綠色商店"),
    ("台灣優良農產品標章 企業報綠色採購可以算嗎", "label.cas.enterprise", "只有綠色商店"),
    ("TCO 有算嗎", "label.tco", "113 年"),
]


@pytest.mark.parametrize(("text", "entry", "fact"), STANDINGS)
def test_whose_list_a_label_is_on(text: str, entry: str, fact: str) -> None:
    finding = ask(text)
    assert [answer.entry for answer in finding.answers] == [entry]
    assert fact in words(finding)


def test_a_label_and_whose_list_are_kept() -> None:
    assert "未明列" in said("FSC 有補助嗎", "那PEFC呢")
    assert "不在" in said("歐盟生態標章企業可以報綠色採購嗎", "EPEAT呢")
    assert ask("FSC 有補助嗎", "企業呢").answers[0].entry == "label.fsc.enterprise"


def test_a_label_asked_about_for_all_programmes() -> None:
    # 107 四(三)(2) lists GOTS and Blue Angel; annex 3 of 113 has Blue Angel alone.
    gots = said("GOTS 兩邊都能用嗎 107跟113")
    assert holds(gots, ["分攤：列入", "企業申報綠色採購：不在認列範圍"])
    assert holds(said("Blue Angel 在哪幾個計畫可以用"), ["分攤：列入", "企業申報綠色採購：可以認列"])


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("哈薩克生態標章 企業可以報嗎", "可以"),  # 附件三
        ("巴西有沒有綠色標章被認列 113年", "可以"),
        ("大陸那個環保標章可以報綠採嗎", "可以"),  # both of 附件三 do
        ("GREENGUARD 的家具企業可以報綠色採購嗎", "不能"),
        ("我們自己買 I-REC 國際憑證 可以報企業綠色採購嗎", "不能"),  # only T-REC, 表2一(三)3
    ],
)
def test_the_opening_says_whether_a_label_counts(text: str, opening: str) -> None:
    assert said(text).startswith(opening)


def test_i_rec_is_told_from_t_rec() -> None:
    assert "國家再生能源憑證中心" in said("I-REC 憑證企業可以報嗎")


def test_labels_of_one_name_that_stand_apart_are_asked_for() -> None:
    assert ask("印尼標章企業可以報嗎").outcome == "clarify"


def test_many_labels_are_told_by_list() -> None:
    # 107 四(三) lists the first four; 歐盟生態標章 and 節能標章 it doesn't, the latter is domestic (二).
    told = said("EPEAT、TCO、RIOS、ELI、歐盟生態標章、節能標章 107年分攤都有列嗎")
    listed, unlisted, domestic = told.splitlines()[1:4]
    assert all(name in listed for name in ("EPEAT", "TCO", "RIOS", "ELI"))
    assert unlisted.startswith("未明列")
    assert "歐盟" in unlisted
    assert domestic.startswith("不在內")
    assert "節能標章" in domestic


def test_a_name_many_labels_share_asks_for_the_list_where_the_question_does() -> None:
    assert "越南環保標章" in said("東南亞國家的綠標哪些在107年分攤範圍")
    assert ask("綠標可以分攤嗎").outcome == "clarify"


@pytest.mark.parametrize("text", ["India Ecomark covered in the 2018 cost sharing?", "印度生態標章可以分攤嗎"])
def test_indias_ecomark_is_not_japans(text: str) -> None:
    assert "India Ecomark" in said(text)


def test_an_entry_that_tells_more_of_a_label_is_kept() -> None:
    assert ask("EPEAT 哪些計畫有").answers[0].entry == "across.epeat_c2c"
    assert said("哈萨克斯坦的标签企业能报吗").startswith("可以")
