"""What people write of a stay: a handful of sentences for each kind, and how often each kind comes."""

from collections.abc import Sequence
from datetime import date, datetime, time
from random import Random

from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.models import Posting
from bacung.postings.queries.stays import days_of

WRITTEN_AT = time(15)

KINDS: dict[str, tuple[float, int, int, tuple[str, ...]]] = {
    "station-shift": (
        0.9,
        3,
        8,
        ("Trực cùng Công an xã, hướng dẫn bà con đến làm thủ tục.", "Trực tối, sắp xếp lại hồ sơ.", ""),
    ),
    "doors": (
        0.9,
        12,
        34,
        ("Đi hai thôn, bà con về sau 18 giờ.", "Đi các hộ còn lại của thôn.", ""),
    ),
    "community-work": (
        0.35,
        2,
        6,
        ("Dọn vệ sinh đường làng cùng đoàn xã.", "Giúp một hộ neo đơn dọn nhà.", "Phát quang đường ra đồng."),
    ),
    "movement": (
        0.4,
        20,
        80,
        ("Nói chuyện về phòng, chống lừa đảo qua mạng tại nhà văn hóa thôn.", "Tuyên truyền qua loa thôn."),
    ),
    "culture-sport": (
        0.3,
        10,
        30,
        ("Giao hữu bóng chuyền với thanh niên.", "Tối văn nghệ với đoàn xã."),
    ),
    "meals": (0.6, 1, 4, ("Ăn cơm cùng cán bộ thôn.", "")),
    "gifts": (0.2, 2, 10, ("Quà của Đoàn Thanh niên tặng hộ khó khăn.", "Sách vở cho học sinh.")),
}
"""How likely a kind is written of on a stay, how much it then counts, and in which words."""

LESSONS = (
    "Nên đến nhà sau 18 giờ, bà con đi làm về mới gặp được.",
    "Cần hẹn trước qua trưởng thôn, bà con yên tâm hơn.",
    "Mang theo bản hướng dẫn chữ to cho người lớn tuổi.",
    "Máy hết dung lượng nhiều: nên hướng dẫn dọn máy trước khi cài.",
)
NOTES = (
    "Chìa khóa nhà văn hóa do trưởng thôn giữ. Cuối thôn còn mấy hộ hẹn tối thứ Bảy.",
    "Đường bờ kênh đang sửa, nên đi vòng lối chợ. Đã hẹn hai hộ có người già.",
    "Bà con thôn cuối về muộn, đi thôn đó sau cùng. Quạt phòng nghỉ hỏng, đã báo trụ sở.",
    "Còn một số hộ đi làm xa, cuối tháng mới về. Danh sách để ở trụ sở.",
)


def lines_of(rng: Random, days: Sequence[date], times: int) -> list[NewDiaryEntry]:
    """What was done on the days of a stay, kind by kind, so many times over; with lessons and a note."""
    lines = [
        NewDiaryEntry(kind, rng.choice(days), rng.randint(least, most), rng.choice(words))
        for _ in range(times)
        for kind, (likely, least, most, words) in KINDS.items()
        if rng.random() < likely
    ]
    if rng.random() < 0.5:
        lines.append(NewDiaryEntry("lessons", days[-1], None, rng.choice(LESSONS)))
    return [*lines, NewDiaryEntry("note-to-next", days[-1], None, rng.choice(NOTES))]


def write(viewer: Viewer, posting: Posting, rng: Random, times: int = 1) -> None:
    """Keep the diary of a stay on its last afternoon, before one sets out for home."""
    days = days_of(posting)
    with clock.at(datetime.combine(days[-1], WRITTEN_AT, clock.VIETNAM)):
        write_diary(viewer, posting, lines_of(rng, days, times))
