"""What e-mail registers: the job that sends it."""

from lms.core.features import Feature
from lms.core.mail.outbox import send_kind

FEATURE = Feature(name="mail", job_kinds=(send_kind(),))
