"""Calendars of duties, as RFC 5545 asks for them."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bacung.ground import clock
from bacung.postings.ical import Event, calendar, escaped, folded

MADE = datetime(2023, 5, 29, 1, 2, 3, tzinfo=UTC)
EVENT = Event(
    uid="posting-7-12@bacung",
    begins_at=datetime(2023, 6, 2, 17, tzinfo=clock.VIETNAM),
    ends_at=datetime(2023, 6, 4, 17, tzinfo=clock.VIETNAM),
    summary="Tăng cường tại xã Phù Lưu",
    location="Thôn Trung, xã Phù Lưu; trụ sở",
    description="Cùng đi: Trần Thị Bốn\nĐợt 1\\2",
)


def unfolded(content: bytes) -> list[str]:
    """The lines as a calendar program reads them."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_is_written_in_utc_with_a_name_that_stays():
    lines = unfolded(calendar("Lịch của Một", [EVENT], made_at=MADE))
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ba Cung//Postings//VI",
        "CALSCALE:GREGORIAN",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    assert said["UID"] == "posting-7-12@bacung"
    assert (said["DTSTART"], said["DTEND"]) == ("20230602T100000Z", "20230604T100000Z")
    assert said["DTSTAMP"] == "20230529T010203Z"
    assert said["LOCATION"] == "Thôn Trung\\, xã Phù Lưu\\; trụ sở"
    assert said["DESCRIPTION"] == "Cùng đi: Trần Thị Bốn\\nĐợt 1\\\\2"
    assert said["STATUS"] == "CONFIRMED"


def test_a_duty_one_was_released_from_is_taken_off_again():
    gone = Event(EVENT.uid, EVENT.begins_at, EVENT.ends_at, "x", cancelled=True)
    lines = unfolded(calendar("", [gone], made_at=MADE))
    assert "STATUS:CANCELLED" in lines
    assert not any(line.startswith(("LOCATION", "DESCRIPTION")) for line in lines)


@given(st.text())
def test_every_line_ends_with_cr_lf_and_holds_75_octets_of_whole_letters(text: str):
    content = calendar(text, [Event("u", MADE, MADE, text, text, text)], made_at=MADE)
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert len([line for line in unfolded(content) if line.startswith("SUMMARY:")]) == (
        1 if escaped(text) else 0
    )


@given(st.text())
def test_what_is_escaped_can_be_read_back(text: str):
    plain = "".join(
        letter for letter in text.replace("\r\n", "\n").replace("\r", "\n") if letter == "\n" or letter >= " "
    )
    back = re.sub(
        r"\\([\\;,nN])", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), escaped(text)
    )
    assert back == plain


def test_a_long_line_is_folded_at_letters():
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"
    assert folded("ế" * 26).split("\r\n")[0] == "ế" * 25
