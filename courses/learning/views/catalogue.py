"""Public pages of the programme and its courses."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session

from courses.learning.labels import (
    ACTIVITY_ICONS,
    ACTIVITY_NAMES,
    COURSE_KINDS,
    COURSE_STATUS_TAGS,
    EDITION_TAGS,
)
from courses.learning.queries.catalogue import CatalogueCourse, catalogue, catalogue_page
from courses.learning.rules.states import CourseStatus
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session
from lms.core.i18n import gettext as _
from lms.core.web.guards import public

blueprint = Blueprint("catalogue", __name__, url_prefix="/cursos", template_folder="../templates")


@blueprint.get("")
@public
def courses() -> str:
    """Show every course of the programme, also those in preparation."""
    found = catalogue(read_session())
    return render_template(
        "learning/catalogue.html",
        courses=found,
        offer=_offer(found),
        kinds=COURSE_KINDS,
        tags=COURSE_STATUS_TAGS,
    )


@blueprint.get("/<slug>")
@public
def course(slug: str) -> str:
    """Show a course: what it is for, its modules, its editions."""
    return render_template(
        "learning/catalogue_course.html",
        page=catalogue_page(read_session(), slug),
        kinds=COURSE_KINDS,
        tags=COURSE_STATUS_TAGS,
        edition_tags=EDITION_TAGS,
        names=ACTIVITY_NAMES,
        icons=ACTIVITY_ICONS,
    )


def landing_section(session: Session, _access: Access, **_facts: Any) -> Any:
    """Return the courses for the public first page, None while there is none."""
    found: list[CatalogueCourse] = catalogue(session)
    if not found:
        return None
    return {
        "courses": found,
        "tags": COURSE_STATUS_TAGS,
        "offer": _offer(found),
        "url": url_for("catalogue.courses"),
    }


def _offer(courses: Sequence[CatalogueCourse]) -> str:
    complete = sum(1 for course in courses if course.status is CourseStatus.COMPLETE)
    if complete == len(courses):
        return _("El programa tiene %(total)s cursos.", total=len(courses))
    return _(
        "Se pueden llevar %(complete)s de %(total)s cursos. Los demás están en preparación.",
        complete=complete,
        total=len(courses),
    )
