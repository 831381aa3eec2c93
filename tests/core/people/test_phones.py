"""Phones of the village, however they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.people.phones import CONVERTED, PREFIXES, masked, normalise
from tests.strategies import phones, spellings_of_phone


@given(st.data(), phones())
def test_every_way_of_writing_a_phone_is_read(data: st.DataObject, phone: str) -> None:
    """Dots, +84, a lost zero, eleven digits of before 2018: one number, and no doubt about its prefix."""
    read = normalise(data.draw(spellings_of_phone(phone)))
    assert read.number == phone
    assert {finding.severity for finding in read.findings} <= {"repair"}


@pytest.mark.parametrize(
    ("raw", "number", "codes"),
    [
        ("0912345678", "0912345678", []),
        ("912345678", "0912345678", ["phone-zero-restored"]),
        ("01682345678", "0382345678", ["phone-prefix-converted"]),
        ("1682345678", "0382345678", ["phone-zero-restored", "phone-prefix-converted"]),
        ("0951234567", "0951234567", ["phone-prefix-unknown"]),
        ("0239.385.1234", "02393851234", ["phone-landline"]),
        ("0912345678 / 0387654321", "0912345678", ["phone-several"]),
        ("0912345678 (con gái)", "0912345678", []),
        ("042199001234", None, ["phone-malformed"]),
        ("12345", None, ["phone-malformed"]),
        ("không có", None, ["phone-malformed"]),
    ],
)
def test_what_was_done_to_a_phone_is_said(raw: str, number: str | None, codes: list[str]) -> None:
    """Each repair and each doubt has its code."""
    read = normalise(raw)
    assert read.number == number
    assert [finding.code for finding in read.findings] == codes


def test_twenty_one_old_prefixes_lead_to_prefixes_in_use() -> None:
    """The conversion of 2018 as published; 095 was never assigned."""
    assert len(CONVERTED) == 21
    assert set(CONVERTED.values()) <= PREFIXES
    assert "095" not in PREFIXES


def test_a_masked_phone_keeps_both_ends() -> None:
    """Enough to recognise one's own, too little to call."""
    assert masked("0912345678") == "091••••678"
    assert masked("113") == "•••"
