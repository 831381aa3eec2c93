"""What a check of one value has to say."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["repair", "warning", "question"]

SEVERITIES: dict[str, Severity] = {
    # Citizen numbers.
    "number-malformed": "question",
    "province-unknown": "warning",
    "sex-disagrees": "question",
    "century-disagrees": "question",
    "year-disagrees": "question",
    # Phones.
    "phone-malformed": "question",
    "phone-zero-restored": "repair",
    "phone-prefix-converted": "repair",
    "phone-prefix-unknown": "warning",
    "phone-landline": "warning",
    "phone-several": "warning",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a value: a stable `code` from `SEVERITIES`, and the `detail` a sentence needs."""

    code: str
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """'repair' (brought to form), 'warning' (kept, look at it) or 'question' (a person must say)."""
        return SEVERITIES[self.code]
