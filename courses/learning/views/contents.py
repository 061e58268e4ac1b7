"""Pages on which trainers and coordination read the lessons and the guide of an edition."""

from uuid import UUID

from flask import render_template, url_for

from courses.learning.labels import ACTIVITY_ICONS, ACTIVITY_NAMES
from courses.learning.queries.course_maps import course_map
from courses.learning.queries.lesson_page import lesson_text
from courses.learning.queries.trainer_guide import has_trainer_guide, trainer_guide
from courses.learning.rules.course_map import MapActivity
from courses.learning.views.editions import blueprint, own_edition
from courses.learning.views.lesson_body import lesson_body
from lms.core.db.unit_of_work import read_session
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import permission
from lms.core.web.markdown import render_markdown


@blueprint.get("/<uuid:edition_id>/contenido")
@permission("view_participants")
def contents(edition_id: UUID) -> str:
    """Show the modules and lessons of the edition's version."""
    edition = own_edition(edition_id)
    return render_template(
        "learning/contents.html",
        edition=edition,
        shape=course_map(read_session(), edition.course_version_id),
        names=ACTIVITY_NAMES,
        icons=ACTIVITY_ICONS,
        has_guide=has_trainer_guide(read_session(), edition.course_version_id),
    )


@blueprint.get("/<uuid:edition_id>/guia")
@permission("view_participants")
def guide(edition_id: UUID) -> str:
    """Show the trainer's guide as a sheet to print; it has the answers: never for learners."""
    edition = own_edition(edition_id)
    text = trainer_guide(read_session(), edition.course_version_id)
    return render_template(
        "learning/guide_print.html",
        edition=edition,
        guide=text,
        body=render_markdown(text.body),
    )


@blueprint.get("/<uuid:edition_id>/contenido/<uuid:activity_id>")
@permission("view_participants")
def read_lesson(edition_id: UUID, activity_id: UUID) -> str:
    """Show one lesson to read."""
    edition = own_edition(edition_id)
    lessons = course_map(read_session(), edition.course_version_id).lessons
    place = next((n for n, one in enumerate(lessons) if one.activity_id == activity_id), None)
    if place is None:
        raise NotFoundError(_("No encontramos esta lección en la edición."))
    text = lesson_text(read_session(), activity_id)

    def link(lesson: MapActivity) -> tuple[str, str]:
        return lesson.title, url_for(
            "editions.read_lesson", edition_id=edition_id, activity_id=lesson.activity_id
        )

    return render_template(
        "learning/read_lesson.html",
        edition=edition,
        activity=lessons[place],
        text=text,
        body=lesson_body(text.body, text.figures),
        previous=link(lessons[place - 1]) if place else None,
        following=link(lessons[place + 1]) if place + 1 < len(lessons) else None,
    )
