"""The grading desk: the queue, one submission beside its rubric, corrections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assessments.assignments.forms import GradeForm
from assessments.assignments.queries.desk_page import DeskPage, desk_page
from assessments.assignments.queries.queue import (
    queue_page,
)
from assessments.assignments.queries.queue_filter import (
    typed_filter,
)
from assessments.assignments.queries.versions import GradeRow
from assessments.assignments.rules.scoring import Weight, score_percent
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.rules.windows import may_undo
from assessments.assignments.services.save_grade import (
    GradeChangedError,
    GradeInput,
    SavedGrade,
    save_grade,
)
from assessments.assignments.views.grading import (
    GRADE,
    PUBLISH,
    blueprint,
    grading_reach,
    next_url,
)
from assessments.assignments.views.words import STATE_WORDS, waiting_words
from lms.core import clock
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _
from lms.core.web.formats import hour
from lms.core.web.guards import access, permission

_LEVEL = "criterio-"
_BESIDE = 40
"""Submissions of the queue shown beside the one that is graded."""
View = tuple[str, int] | AnyResponse


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the rubric shows: what is stored, or what was typed and not taken."""

    levels: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Criteria to point at."""
    other: GradeRow | None = None
    """Another person's grade, saved meanwhile."""


@blueprint.get("/<uuid:submission_id>")
@permission(GRADE)
def desk(submission_id: UUID) -> View:
    """Show a submission beside its rubric."""
    page = desk_page(read_session(), grading_reach(), submission_id)
    grade = page.version.grade
    return _show(page, _stored(page), Shown(levels=grade.levels if grade else {}), 200)


@blueprint.post("/<uuid:submission_id>")
@permission(GRADE)
def save(submission_id: UUID) -> View:
    """Save the grade and go on to the next; *después* keeps a draft and goes on as well."""
    chosen = typed_filter(request.args)
    form = GradeForm()
    if not form.validate():
        page = desk_page(read_session(), grading_reach(), submission_id)
        return _show(page, form, Shown(levels=_levels()), 422)
    is_finished = request.form.get("action") != "later"
    try:
        saved = _save(submission_id, form, is_finished=is_finished)
    except ConflictError as error:
        return _show_conflict(submission_id, form, error)
    page = desk_page(read_session(), grading_reach(), submission_id)
    if is_finished and not saved.is_whole:
        return _show_unfinished(page, form, saved)
    if is_finished:
        flash(
            _(
                "Calificación de %(name)s guardada. La verá cuando usted la publique.",
                name=page.head.person,
            )
        )
    return redirect(next_url(chosen, page), 303)


@blueprint.post("/<uuid:submission_id>/borrador")
@permission(GRADE)
def autosave(submission_id: UUID) -> tuple[Response, int]:
    """Save the draft of the grade while it is being written; the script asks and repeats."""
    form = GradeForm()
    if not form.validate():
        # Outside the reach there is no submission: not even its form is judged.
        desk_page(read_session(), grading_reach(), submission_id)
        problems = [str(text) for texts in form.errors.values() for text in texts]
        return jsonify(message=" ".join(problems), code="invalid"), 422
    try:
        saved = _save(submission_id, form, is_finished=False)
    except ConflictError as error:
        return jsonify(message=error.message, code=error.code), 409
    return jsonify(lock=saved.lock_number, at=hour(saved.saved_at)), 200


def _save(submission_id: UUID, form: GradeForm, *, is_finished: bool) -> SavedGrade:
    typed = GradeInput(
        version_number=form.version.data,
        lock_number=form.lock.data,
        levels=_levels(),
        comment=form.comment.data or "",
        override_percent=form.override_percent.data,
        override_reason=form.override_reason.data or "",
    )
    with unit_of_work() as session:
        return save_grade(
            session,
            access().actor,
            grading_reach(),
            submission_id,
            typed,
            is_finished=is_finished,
        )


def _levels() -> dict[str, int]:
    """Return the levels that the rubric sent, by criterion code."""
    return {
        name.removeprefix(_LEVEL): int(value)
        for name, value in request.form.items()
        if name.startswith(_LEVEL) and value.isascii() and value.isdigit() and len(value) == 1
    }


def _stored(page: DeskPage) -> GradeForm:
    grade = page.version.grade
    return GradeForm(
        formdata=None,
        version=page.version.number,
        lock=page.lock_number,
        comment=grade.comment if grade else "",
        override_percent=grade.override_percent if grade else None,
        override_reason=grade.override_reason if grade else "",
    )


def _again(page: DeskPage, form: GradeForm) -> GradeForm:
    """Return what was typed, on the picture that stands now."""
    return GradeForm(
        formdata=None,
        version=page.version.number,
        lock=page.lock_number,
        comment=form.comment.data,
        override_percent=form.override_percent.data,
        override_reason=form.override_reason.data,
    )


def _show_unfinished(page: DeskPage, form: GradeForm, saved: SavedGrade) -> tuple[str, int]:
    form = _again(page, form)
    if saved.lacks_reason:
        form.override_reason.errors = [_("Escriba por qué puso el total a mano.")]
    return _show(page, form, Shown(levels=_levels(), missing=saved.missing), 422)


def _show_conflict(submission_id: UUID, form: GradeForm, error: ConflictError) -> tuple[str, int]:
    page = desk_page(read_session(), grading_reach(), submission_id)
    form = _again(page, form)
    form.refuse(error)
    other = page.version.grade if isinstance(error, GradeChangedError) else None
    return _show(page, form, Shown(levels=_levels(), other=other), 409)


def _show(page: DeskPage, form: GradeForm, shown: Shown, status: int) -> tuple[str, int]:
    chosen = typed_filter(request.args)
    beside = queue_page(read_session(), grading_reach(), chosen, size=_BESIDE)
    grade = page.version.grade
    html = render_template(
        "assignments/desk.html",
        page=page,
        form=form,
        shown=shown,
        chosen=chosen,
        queue=[
            {
                "title": row.person,
                "note": waiting_words(row),
                "url": url_for("grading.desk", submission_id=row.id, **chosen.address()),
                "is_current": row.id == page.head.id,
            }
            for row in beside.rows
        ],
        waiting=beside.total,
        state_words=STATE_WORDS,
        may_undo=bool(
            page.head.state is SubmissionState.PUBLISHED
            and grade
            and grade.published_at
            and may_undo(grade.published_at, clock.now())
        ),
        may_publish=access().may(PUBLISH),
        person_id=access().person_id,
        total=_total(page, shown.levels),
    )
    return html, status


def _total(page: DeskPage, levels: Mapping[str, int]) -> int:
    known = {
        row.code: levels[row.code]
        for row in page.rubric
        if levels.get(row.code) in range(len(row.levels))
    }
    return score_percent([Weight(code=row.code, weight=row.weight) for row in page.rubric], known)
