"""The catalogue of complaints: every code that may stand beside a cell, and how much it weighs.

Codes are stable: callers word them, machines branch on them. What `before` and `after` hold is said by the
quirk that gives the code.
"""

from bacung.core.sheets.answers import Severity

COMPLAINTS: dict[str, frozenset[Severity]] = {
    code: frozenset(severities)  # type: ignore[arg-type]
    for code, severities in {
        # Texts.
        "legacy-charset": ["repair"],
        "soft-hyphen": ["repair"],
        "invisible-characters": ["repair"],
        "white-space": ["repair"],
        "decomposed-text": ["repair"],
        "foreign-d": ["repair"],
        "cell-error": ["question"],
        # The person.
        "name-missing": ["refusal"],
        "too-little": ["question"],
        "lost-letter": ["question"],
        "odd-name": ["question"],
        "person-beside": ["question"],
        "honorific": ["repair"],
        "year-beside-name": ["repair"],
        "sex-unclear": ["question"],
        "duplicate-in-book": ["question"],
        # Birth dates.
        "two-birth-dates": ["question"],
        "date-unreadable": ["question"],
        "date-ambiguous": ["question"],
        "date-order": ["repair"],
        "english-month": ["repair"],
        "year-in-date-cell": ["repair"],
        "placeholder-birthday": ["warning"],
        # Citizen numbers.
        "lost-zeros": ["repair", "question"],
        "digits-apart": ["repair"],
        "letters-for-digits": ["repair"],
        "number-among-words": ["repair"],
        "number-in-old-column": ["repair"],
        "swapped-phone-and-number": ["repair"],
        "scientific-notation": ["question"],
        "rounded-number": ["question"],
        "old-identity-number": ["question"],
        "number-malformed": ["question"],
        "number-province-unknown": ["warning"],
        "number-sex-disagrees": ["question"],
        "number-century-disagrees": ["question"],
        "number-year-disagrees": ["question"],
        # Phones.
        "phone-form": ["repair"],
        "phone-zero-restored": ["repair"],
        "old-mobile-prefix": ["repair"],
        "phone-malformed": ["question"],
        "phone-prefix-unknown": ["warning"],
        "phone-landline": ["warning"],
        "phone-several": ["warning"],
        # Marks and notes.
        "mark-unclear": ["warning"],
        "sensitive-note": ["warning"],
        # Where the house stands.
        "point-swapped": ["repair"],
        "point-elsewhere": ["warning"],
        "point-unreadable": ["warning"],
        # Reported totals.
        "day-missing": ["question"],
        "count-unreadable": ["question"],
        "decimal-for-thousands": ["question"],
        "sum-disagrees": ["question"],
    }.items()
}
