"""What is still to do for somebody and what a household asked for, as the papers say it."""

from datetime import time

from django.utils.translation import override

from bacung.core.merging.reasons import REASONS, within
from bacung.ground.figures import number
from bacung.rounds.papers.sheet import clock

TO_DO = {"collect": "thu nhận", "approve": "chờ duyệt", "activate": "kích hoạt"}
_SILENT = {"NOT_VISITED", "AWAITING_APPROVAL", "AWAITING_ACTIVATION"}
NOTES = {
    "by-hamlet-and-number": "Thứ tự đi theo thôn và số nhà: {doors} nhà chưa có vị trí trên bản đồ.",
}
ALONE = "Cặp này chưa có người địa phương đi cùng."


def to_do(step: str, reason: str) -> str:
    """The step to take, with the reason last told."""
    told = "" if reason in _SILENT or reason not in REASONS else f" ({within(REASONS[reason].vi)})"
    return TO_DO[step] + told


def wish(*, not_before: time | None, home_visit: bool) -> str:
    """What the household asked for."""
    said = [f"xin đến sau {clock(not_before)}"] if not_before else []
    return "; ".join([*said, "mong được làm tại nhà"] if home_visit else said)


@override("vi")
def note(code: str, facts: dict[str, object]) -> str:
    """What the plan rests on; empty where the pair need not know."""
    return NOTES.get(code, "").format(
        **{name: number(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
    )
