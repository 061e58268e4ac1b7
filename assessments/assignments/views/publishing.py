"""Publishing of grades: the preview of what each person receives, the act, and its undoing."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.assignments.queries.publish_preview import publish_preview
from assessments.assignments.queries.queue_filter import typed_filter
from assessments.assignments.services.publish_grades import ToPublish, publish_grades
from assessments.assignments.services.undo_publication import undo_batch, undo_publication
from assessments.assignments.views.grading import PUBLISH, blueprint
from lms.core.access import Reach
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.core.web.guards import access, permission


@blueprint.get("/publicar")
@permission(PUBLISH)
def preview() -> str:
    """Show what each person would receive."""
    return _show()


@blueprint.post("/publicar")
@permission(PUBLISH)
def publish() -> Response | tuple[str, int]:
    """Publish the chosen grades as they were shown."""
    chosen = typed_filter(request.args)
    items = _typed_items()
    if not items:
        return _show(problem=_("Elija al menos una calificación.")), 422
    with unit_of_work() as session:
        outcome = publish_grades(session, access().actor, _reach(), items)
    if outcome.left:
        flash(
            ngettext(
                "%(num)s calificación cambió mientras tanto y no se publicó. Revísela.",
                "%(num)s calificaciones cambiaron mientras tanto y no se publicaron. Revíselas.",
                len(outcome.left),
            ),
            "warn",
        )
    if outcome.published:
        words = ngettext(
            "Se publicó %(num)s nota. Tiene una hora para deshacerlo.",
            "Se publicaron %(num)s notas. Tiene una hora para deshacerlo.",
            len(outcome.published),
        )
        flash(
            {  # type: ignore[arg-type]  # toasts take a mapping with the way back
                "text": words,
                "undo_url": url_for("grading.undo_many", batch_id=outcome.batch_id),
            }
        )
    return redirect(url_for("grading.queue", **chosen.address()), 303)


@blueprint.post("/deshacer/<uuid:batch_id>")
@permission(PUBLISH)
def undo_many(batch_id: UUID) -> Response:
    """Take back what was published together, within the hour."""
    try:
        with unit_of_work() as session:
            undone = undo_batch(session, access().actor, _reach(), batch_id)
    except ConflictError as error:
        flash(error.message, "error")
    else:
        _say_undone(undone)
    return redirect(url_for("grading.queue", estado="graded"), 303)


@blueprint.post("/<uuid:submission_id>/deshacer")
@permission(PUBLISH)
def undo_one(submission_id: UUID) -> Response:
    """Take back one publication, within the hour."""
    try:
        with unit_of_work() as session:
            undone = undo_publication(session, access().actor, _reach(), [submission_id])
    except ConflictError as error:
        flash(error.message, "error")
    else:
        _say_undone(undone)
    return redirect(url_for("grading.desk", submission_id=submission_id), 303)


def _say_undone(undone: int) -> None:
    flash(
        ngettext(
            "Se deshizo la publicación de %(num)s nota: ya no se ve ni cuenta.",
            "Se deshizo la publicación de %(num)s notas: ya no se ven ni cuentan.",
            undone,
        )
    )


def _show(problem: str | None = None) -> str:
    chosen = typed_filter(request.args)
    one = request.args.get("entrega", "")
    rows = publish_preview(read_session(), _reach(), chosen, submission_id=_id(one))
    return render_template(
        "assignments/publish.html",
        rows=rows,
        chosen=chosen,
        problem=problem,
        address={**chosen.address(), **({"entrega": one} if one else {})},
    )


def _typed_items() -> list[ToPublish]:
    found = []
    for value in request.form.getlist("nota"):
        submission_id, _colon, lock = value.partition(":")
        key = _id(submission_id)
        if key is not None and lock.isascii() and lock.isdigit():
            found.append(ToPublish(submission_id=key, lock_number=int(lock)))
    return found


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _reach() -> Reach:
    return access().reach(PUBLISH)
