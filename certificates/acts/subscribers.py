"""What drawn acts do when the gradebook tells of an act."""

from sqlalchemy.orm import Session

from certificates.acts.services.queue_document import queue_document
from lms.core.features import Subscriber
from lms.domain_events import EditionClosed, GradesActRectified


def draw_for_closing(session: Session, event: EditionClosed) -> None:
    """Ask for the PDF of the act of a closing."""
    queue_document(session, act_id=event.act_id, edition_id=event.edition_id)


def draw_for_rectification(session: Session, event: GradesActRectified) -> None:
    """Ask for the PDF of a rectifying act."""
    queue_document(session, act_id=event.act_id, edition_id=event.edition_id)


SUBSCRIBERS = (
    Subscriber(name="acts.draw_for_closing", event=EditionClosed, handle=draw_for_closing),
    Subscriber(
        name="acts.draw_for_rectification",
        event=GradesActRectified,
        handle=draw_for_rectification,
    ),
)
