"""Every table of the technical floor, so that migrations see them."""

from lms.core.events.models import OutboxEvent
from lms.core.files.models import StoredFile
from lms.core.jobs.models import Job
from lms.core.mail.models import OutgoingMail

__all__ = ["Job", "OutboxEvent", "OutgoingMail", "StoredFile"]
