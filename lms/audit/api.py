"""Front door of the audit: what every feature calls when it changes a state."""

from lms.audit.services.record_change import record_change, record_changes

__all__ = ["record_change", "record_changes"]
