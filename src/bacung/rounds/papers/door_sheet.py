"""The printed evening sheet of a pair: A4 upright, large letters, boxes to tick by pen."""

from importlib.resources import files

from bacung.ground import typesetting
from bacung.rounds.papers.sheet import (
    COMMON_REASONS,
    DOOR_OUTCOMES,
    DoorSheet,
    SheetDoor,
    clock,
    reason_words,
    row_code,
)

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

AGAINST_FRAUD = (
    "Không hỏi, không nhìn mã OTP, mật khẩu, passcode: bà con tự bấm.",
    "Không cầm máy đi, không chụp thẻ, không kích hoạt trên máy của mình.",
    "Không thu tiền, không nhận chuyển khoản.",
    "Không gửi đường dẫn: chỉ mở CH Play hoặc App Store, gõ VNeID.",
    "Bà con còn ngờ: mời gọi ngay số trụ sở ghi ở trên.",
)
"""Five sentences that every pair carries, against those who pretend to be one."""


def pdf(*sheets: DoorSheet) -> bytes:
    """The sheets, one after the other, as one PDF; each begins a page and counts its own."""
    template = files(__package__).joinpath("door_sheet.typ")
    return typesetting.pdf(template, {"sheets": [_values(sheet) for sheet in sheets]})


def _values(sheet: DoorSheet) -> dict[str, object]:
    people = sum(len(door.persons) for door in sheet.doors)
    return {
        "key": sheet.key,
        "drive": sheet.drive,
        "commune": sheet.commune,
        "day": f"{WEEKDAYS[sheet.on.weekday()]}, {sheet.on:%d/%m/%Y}",
        "pair": sheet.pair,
        "walkers": ", ".join(sheet.walkers),
        "companion": sheet.companion,
        "hours": f"{clock(sheet.begins)} – {clock(sheet.ends)}",
        "ends": clock(sheet.ends),
        "station": sheet.station_phone,
        "size": f"{len(sheet.doors)} nhà, {people} người",
        "against_fraud": AGAINST_FRAUD,
        "notes": sheet.notes,
        "demo": sheet.demo,
        "door_outcomes": list(DOOR_OUTCOMES.values()),
        "outcomes": [words for code, words in sheet.outcomes.items() if code != "reason"],
        "reasons": [reason_words(code) for code in COMMON_REASONS],
        "doors": [_door(number, door) for number, door in enumerate(sheet.doors)],
    }


def _door(number: int, door: SheetDoor) -> dict[str, object]:
    place = ", ".join(part for part in (door.address, door.hamlet) if part)
    promised = " – ".join(clock(moment) for moment in door.promised) if door.promised else ""
    return {
        "code": row_code(number),
        "expected": clock(door.expected),
        "promised": promised,
        "head": door.head,
        "place": place,
        "said": "; ".join(part for part in (_knocks(door.knocks), door.wish) if part),
        "persons": [
            {
                "code": row_code(number, at),
                "name": person.name,
                "born": str(person.born_year or ""),
                "tail": f"•••• {person.number_tail}" if person.number_tail else "",
                "to_do": person.to_do,
                "phone": person.phone,
            }
            for at, person in enumerate(door.persons)
        ],
    }


def _knocks(knocks: int) -> str:
    return f"đã đến {knocks} lần" if knocks else "đến lần đầu"
