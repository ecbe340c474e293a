"""What is worked out from a question's own numbers: every expectation is worked by hand from the documents."""

from __future__ import annotations

import pytest

from knowledge.numerals import in_figures
from tests.knowledge.scoring import TODAY, words
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("thirty-three thousand", "33,000"),
        ("one hundred and twenty thousand dollars", "120,000 dollars"),
        ("four million, five hundred sixty-seven thousand, eight hundred and ninety", "4,567,890"),
        ("one and a half million", "1,500,000"),
        ("two point five percent", "2.5 percent"),
        ("between eighty and ninety thousand", "between 80 and 90 thousand"),
        ("eighty thousand or ninety thousand", "80,000 or 90,000"),
        ("thirty thousand and twenty percent", "30,000 and 20 percent"),
        ("application thirty thousand, testing fifty thousand", "application 30,000, testing 50,000"),
        ("one of the two standards", "one of the two standards"),
        ("several hundred thousand, thanks a million", "several hundred thousand, thanks a million"),
    ],
)
def test_english_number_words(text: str, figures: str) -> None:
    assert in_figures(text) == figures


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # certification, clause 5: 30% of the fee; below 50,000 at most 10,000; to 100,000 at most 30,000; above, 50,000
        ("our GOTS application fee was thirty-three thousand, how much subsidy do we get", ["9,900"]),
        ("驗證申請費66,000，30%下來多少", ["19,800"]),
        ("申請費 33,000 和 60,000 分別補多少", ["9,900", "18,000"]),
        ("how big must the fee be to get the full 10K", ["33,334"]),
        # counselling: 30 萬 a system, 8 萬 a case, 8.75 萬 and 4 萬 a firm counselled in depth; measuring is free
        ("2 體系自籌款總共", ["600,000"]),
        ("異業合作兩案自籌款加起來", ["160,000"]),
        ("深度輔導8.75萬一家 三家要多少", ["262,500"]),
        ("四家公司做技術深入輔導一共要繳多少", ["160,000"]),
        # table 2, item 1(3): 4 + 9 points, by the part of the target that is reached
        ("企業採購那項 家數OK 金額只做了9成 總共幾分", ["12.1"]),
        ("家數有達到目標 金額差二成 企業採購幾分", ["11.2"]),
        ("綠色商店銷售額差目標10%得幾分", ["11.7"]),
        # item 1(3), Kaohsiung: 2,000,000,000 / 2,721,416,829 = 73.49%; x 9 = 6.6
        ("Kaohsiung's counselled firms declared NT$2 billion. How many points for the amount?", ["6.6"]),
        # item 1(1), Hualien: 56,400,000 / 61,375,801 = 91.89%; x 13 = 11.9
        ("花蓮商店銷售額5,640萬 達成率多少", ["91.8%", "11.9"]),
        # table 4, Hsinchu County: 47,741,455 reaches 47,559,410 (4.5%, 9 points) and not 47,786,967
        ("新竹縣今年綠店銷售47741455，得幾分", ["13 分", "9 分"]),
        # item 4: 2 innovations at 5, a gold hotel at 5
        ("創新作為2件、金級旅館1家，第四大項得幾分", ["15 分"]),
        ("金級旅館一間加銀級一間 精進拿多少", ["7 分"]),
        # item 2(2): 0.5 a message; item 1(2): all of the stores or none
        ("平台上公布4則活動成果得幾分", ["2 分"]),
        ("雲林在淨零綠生活平台登2則活動訊息幾分", ["1 分"]),
        ("非連鎖型綠色商店30家更新了29家得幾分", ["0 分"]),
        # table 3: 901,265,749 + 601,545,844; table 6: 1,997 + 179 + 268
        ("雙北綠色商店目標合計", ["1,502,811,593"]),
        ("桃園市臺東縣花蓮環保集點新增會員目標加起來多少", ["2,444"]),
        # table 4: 910,278,406 - 607,561,302; table 5: 4,264,231,543 - 4,222,425,351
        ("台北跟新北綠色商店成長1%差多少", ["302,717,104"]),
        ("台中企業採購成長1%跟2%差多少", ["41,806,192"]),
        # table 6: 131 + 7 = 138 and 92 + 5 = 97
        ("澎湖跟金門會員目標成長5%差幾個", ["138", "97", "41"]),
        # 2 x 40,000 + 87,500; 3 x 87,500 + 2 x 40,000
        ("綠色技術深入輔導兩家跟產品綠色設計一家 自籌款一共多少", ["167,500"]),
        ("3家公司各做設計深入輔導 另外2家做技術深入輔導 自籌總共多少", ["342,500"]),
        # a later sum is the one paid; 一筆 counts the next sum and is no part of 80 萬
        ("我申請費6萬 折扣5千 最後付5萬5 補多少", ["16,500"]),
        ("If my fee is 34,000 do I get 10,200?", ["10,000"]),
        ("仲介成交兩筆 一筆服務費80萬一筆140萬 都有減碳標籤 報多少", ["1,800,000"]),
        ("去減碳標籤的便利商店買了12萬的東西 企業可以報多少", ["36,000"]),
        # 1億5千8 is 158,000,000: table 4, Yunlin, 157,690,017 at 4.5%
        ("雲林綠店做到1億5千8 精進幾分", ["9 分"]),
        ("What does Hualien need in private procurement for 4 growth points", ["31,641,382"]),
        ("1金2銅加幾分", ["6 分"]),
        # 5 + 5 + 2
        ("我們局做了1件創新 金級旅館1家 綠店成長1.2% 第四項加起來幾分", ["12 分"]),
        ("連江綠色旅遊出團2個行程有分嗎", ["2 分"]),
        # 10 / 0.5, 10 / 0.2 and 25 / 2, the next whole one
        ("銅級旅館要幾家才能拿滿10分", ["20 家"]),
        ("FB貼文要貼幾則才會拿滿10分", ["50 則"]),
        ("電視廣告要幾則才會滿分", ["13 則"]),
        # a chain's campaign 4 each, an advertisement 2 each: 2 x 4 + 3 x 2
        ("登3則廣告 再跟連鎖型綠色場域辦2場促銷 推廣活動合計幾分", ["14 分"]),
        # (2 + 0.5 x 1) / 3 x 9; table 5: Yunlin's 2.5%; table 3: Hualien's firms and labels
        ("Yilan helped A=2 and B=1 firms obtain the eco label, what is its score?", ["7.5 points"]),
        ("云林县民间绿色采购金额增长2.5%是多少", ["18,401,947"]),
        ("花蓮縣輔導家數跟取得環保標章目標各多少", ["41 家", "3 家"]),
        # document 3: a system pays 300,000 in all, a case 80,000
        ("公會要組兩個綠色創新體系 自籌款總共多少", ["600,000"]),
        ("two cross-industry cooperation cases, how much self-funding totally", ["160,000"]),
        ("連江資訊公開要幾則才滿5分", ["5 則"]),
        # item 3: (A + 0.5 B) / target x 9, what is counted by 台 too; 12 + 20 x 0.2
        ("只輔導到一台印表機跟一個電冰箱拿環標 目標2家 幾分", ["4.5"]),
        ("活動12場實體加20則貼文得幾分", ["16"]),
        ("達標後 金1銀1銅1 精進加幾分", ["7.5"]),
        ("企業採購金額只做到一半 幾分", ["4.5"]),
        # Taitung: 60 / 74 x 4 = 3.2, and 9
        ("臺東輔導了60家企業 金額有達標 這一項總共幾分", ["12.2"]),
        ("兩案異業加兩個體系 自籌款共多少", ["760,000"]),
        ("宅配貨運有減碳標籤 一件運費180寄了500件 可以認列多少", ["90,000"]),
        ("原本報價申請費11萬，談到9萬8成交，分攤多少", ["29,400"]),
        ("三件仲介成交服務費800,000、80萬、150W，有減碳標籤，可以報多少", ["2,600,000"]),
        # clause 5, each fee by itself: 38,000 x 30% over the cap of 10,000; 49,999 and 50,000 lie in two tiers
        ("驗證申請費3萬8跟18萬各可以分攤多少", ["10,000", "50,000"]),
        ("國際綠色驗證申請費49,999跟50,000只差一塊 分攤的錢各是多少", ["10,000", "15,000"]),
        # slips: the 5 belongs to the amount, and what a slip calls some other fee is no application fee
        ("GRS申請費8萬5 分能攤多少", ["25,500"]),
        ("RIOS申請費6萬5 年3萬 可以拿多少", ["19,500"]),
        ("申請費7萬年跟費2萬加起來9萬 補多少", ["21,000"]),
        ("申請費跟檢測費一紅12萬 補多少", ["總額"]),
        # counselling: 40,000 + 87,500
        (
            "One firm wants both the in-depth green technology promotion and the in-depth green design counselling. "
            "What is the total self-funded amount?",
            ["127,500"],
        ),
        # table 1-3: 10% and 20%; the cap of 1,000,000 is per deal
        ("人身保險跟財產保險各6萬都有碳足跡減量標籤 合計可以報多少", ["18,000"]),
        ("房仲一件150萬兩件可以報多少 有減標", ["2,000,000"]),
        ("節能標章冷氣180,000 元可以認列多少", ["180,000"]),
        # 10,345,425,330 / 30,210,577,499 = 34.24%; 1,466 / 2,231 = 65.7%
        ("臺北市的輔導金額目標占全國大概幾%", ["34.2%"]),
        ("六都輔導家數占全國幾成", ["65.7%"]),
        # table 4, Taitung: 37,168,949 is one dollar below the step of 1.0%; Changhua at 4%; Keelung at 3 points
        ("臺東縣113年綠色商店銷售額37,168,949 精進加幾分", ["1 分"]),
        ("彰化縣綠色商店4%要做到多少錢", ["129,507,617"]),
        ("How much in green store sales does Keelung need for 3 bonus points?", ["35,192,864"]),
        # item 4: at most 18; table 2, item 2(1)
        ("創新3件精進拿9分 第四項總共幾分", ["18 分"]),
        ("創新拿5分 精進拿8分 第四項總共幾分", ["13 分"]),
        ("實體活動一場、報紙登廣告一則、跟連鎖綠色場域促銷一場 各幾分", ["1 分", "2 分", "4 分"]),
        ("機關不統計申報如果是指定環保標章採購總額的7% 會不會被扣分啊", ["不會開始扣分"]),
        ("Large non-manufacturing company, reported NT$49.99 million in 2024. Enough for the award group?", ["10,000"]),
    ],
)
def test_a_figure_is_worked_out(question: str, told: list[str]) -> None:
    found = shipped().ask(question, today=TODAY)
    assert found.outcome == "answer"
    assert [one for one in told if one not in words(found)] == []


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("綠色技術加值推廣12家量測量化總共要繳多少", "480,000"),  # measuring is free
        ("綠色技術推廣到120家總共要繳多少", "4,800,000"),  # those it is promoted to pay nothing
        ("體系7家廠商總共要繳多少", "2,100,000"),  # 30 萬 is for the whole system
        ("買 30 萬的影印機 租 10 萬的飲水機 報多少", "150,000"),  # the copier is bought
        ("提升消費跟推廣活動兩項合計幾分", "試算 2 分"),  # two lines of the plan, no two events
        ("新竹縣 不是新竹市 113年民間綠色採購輔導金額目標多少", "795,684,890"),
        ("台東的綠色商店目標 不是台南不是台中", "555,627,545"),
        ("五萬污的申請費補多少", "15,000"),  # 五萬五, most likely
        ("申請費九無五 檢宅費五萬 補多少", "15,000"),  # the 50,000 are no application fee
        ("仲介服務費三件共240萬 有減碳標籤 可報多少", "1,000,000"),  # what each deal brought isn't said
        ("公司買LED燈泡花3萬 綠採報多少", "30,000"),  # with a label only
        ("連江跟澎湖會員成長5%差多少", "相差"),  # table 6 prints a dash for Lienchiang
    ],
)
def test_what_is_not_printed_is_not_worked_out(question: str, wrong: str) -> None:
    assert wrong not in words(shipped().ask(question, today=TODAY))
