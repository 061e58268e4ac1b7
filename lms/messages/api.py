"""Front door of notices.

A notice names the fact and leads to it. It carries no mark, no level and no reason: addresses may
be shared, and staff send the texts by hand. What a person did by the own hand is not told back.
"""

from lms.messages.queries.notice_lists import unread_count
from lms.messages.services.notify_person import (
    NewNotice,
    letter_text,
    notify_people,
    notify_person,
    show_notices,
)

__all__ = [
    "NewNotice",
    "letter_text",
    "notify_people",
    "notify_person",
    "show_notices",
    "unread_count",
]
