"""The hour in which a publication may be undone, and the days that a submission waits."""

from datetime import UTC, datetime, timedelta

from assessments.assignments.rules.windows import may_undo, waiting_days

AT = datetime(2027, 3, 1, 14, tzinfo=UTC)


def test_publication_is_undone_within_the_hour_and_not_a_second_later():
    assert may_undo(AT, AT + timedelta(hours=1))
    assert not may_undo(AT, AT + timedelta(hours=1, seconds=1))


def test_waiting_is_counted_in_whole_days():
    assert waiting_days(AT, AT + timedelta(hours=23)) == 0
    assert waiting_days(AT, AT + timedelta(days=6, hours=1)) == 6
    assert waiting_days(AT, AT - timedelta(minutes=1)) == 0
