"""Front door of notices."""

from lms.messages.queries.notice_lists import unread_count
from lms.messages.services.notify_person import letter_text, notify_person

__all__ = ["letter_text", "notify_person", "unread_count"]
