"""Pages of a learner: home, course, lesson, and the way on."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.learning.labels import missing_line
from courses.learning.queries.activity_context import own_activity_context
from courses.learning.queries.learner_home import (
    LearnerCourse,
    find_learner_course,
    learner_home,
)
from courses.learning.queries.lesson_page import lesson_text
from courses.learning.rules.course_map import MapActivity
from courses.learning.services.record_progress import finish_lesson
from courses.learning.views.activity_links import activity_url
from courses.learning.views.learner_pages import (
    beside,
    course_view,
    missing_sentences,
    module_rows,
    place_of,
)
from courses.learning.views.lesson_body import lesson_body
from lms.core import clock
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, signed_in

blueprint = Blueprint(
    "learning", __name__, url_prefix="/mi-formacion", template_folder="../templates"
)


@blueprint.get("")
@signed_in
def home() -> str:
    """Show the next step and every course of who is signed in."""
    person_id = access().person_id
    courses = learner_home(read_session(), person_id) if person_id else []
    views = [course_view(course) for course in courses]
    first = next((view for view in views if view.next_step), None)
    return render_template(
        "learning/home.html",
        today=clock.today(),
        person_id=person_id,
        courses=views,
        first=first,
        deadlines=[view for view in views if view.course.accepts_work][:5],
        waiting=[view for view in views if view.is_waiting_only],
    )


@blueprint.get("/<uuid:enrolment_id>")
@signed_in
def course_page(enrolment_id: UUID) -> str:
    """Show a course: what comes next, what is missing, every activity."""
    course = _own_course(enrolment_id)
    return render_template(
        "learning/course.html",
        view=course_view(course),
        modules=module_rows(course),
        missing=missing_sentences(course),
        missing_line=missing_line(course.standing.missing),
    )


@blueprint.get("/<uuid:enrolment_id>/lecciones/<uuid:activity_id>")
@signed_in
def lesson(enrolment_id: UUID, activity_id: UUID) -> str:
    """Show a lesson to read, or to print with ?imprimir=1."""
    course = _own_course(enrolment_id)
    activity = _activity_of(course, activity_id)
    if not course.is_readable:
        return render_template("learning/not_yet.html", view=course_view(course))
    text = lesson_text(read_session(), activity_id)
    shape = course.standing.course
    following = shape.after(activity_id)
    return render_template(
        "learning/lesson_print.html" if "imprimir" in request.args else "learning/lesson.html",
        view=course_view(course),
        activity=activity,
        place=place_of(course, activity),
        text=text,
        body=lesson_body(text.body, text.figures),
        is_finished=course.standing.of(activity).is_done,
        modules=module_rows(course, current=activity_id),
        previous=beside(course, shape.before(activity_id)),
        following=beside(course, following),
        lesson_number=shape.lessons.index(activity) + 1 if activity in shape.lessons else None,
    )


@blueprint.post("/<uuid:enrolment_id>/lecciones/<uuid:activity_id>/terminar")
@signed_in
def finish(enrolment_id: UUID, activity_id: UUID) -> Response:
    """Mark a lesson finished and go on to what follows."""
    with unit_of_work() as session:
        context = own_activity_context(session, access().person_id, enrolment_id, activity_id)
        if not context.accepts_work:
            raise ConflictError(
                _("El plazo terminó y su avance ya no cambia. Puede seguir leyendo las lecciones.")
            )
        lesson_text(session, activity_id)
        finish_lesson(session, access().actor, enrolment_id, activity_id)
    flash(_("Terminó la lección «%(title)s».", title=context.title))
    return redirect(_way_on(_own_course(enrolment_id), activity_id), 303)


@blueprint.get("/<uuid:enrolment_id>/seguir/<uuid:activity_id>")
@signed_in
def go_on(enrolment_id: UUID, activity_id: UUID) -> Response:
    """Lead to what follows an activity: where quizzes and tasks send a learner afterwards."""
    return redirect(_way_on(_own_course(enrolment_id), activity_id))


def _own_course(enrolment_id: UUID) -> LearnerCourse:
    found = find_learner_course(read_session(), access().person_id, enrolment_id)
    if found is None:
        raise NotFoundError(_("No encontramos este curso entre los suyos."))
    return found


def _activity_of(course: LearnerCourse, activity_id: UUID) -> MapActivity:
    for activity in course.standing.course.activities:
        if activity.activity_id == activity_id:
            return activity
    raise NotFoundError(_("No encontramos esta actividad entre las suyas."))


def _way_on(course: LearnerCourse, activity_id: UUID) -> str:
    following = course.standing.course.after(activity_id)
    url = activity_url(course.enrolment_id, following) if following else None
    return url or url_for("learning.course_page", enrolment_id=course.enrolment_id)
