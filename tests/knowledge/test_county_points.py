"""A county's points from a question's own numbers: table 2 of the 2024 plan, with the targets of table 3."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped

# 表2: points each and maxima; (A x 1 + B x 0.5) / target x 9; growth 1 point per 0.5%, members per 5%.
SCORES = [
    ("環保標章目標3家 我們A類拿到2家B類1家 這項得幾分", ["7.5 分"]),  # 2.5 / 3 x 9
    ("環保標章目標2家 A類1家 B類1家 幾分", ["6.8 分"]),  # 1.5 / 2 x 9 = 6.75
    ("南投A類2家B類1家 拓展環保標章得幾分", ["7.5 分"]),  # table 3: 3
    ("綠色商店銷售額比113年目標多了2% 精進作為加幾分", ["4 分"]),
    ("環保集點會員比目標多20% 加幾分", ["4 分"]),
    ("民間採購金額成長6% 精進作為得幾分", ["10 分"]),  # 12 steps, at most 10
    ("辦12場實體活動加發20則臉書貼文 推廣活動這項幾分", ["16 分", "12 × 1 = 12", "20 × 0.2 = 4"]),
    ("辦了20場實體活動 這樣推廣幾分", ["15 分"]),
    ("實體活動20場、貼文60則、廣告3則 幾分", ["25 分"]),  # 15 + 10 + 6, at most 25
    ("金級旅館1家 銀級2家 加幾分", ["9 分"]),  # 5 + 2 x 2
    ("創新作為提3件 得幾分", ["10 分"]),  # 15, at most 10
    ("台北市綠色商店達成率90%得幾分", ["11.7 分"]),  # 13 x 0.9
    ("台中輔導了200家得幾分", ["3.5 分"]),  # 200 / 228 x 4 = 3.508
    ("綠色商店銷售額只達到目標的75% 得幾分", ["9.8 分"]),  # 9.75
    ("企業採購金額達成率80% 得幾分", ["7.2 分"]),  # 9 x 0.8
    ("我們縣企業輔導家數目標120家 只做到90家 這項得幾分", ["3 分"]),  # 90 / 120 x 4
    ("目標120家做到90家 得幾分", ["3 分"]),
    ("宜蘭輔導60家 得幾分", ["2.9 分"]),  # 60 / 83 x 4 = 2.89
    ("高雄輔導家數做到200家 得幾分", ["3 分"]),  # 200 / 266 x 4 = 3.007
    ("台中綠色商店賣了7億2000萬 精進加幾分", ["3 分", "716,840,922"]),  # 1.5%; 2%: 720,372,158
    ("雲林環保集點新增了605人 精進得幾分", ["2 分"]),  # 550 + 55
    ("雲林環保集點新增了604人 精進得幾分", ["1 分"]),
    ("雲林環保集點新增了560人 得幾分", ["0 分"]),
    ("我們家數做到 200 家台中可以幾分", ["3.5 分"]),  # table 3: 228 firms; 200 / 228 x 4 = 3.508…
    ("桃園綠色商店賣了12億得幾分", ["13 分", "（成長）1 分"]),  # step 1: 1,195,023,220; step 2: 1,200,968,609
]


@pytest.mark.parametrize(("text", "facts"), SCORES)
def test_points(text: str, facts: list[str]) -> None:
    finding = ask(text)
    assert finding.answers[0].kind == "calculation"
    assert finding.answers[0].entry in shipped().entry_ids()
    assert holds(words(finding).splitlines()[0], list(facts[:1]))
    assert holds(words(finding), list(facts))


def test_the_rates_of_two_ways_of_promotion() -> None:
    # 表2二(一)4 and 5
    text = said("跟連鎖餐廳辦打折活動一場幾分 非連鎖的咧")
    assert holds(text, ["與連鎖型綠色場域合作：每次得 4 分", "與非連鎖型綠色場域合作：每次得 2 分"])


@pytest.mark.parametrize("text", ["實體活動一場得幾分 最高幾分", "商店銷售額超過目標後每成長0.5%得幾分"])
def test_a_question_for_the_rate_is_no_calculation(text: str) -> None:
    assert ask(text).answers[0].kind == "answer"
