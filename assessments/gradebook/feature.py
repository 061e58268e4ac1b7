"""What the gradebook registers."""

from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from assessments.gradebook.demo import load_acts
from assessments.gradebook.permissions import CLOSE, MANAGE, VIEW
from assessments.gradebook.subscribers import SUBSCRIBERS
from assessments.gradebook.views import blueprint
from courses.learning.api import EditionTab
from lms.core.access import Access, Role
from lms.core.features import DemoStep, Feature, SlotFill
from lms.core.i18n import gettext as _


def _marks_tab(_session: Session, access: Access, *, edition_id: UUID) -> EditionTab | None:
    if not access.may(VIEW):
        return None
    return EditionTab(
        label=_("Calificaciones"),
        url=url_for("gradebook.book", edition_id=edition_id),
        order=60,
    )


def _closing_tab(_session: Session, access: Access, *, edition_id: UUID) -> EditionTab | None:
    if not access.may(CLOSE):
        return None
    return EditionTab(
        label=_("Cierre"), url=url_for("gradebook.closing", edition_id=edition_id), order=80
    )


FEATURE = Feature(
    name="gradebook",
    blueprints=(blueprint,),
    subscribers=SUBSCRIBERS,
    demo=(DemoStep(name="acts", run=load_acts, order=75),),
    slots=(
        SlotFill(slot="edition.tabs", template="learning/tab.html", build=_marks_tab, order=60),
        SlotFill(slot="edition.tabs", template="learning/tab.html", build=_closing_tab, order=80),
    ),
    role_permissions={
        Role.COORDINATOR: (VIEW, MANAGE, CLOSE),
        Role.TRAINER: (VIEW,),
    },
)
"""Feature: marks of an edition, its closing and its actas de notas."""
