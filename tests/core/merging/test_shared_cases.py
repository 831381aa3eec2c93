from tests.core.merging.shared_cases import TABLE, table


def test_the_phone_is_held_to_what_this_reducer_says():
    """The phone's tests read this table: who changes a rule writes it anew and mends the phone too."""
    assert TABLE.read_text("utf-8") == table(), "run: python -m tests.core.merging.shared_cases"
