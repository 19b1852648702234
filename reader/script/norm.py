"""Where Taiwan's Ministry of Education writes otherwise than OpenCC's standard for Taiwan: 發布, 公布, not 發佈, 公佈; but 佈置, 佈局, 佈滿."""

from __future__ import annotations

# 教育部重編國語辭典, headwords. Each has another last character than OpenCC gives it.
TAIWAN = ("發佈發布", "公佈公布", "宣佈宣布", "分佈分布", "頒佈頒布", "散佈散布", "遍佈遍布")


def by_norm(text: str) -> str:
    """`text`, which OpenCC has made from simplified characters for Taiwan, with these words as the Ministry writes them."""
    if "佈" not in text:
        return text
    for pair in TAIWAN:
        text = text.replace(pair[:2], pair[2:])
    return text
