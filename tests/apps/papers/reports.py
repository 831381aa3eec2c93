"""A report of a small drive at 17:00, as its papers are written."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from bacung.reports.papers.evening import (
    CommuneRow,
    EveningReport,
    Figure,
    LateFact,
    Rate,
    Remaining,
    ReportedTotal,
)

FIVE_PM = datetime(2023, 5, 31, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam


def rate(name: str, numerator: int, of: str, denominator: int, on: str, where: str = "") -> Rate:
    """A named rate whose numerator leads to its rows."""
    return Rate(
        name=name,
        numerator=Figure(value=numerator, link=where),
        numerator_name=of,
        denominator=Figure(value=denominator),
        denominator_name=on,
    )


def commune(name: str, target: int | None, achieved: int, left: int | None, **facts: Any) -> CommuneRow:
    """One line of the table; its figures lead to rows by the name."""
    where = f"/board/rows/?commune={quote(name.split()[0])}"
    return CommuneRow(
        name=name,
        target=Figure(value=target),
        achieved=Figure(value=achieved, link=f"{where}&measure=activated"),
        left=Figure(value=left, link=f"{where}&measure=left"),
        **facts,
    )


def phu_luu_rates() -> tuple[Rate, ...]:
    """The three rates of Phù Lưu that are all called tỷ lệ."""
    return (
        rate("Thu nhận trên diện", 3970, "đã thu nhận", 4363, "thuộc diện", "/board/rows/?measure=collected"),
        rate("Kích hoạt trên thu nhận", 3644, "đã kích hoạt", 3970, "đã thu nhận"),
        rate("Kích hoạt trên có mặt", 3644, "đã kích hoạt", 4363, "thuộc diện có mặt"),
    )


def report(**facts: Any) -> EveningReport:
    """Phù Lưu and a commune over its target, at 17:00 on 31 May 2023."""
    given: dict[str, Any] = {
        "superior": "Công an tỉnh Hà Tĩnh",
        "body": "Công an huyện Lộc Hà",
        "place": "Lộc Hà",
        "on": date(2023, 5, 31),
        "number": "126/BC-CAH",
        "title": "Kết quả kích hoạt tài khoản định danh điện tử",
        "drive": "đợt cao điểm cấp tài khoản định danh điện tử",
        "as_of": FIVE_PM,
        "achieved_name": "tài khoản đã kích hoạt",
        "target_name": "chỉ tiêu giao",
        "grounds": (
            "Căn cứ Quyết định số 06/QĐ-TTg ngày 06 tháng 01 năm 2022 của Thủ tướng Chính phủ",
            "Căn cứ Kế hoạch số 41/KH-CAT ngày 10 tháng 5 năm 2023 của Công an tỉnh Hà Tĩnh",
        ),
        "rows": (
            commune("Phù Lưu (nay Mai Phụ)", 4363, 3644, 719, rank=2, change=124, rates=phu_luu_rates()),
            commune("Thạch Kim", 1000, 1032, 0, rank=1, change=-3),
        ),
        "total": commune("Cộng", 5363, 4676, 719, change=121, rates=phu_luu_rates()),
        "remaining": (
            Remaining(
                reason="Đi làm xa, vắng mặt",
                people=Figure(value=312, link="/board/rows/?left=WORKING_AWAY"),
                next_step="Hẹn khi về quê, dịp Tết",
            ),
            Remaining(
                reason="SIM không chính chủ", people=Figure(value=140), next_step="Đăng ký SIM chính chủ"
            ),
        ),
        "late": (LateFact(what="Tài khoản kích hoạt tối 30/5", people=Figure(value=7)),),
        "reported": (
            ReportedTotal(
                name="Thạch Kim",
                what="Tài khoản kích hoạt",
                value=Figure(value=1040),
                on=date(2023, 5, 31),
                source="Zalo, trực ban xã",
            ),
        ),
        "recipients": ("Công an tỉnh (để báo cáo)", "Ban Chỉ đạo (để theo dõi)", "Lưu: VT"),
        "signatory": "Trưởng Công an huyện",
        "base_link": "https://ba-cung.example",
    }
    return EveningReport(**{**given, **facts})
