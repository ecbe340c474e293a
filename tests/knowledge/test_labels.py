"""Every label is found by every name, and none is taken for another."""

from __future__ import annotations

import pytest

from knowledge.labels import Labels
from rules.procurement import Ground, GroundKind, latest
from rules.programme import programme

LABELS = Labels.shipped()
EVERY_NAME = [(name, label.id) for label in LABELS.by_id.values() for name in label.names()]
# Document 2, 四(三)(1) and (2): nine labels of New Southbound countries and seventeen worldwide ones.
PRINTED = {
    "新加坡環保標章": "singapore_green_label",
    "泰國環保標章": "thai_green_label",
    "馬來西亞環保標章": "sirim",
    "越南環保標章": "vietnam_green_label",
    "菲律賓環保標章": "philippines_green_choice",
    "印尼環保標章": "indonesia_green_label",
    "印度生態標章": "india_ecomark",
    "澳洲環保標章GECA": "geca",
    "紐西蘭環保標章": "new_zealand_environmental_choice",
    "全球高效照明產品驗證ELI": "eli",
    "全球回收標準GRS": "grs",
    "全球有機紡織品驗證GOTS": "gots",
    "生態紡織品標章": "oeko_tex",
    "藍天使": "blue_angel",
    "回收業作業標準驗證RIOS": "rios",
    "SCS回收材料成分驗證": "scs_recycled_content",
    "再循環聲明標準RCS": "rcs",
    "美國電子產品環境影響評估工具": "epeat",
    "瑞典專業雇員協會TCO驗證": "tco",
    "搖籃到搖籃驗證標章": "cradle_to_cradle",
    "永續森林驗證": "fsc",
    "綠色保護者": "greenguard",
    "地板得分": "floorscore",
    "第三類產品環境宣告": "epd",
    "綠標籤": "green_seal",
    "藍色標章": "bluesign",
}


def found(text: str) -> list[list[str]]:
    return [[label.id for label in match.labels] for match in LABELS.find(text)]


def test_the_printed_names_are_the_editions_labels() -> None:
    assert list(programme("certification").latest().labels) == list(PRINTED.values())
    assert {LABELS.by_id[label].zh: label for label in PRINTED.values()} == PRINTED


LISTED = [
    ground for ground in latest().grounds.by_id.values() if ground.kind in (GroundKind.LABEL, GroundKind.FOREIGN_LABEL)
]


@pytest.mark.parametrize("ground", LISTED, ids=lambda ground: ground.id)
def test_the_procurement_plans_labels_bear_the_registrys_ids(ground: Ground) -> None:
    assert ground.id in LABELS.by_id
    assert found(ground.zh) == [[ground.id]]


def test_the_registry_has_all_labels_of_annex_3() -> None:
    # 附件三 prints 29: seven rows of four, and 能源之星.
    assert sum(ground.kind is GroundKind.FOREIGN_LABEL for ground in LISTED) == 29


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("烏克蘭的綠標", ["ukraine_ecolabel"]),
        ("巴西有沒有綠色標章", ["abnt"]),
        ("大陸那個環保標章", ["china_environmental_label", "china_environmental_product"]),
        ("印尼那個標章", ["indonesia_green_label", "indonesia_ecolabel"]),
    ],
)
def test_a_countrys_label_is_found_by_the_country(text: str, labels: list[str]) -> None:
    assert found(text) == [labels]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("紐西蘭跟澳洲的環保標章", [["new_zealand_environmental_choice"], ["geca"]]),
        (
            "哈薩克 烏克蘭 以色列 這三國的標章",
            [["kazakhstan_eco_labelling"], ["ukraine_ecolabel"], ["israel_green_label"]],
        ),
        ("越南、印尼的標章", [["vietnam_green_label"], ["indonesia_green_label", "indonesia_ecolabel"]]),
        ("Thai and Korean eco labels", [["thai_green_label"], ["korea_eco_label"]]),
        ("馬來西亞那個叫什麼標章", [["sirim"]]),
        ("工廠在越南和泰國", []),
    ],
)
def test_countries_that_share_one_word_for_a_label(text: str, labels: list[list[str]]) -> None:
    assert found(text) == labels


# A country alone beside a label is its label; what comes from a country is not.
@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("瑞典跟北歐天鵝兩個都認嗎", [["swedish_good_environmental_choice", "tco"], ["nordic_swan"]]),
        ("巴西、以色列還有香港三個地方的綠標", [["abnt"], ["israel_green_label"], ["hong_kong_green_label"]]),
        ("FSC 和韓國的有沒有在裡面", [["fsc"], ["korea_eco_label"]]),
        ("日本 FSC 紙", [["fsc"]]),
        ("越南廠做的藍天使產品", [["blue_angel"]]),
        ("日本跟德國的政府採購差在哪", []),
    ],
)
def test_a_country_in_a_list_stands_for_its_label(text: str, labels: list[list[str]]) -> None:
    assert [[label.id for label in match.labels] for match in LABELS.find(text)] == labels


@pytest.mark.parametrize(("name", "label"), EVERY_NAME)
def test_every_name_finds_its_label_alone(name: str, label: str) -> None:
    assert found(name) == [[label]]
    assert found(f"請問{name}有補助嗎") == [[label]]
    assert found(name.upper()) == [[label]]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("藍天史可以嗎", "blue_angel"),
        ("搖藍到搖籃", "cradle_to_cradle"),
        ("永續深林驗證", "fsc"),
        ("okeo-tex", "oeko_tex"),
        ("bluesgin", "bluesign"),
        ("EPAET", "epeat"),
        ("越南的环保标章", "vietnam_green_label"),
        ("新加坡的綠標", "singapore_green_label"),
    ],
)
def test_slips_are_forgiven(text: str, label: str) -> None:
    assert found(text) == [[label]]


def test_shared_names_ask_which() -> None:
    green = ["singapore_green_label", "thai_green_label", "vietnam_green_label", "indonesia_green_label", "green_seal"]
    assert found("Green Label 有補助嗎") == [green]
    assert found("綠標有補助嗎") == [green]
    assert found("Good Environmental Choice") == [["geca", "swedish_good_environmental_choice"]]


def test_like_names_are_never_joined() -> None:
    assert found("印尼環保標章") == [["indonesia_green_label"]]
    assert found("印尼生態標章") == [["indonesia_ecolabel"]]
    assert found("瑞典 Good Environmental Choice") == [["swedish_good_environmental_choice"]]
    assert found("Good Environmental Choice Australia") == [["geca"]]
    assert found("碳足跡標籤") == [["carbon_footprint_label"]]
    assert found("碳足跡減量標籤") == [["carbon_reduction_label"]]


@pytest.mark.parametrize(
    "text",
    ["I believe so", "環保標章", "which green labels are covered", "截止日", "scsi", "grasp", "影印機有標章可以報嗎"],
)
def test_no_label_is_seen_where_none_is_named(text: str) -> None:
    assert found(text) == []
