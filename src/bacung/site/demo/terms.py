"""The two drives as they are set up: terms, mandate, communes, targets."""

from collections.abc import Mapping
from datetime import date, time

from bacung.areas.models import Area
from bacung.areas.queries import at as units_on
from bacung.areas.queries import children
from bacung.drives import actions as drives
from bacung.drives.actions import NewMandate, NewTarget, Seat, Terms
from bacung.drives.models import Drive
from bacung.ground.permissions import Viewer
from bacung.site.demo.aims import HA_TINH, SOC_SON, WAVE, WEEKEND_COMMUNES, WEEKENDS

PLAN_OF_THE_STATE = (
    "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ phê duyệt Đề án 06",
    "Nghị định số 59/2022/NĐ-CP ngày 05/9/2022 của Chính phủ quy định về định danh và xác thực điện tử",
)
YOUTH = "Đoàn Thanh niên Công an tỉnh"
TASK_FORCE = "Tổ công tác thực hiện Đề án 06"
ACADEMY = "Trường đào tạo đứng chân trên địa bàn"

WEEKEND_TERMS = Terms(
    name="Ba cùng cuối tuần – Hà Tĩnh 2023",
    starts_on=WEEKENDS[0],
    ends_on=WEEKENDS[1],
    age_on=WEEKENDS[0],
    first_knock_by=date(2023, 9, 30),
    rules="2022-decree",
    evening_from=time(17, 30),
    evening_to=time(21, 30),
)
WEEKEND_MANDATE = NewMandate(
    superior_body="CÔNG AN TỈNH HÀ TĨNH",
    issuing_body="BAN CHỈ ĐẠO ĐỢT BA CÙNG CUỐI TUẦN",
    grounds=(
        *PLAN_OF_THE_STATE,
        "Nghị quyết số 12-NQ/ĐUCA của Đảng ủy Công an Trung ương về xây dựng Công an xã",
        "Chỉ thị số 11/CT-BCA của Bộ trưởng Bộ Công an về công tác Công an xã",
        "Kế hoạch của Công an tỉnh về tăng cường đoàn viên về xã các ngày cuối tuần",
    ),
    plan_number="Kế hoạch số 01/KH-BCĐ (minh họa)",
    opening_on=date(2023, 6, 2),
    interim_on=date(2023, 9, 8),
    closing_on=date(2023, 12, 10),
    recipients=(
        "Ban Giám đốc Công an tỉnh (để báo cáo)",
        "Công an 11 huyện, thị xã, thành phố",
        "Lưu: VT, BCĐ",
    ),
    signatory="TRƯỞNG BAN CHỈ ĐẠO",
    seats=(
        Seat("head", TASK_FORCE, "Tổ trưởng Tổ công tác"),
        Seat("deputy", YOUTH, "Bí thư Đoàn Thanh niên"),
        Seat("deputy", TASK_FORCE, "Trưởng phòng Cảnh sát quản lý hành chính về trật tự xã hội"),
        Seat("member", YOUTH, "Phó Bí thư Đoàn Thanh niên"),
    ),
)
WAVE_TERMS = Terms(
    name="Đợt sinh viên tình nguyện – Sóc Sơn 2023",
    starts_on=WAVE[0],
    ends_on=WAVE[1],
    age_on=WAVE[0],
    first_knock_by=WAVE[1],
    rules="2022-decree",
    evening_from=time(17, 30),
    evening_to=time(21, 30),
)
WAVE_MANDATE = NewMandate(
    superior_body="CÔNG AN THÀNH PHỐ HÀ NỘI",
    issuing_body="CÔNG AN HUYỆN SÓC SƠN",
    grounds=(*PLAN_OF_THE_STATE, "Kế hoạch phối hợp giữa Công an huyện và nhà trường đợt 1 năm 2023"),
    plan_number="Kế hoạch số 02/KH-PH (minh họa)",
    opening_on=date(2023, 5, 16),
    interim_on=date(2023, 5, 31),
    closing_on=date(2023, 6, 5),
    recipients=("Công an thành phố (để báo cáo)", "Công an 25 xã và thị trấn", "Nhà trường", "Lưu: VT"),
    signatory="TRƯỞNG CÔNG AN HUYỆN",
    seats=(
        Seat("head", "Công an huyện Sóc Sơn", "Trưởng Công an huyện"),
        Seat("deputy", "Công an huyện Sóc Sơn", "Phó Trưởng Công an huyện"),
        Seat("deputy", ACADEMY, "Trưởng phòng Quản lý học viên"),
    ),
)


def set_up_weekends(viewer: Viewer) -> Drive:
    """Hà Tĩnh, June to December."""
    communes = units_on("commune", WEEKENDS[0]).filter(code__in=WEEKEND_COMMUNES)
    provinces = units_on("province", WEEKENDS[0]).filter(code=HA_TINH).values_list("path", flat=True)
    return _set_up(
        viewer,
        "ha-tinh-2023",
        WEEKEND_TERMS,
        WEEKEND_MANDATE,
        [each for each in communes if each.path.startswith(tuple(provinces))],
    )


def set_up_wave(viewer: Viewer) -> Drive:
    """Sóc Sơn, May and June."""
    district = units_on("district", WAVE[0]).get(code=SOC_SON)
    return _set_up(viewer, "soc-son-2023", WAVE_TERMS, WAVE_MANDATE, list(children(district, WAVE[0])))


def _set_up(viewer: Viewer, code: str, terms: Terms, mandate: NewMandate, communes: list[Area]) -> Drive:
    drive = drives.create_drive(viewer, code=code, terms=terms, is_demo=True)
    drives.set_areas(viewer, drive, communes)
    drives.set_mandate(viewer, drive, mandate)
    return drive


def assign(
    viewer: Viewer, drive: Drive, numbers: Mapping[Area, int], *, measure: str, of: str, giver: str
) -> None:
    """So many of a measure asked of each commune until the drive's end."""
    drives.assign_targets(
        viewer,
        drive,
        [
            NewTarget(area.pk, measure, of, number, giver, drive.ends_on)
            for area, number in sorted(numbers.items(), key=lambda each: each[0].code)
        ],
    )
