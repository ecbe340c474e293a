"""What the rules on green stores may know, and the fields of the printed statement (附件四)."""

from __future__ import annotations

from typing import Literal

from rules.facts import FactSheet, Field, Kind

CHANNELS = ("elifemall", "rt_mart", "a_mart", "hi_life", "family_mart", "tsann_kuen")
"""The six 環保集點特約通路, whose sales stay out of the counties' results, in the document's order."""


class StoreFacts(FactSheet):
    """What a shop sells, counted in kinds of products, and how it shows the labels."""

    eco_kinds: Field[int] = Field(Kind.INTEGER, "附件四備註")
    carbon_kinds: Field[int] = Field(Kind.INTEGER, "附件四備註")
    reduction_kinds: Field[int] = Field(Kind.INTEGER, "附件四備註")
    labels_shown: Field[Literal["yes", "no"]] = Field(Kind.CHOICE, "附件四備註", "yes", "no")
    channel: Field[str] = Field(Kind.CHOICE, "表2一(一)注意事項3", "none", *CHANNELS)


class StatementForm(FactSheet):
    """附件四, field by field in the printed order.

    `sales_period` is ours: what stands in the column 販售日期 of every line that doesn't say another period.
    """

    firm_name: Field[str] = Field(Kind.TEXT, "附件四")
    contact_name: Field[str] = Field(Kind.TEXT, "附件四", personal=True)
    contact_title: Field[str] = Field(Kind.TEXT, "附件四", personal=True, optional=True)
    contact_email: Field[str] = Field(Kind.EMAIL, "附件四", personal=True, optional=True)
    contact_phone: Field[str] = Field(Kind.PHONE, "附件四", personal=True)
    scale: Field[Literal["chain", "independent"]] = Field(Kind.CHOICE, "附件四", "chain", "independent")
    shop_kind: Field[str] = Field(
        Kind.CHOICE, "附件四", "electronics", "retail", "fertiliser", "building", "bathroom", optional=True
    )
    sales_period: Field[str] = Field(Kind.TEXT, "附件四", optional=True)
    sales: Field[tuple[str, ...]] = Field(Kind.LINES, "附件四")
