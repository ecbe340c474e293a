"""Words that the desk keeps to in all it says."""

from __future__ import annotations

NEVER = (
    "恭喜",
    "保證可",
    "可領",
    "合格",
    "提交",
    "點擊",
    "信息",
    "用戶",
    "默認",
    "反饋",
    "賬號",
    "計劃",
    "身份",
    "查無資料",
    "系統錯誤",
)
"""Not Taiwan's words, or a decision that a person takes."""
