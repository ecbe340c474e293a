"""A county's printed figures, asked by name, by sound and in passing: tables 3 to 7 and annex 2 of the 2024 plan."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped

# Tables 3 to 7 and annex 2, as printed.
FIGURES = [
    ("新北市 113 年綠色商店目標多少", ["601,545,844"]),
    ("臺北市民間綠色採購輔導金額目標", ["10,345,425,330"]),
    ("高雄市民間企業綠色採購要輔導幾家", ["266 家"]),
    ("宜蘭縣環保標章要輔導幾家", ["3 家"]),
    ("花蓮環保集點新增會員目標", ["268 人"]),
    ("澎湖綠色旅遊要出幾個行程幾個人", ["行程 2 個", "50 人"]),
    ("新竹縣112年綠色商店目標值", ["61,565,664"]),
    ("臺中市綠色商店成長2%要做到多少", ["720,372,158", "4 分"]),
    ("桃園市民間採購輔導金額 精進作為要拿滿10分得做到多少", ["3,216,483,950"]),
    (
        "桃園市精進要拿滿 10 分得做到多少",
        ["1,248,531,723", "3,216,483,950"],
    ),  # no item named: tables 4 and 5, last column
    ("屏東縣環保集點會員成長10%是多幾個人", ["68 人", "750 人"]),  # 682 + 68
    ("嘉義市跟嘉義縣的綠色商店目標各多少", ["45,551,614", "42,974,606"]),
    ("桃園跟新北綠色商店目標各多少？高雄呢？", ["1,189,077,831", "601,545,844", "531,106,267"]),
]


@pytest.mark.parametrize(("text", "facts"), FIGURES)
def test_a_countys_figure(text: str, facts: list[str]) -> None:
    finding = ask(text)
    assert finding.answers[0].kind == "lookup"
    assert finding.answers[0].basis is not None
    assert finding.answers[0].basis.edition == "2024"
    assert holds(words(finding), list(facts))


def test_the_item_is_kept_while_the_county_changes_and_the_other_way_round() -> None:
    assert "706,247,214" in said("新北市113年綠色商店目標多少", "那台中呢")
    assert "342 家" in said("新北市113年綠色商店目標多少", "那輔導家數呢")
    assert "546,859,858" in said("新北市113年綠色商店目標多少", "112年的呢")
    assert "613,576,761" in said("臺中市綠色商店成長2%要做到多少", "新北呢")
    assert "5,685,182,633" in said("新北市113年綠色商店目標多少", "那全國呢")
    assert "555,627,545" in said("2024 Taipei green store target", "and Tainan?")


def test_whose_target_is_asked_where_it_is_not_said() -> None:
    finding = ask("我們縣的綠色商店目標是多少")
    assert (finding.outcome, finding.options) == ("clarify", ())
    assert finding.question is not None
    assert "縣市" in finding.question
    assert "294,293,857" in said("我們縣的綠色商店目標是多少", "屏東縣")
    shared = ask("新竹綠色商店目標多少")
    assert [option.label for option in shared.options] == ["新竹市", "新竹縣", "都不是"]
    assert [option.answer.entry for option in shared.options[:2]] == [
        "county.hsinchu_city.store_sales",
        "county.hsinchu_county.store_sales",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "114年新北市綠色商店目標是多少",
        "屏東縣綠色商店去年目標",
        "台北市綠色商店成長7%要做到多少",
        "台中商店成長2.3%要多少",
    ],
)
def test_no_figure_for_another_year_or_between_the_steps(text: str) -> None:
    finding = ask(text)
    assert finding.outcome == "decline"
    assert finding.reason is not None
    assert "113 年" in finding.reason
    assert finding.answers == ()


@pytest.mark.parametrize("text", ["台中有幾家綠色商店", "台中環保局電話"])
def test_something_else_about_a_county_is_no_target(text: str) -> None:
    assert not any(answer.entry.startswith("county.") for answer in ask(text).answers)


# 附件二附表3: 109 to 111 on average. 附表1: 新北 112. Table 3: 臺南 280 firms and 3,149,038,810, 桃園 246 firms.
# Table 6: 桃園 20% 399; 屏東 10% 68; 彰化 25% (5 points) 260; 宜蘭 15% (3 points) 57.
SAID_OTHERWISE = [
    (["彰化 109-111 平均採購金額"], ["174,706,433"]),
    (["臺北市109-111年企業採購平均值"], ["10,142,573,853"]),
    (["台南市綠色商店目標多少", "企業採購的呢"], ["280 家", "3,149,038,810"]),
    (["桃園市民間企業綠色採購輔導金額目標", "家數呢"], ["246 家"]),
    (["新北市113年綠色商店目標多少", "那去年呢"], ["546,859,858"]),
    (["新竹市綠色商店目標多少", "竹北那個縣呢"], ["新竹縣", "45,511,397"]),
    (["桃園環保集點 20% 那格是多少"], ["399 人"]),
    (["屏東集點會員 10% 多少人"], ["68 人"]),
    (["彰化環保集點要拿滿5分要超過多少人"], ["260 人"]),
    (["宜蘭集點會員要拿3分得多幾個"], ["57 人"]),
    (["我們是嘉義縣環保局承辦想知道商店要做到多少然後拿滿精進十分又是多少"], ["42,974,606", "45,123,336"]),
]


@pytest.mark.parametrize(("texts", "facts"), SAID_OTHERWISE, ids=lambda one: str(one[-1]))
def test_a_countys_figure_said_otherwise(texts: list[str], facts: list[str]) -> None:
    assert holds(said(*texts), list(facts))


@pytest.mark.parametrize(
    ("name", "target"),  # table 3, green stores
    [
        ("澎胡縣", "15,793,501"),
        ("花連縣", "61,375,801"),
        ("平東縣", "294,293,857"),
        ("金們縣", "3,415,040"),
        ("宜籃", "83,850,364"),
        ("南头县", "89,547,005"),
        ("苗粟縣", "113,037,463"),
        ("彰花縣", "124,526,555"),
    ],
)
def test_a_countys_name_by_sound_or_but_for_one_character(name: str, target: str) -> None:
    assert target in said(f"{name}綠色商店目標多少")


@pytest.mark.parametrize("text", ["東海縣綠色商店目標多少", "仙台市企業採購金額目標", "目標值", "各縣市綠色商店目標"])
def test_an_unknown_county_is_asked_back_and_never_answered_nationally(text: str) -> None:
    finding = ask(text)
    assert (finding.outcome, finding.answers) == ("clarify", ())
    assert "縣市" in (finding.question or "")


@pytest.mark.parametrize("text", ["超市綠色商店目標多少", "農夫市集綠色商店目標多少", "太難了綠色商店目標多少"])
def test_no_county_is_heard_where_none_is_named(text: str) -> None:
    assert not any(answer.entry.startswith("county.") for answer in ask(text).answers)


# 附件二附表4 (33 labelled homestays of 115 hotels, 28.70%) and 附表5, as printed.
HOTELS = [
    ("南投縣一般旅館跟民宿幾家 加權數值多少", ["114 家", "871 家", "311"]),
    ("宜蘭民宿有幾家 加權數值", ["1,843 家", "657"]),
    ("金門縣一般觀光旅館幾家", ["1 家", "146"]),
    ("環保標章旅館現在有效的民宿有幾家", ["33 家", "28.70%", "115 家"]),
    ("國際觀光旅館最多的是哪個縣市 幾家", ["臺北市", "21 家"]),
]


@pytest.mark.parametrize(("text", "facts"), HOTELS)
def test_the_hotels_behind_the_label_targets(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))
    answer = ask(text).answers[0]
    assert shipped().answer(answer.entry, "zh") == answer


# Table 3: 桃園 has the highest store target, 連江 the lowest; 新北 the most firms.
@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("哪個縣市綠色商店目標最高", ["桃園市最高", "1,189,077,831"]),
        ("哪個縣綠色商店目標最低", ["連江縣最低", "1,135,076"]),
        ("企業輔導家數目標最多的是哪個縣市", ["新北市", "342 家"]),
    ],
)
def test_the_highest_and_lowest_targets(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


def test_the_year_before_last_is_not_on_file() -> None:
    assert ask("高雄綠色商店目標", "前年呢").outcome == "decline"
