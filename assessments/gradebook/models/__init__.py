"""Tables of edition weights, recoveries and actas de notas."""

from assessments.gradebook.models.act import Act, ActCounter
from assessments.gradebook.models.recovery import Recovery
from assessments.gradebook.models.weight import Weight

__all__ = ["Act", "ActCounter", "Recovery", "Weight"]
