"""What learning does with its own facts: it tells the participants."""

from courses.learning.services import tell_participants as tell
from lms.core.features import Subscriber
from lms.domain_events import (
    CoursePassed,
    CoursePassWithdrawn,
    DatesExtended,
    ParticipantEnrolled,
    ParticipantWithdrawn,
    RecoveryEnded,
    RecoveryOpened,
)

SUBSCRIBERS = (
    Subscriber(name="learning.tell_enrolled", event=ParticipantEnrolled, handle=tell.tell_enrolled),
    Subscriber(name="learning.tell_left", event=ParticipantWithdrawn, handle=tell.tell_left),
    Subscriber(
        name="learning.tell_recovery", event=RecoveryOpened, handle=tell.tell_recovery_opened
    ),
    Subscriber(
        name="learning.tell_recovery_ended", event=RecoveryEnded, handle=tell.tell_recovery_ended
    ),
    Subscriber(name="learning.tell_passed", event=CoursePassed, handle=tell.tell_passed),
    Subscriber(
        name="learning.tell_pass_withdrawn",
        event=CoursePassWithdrawn,
        handle=tell.tell_pass_withdrawn,
    ),
    Subscriber(name="learning.tell_extended", event=DatesExtended, handle=tell.tell_extended),
)
