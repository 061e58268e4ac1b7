"""The queue of the grading desk, and the way to it from an edition's pages."""

from uuid import UUID

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from assessments.assignments.queries.queue import queue_choices, queue_page, waiting_count
from assessments.assignments.queries.queue_filter import (
    SHOWN_STATES,
    QueueFilter,
    typed_filter,
)
from assessments.assignments.views.grading import GRADE, blueprint, grading_reach
from assessments.assignments.views.words import STATE_WORDS, standing_words
from courses.learning.api import EditionTab
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session
from lms.core.i18n import gettext as _
from lms.core.web.guards import permission
from lms.core.web.pagination import page_number


@blueprint.get("")
@permission(GRADE)
def queue() -> str:
    """Show what waits, oldest first, with filters."""
    chosen = typed_filter(request.args)
    page = queue_page(
        read_session(), grading_reach(), chosen, number=page_number(request.args.get("pagina"))
    )
    return render_template(
        "assignments/queue.html",
        chosen=chosen,
        page=page,
        choices=queue_choices(read_session(), grading_reach()),
        states=[(state.value, STATE_WORDS[state]) for state in SHOWN_STATES],
        words=standing_words,
    )


def edition_tab(session: Session, asking: Access, *, edition_id: UUID) -> EditionTab | None:
    """Return the way from an edition's pages to its queue, with how many wait."""
    if not asking.may(GRADE):
        return None
    chosen = QueueFilter(edition_id=edition_id)
    return EditionTab(
        label=_("Por calificar"),
        url=url_for("grading.queue", **chosen.address()),
        order=60,
        count=waiting_count(session, asking.reach(GRADE), chosen),
    )
