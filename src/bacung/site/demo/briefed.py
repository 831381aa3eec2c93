"""The two briefings before a muster, and the further session for those who missed one."""

from datetime import datetime, timedelta
from random import Random

from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.brief import NewBriefing, hold_briefing, note_attendance
from bacung.postings.models import TOPICS, Muster
from bacung.postings.queries.readiness import missing

COMES, COMES_AFTER_ALL = 0.93, 0.8
"""How likely somebody is at a session, and at the further one; the rest go without and are asked about."""

LASTS = timedelta(hours=3)
MATERIAL = {
    "area": "1. Tình hình các xã, đường đi, giờ bà con ở nhà.\n"
    "2. Xưng hô, cách gõ cửa, tôn trọng người từ chối.\n"
    "3. Chỗ ăn nghỉ, số trụ sở, người địa phương đi cùng.",
    "training": "1. Cài từ CH Play, App Store, gõ VNeID; không gửi đường dẫn.\n"
    "2. Bà con tự bấm mã, mật khẩu; không hỏi, không nhìn.\n3. Ghi lý do chưa kích hoạt được và hẹn lại.",
}
BY = {"area": "Công an các xã", "training": "Tổ công tác Đề án 06"}


def brief_all(coordinator: Viewer, muster: Muster, first: datetime, place: str, rng: Random) -> None:
    """The area in the morning of a day, the training on the next, and on the third day both once more."""
    for day, topic in enumerate(TOPICS):
        _hold(coordinator, muster, topic, first + timedelta(days=day), place, rng, COMES)
    for hour, topic in enumerate(TOPICS):
        at = first + timedelta(days=2, hours=6 * hour)
        _hold(coordinator, muster, topic, at, place, rng, COMES_AFTER_ALL)


def _hold(
    coordinator: Viewer, muster: Muster, topic: str, at: datetime, place: str, rng: Random, likely: float
) -> None:
    with clock.at(at - timedelta(days=1)):
        said = NewBriefing(topic, at, place, BY[topic], MATERIAL[topic])
        held = hold_briefing(coordinator, muster, said)
        expected = missing(coordinator, muster, topic)
    with clock.at(at + LASTS):
        told = {member.pk: rng.random() < likely for member in sorted(expected, key=lambda each: each.pk)}
        note_attendance(coordinator, held, told)
