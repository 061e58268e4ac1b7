"""Pages of the gradebook and of closing, all on one blueprint."""

from assessments.gradebook.views import closing, decisions, rectifying
from assessments.gradebook.views.book import blueprint

__all__ = ["blueprint", "closing", "decisions", "rectifying"]
