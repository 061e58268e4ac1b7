"""The participant's pages of an applied task: write, confirm, send, read what came back."""

from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assessments.assignments.forms import ACCEPTED, DraftForm, SendForm
from assessments.assignments.queries.files import own_file
from assessments.assignments.queries.task_page import TaskPage, task_page
from assessments.assignments.services.save_draft import MAX_FILES, SavedDraft, save_draft
from assessments.assignments.services.send_submission import send_submission
from assessments.assignments.views.send_file import as_attachment
from courses.learning.api import ActivityContext, own_activity_context
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.core.web.formats import hour
from lms.core.web.guards import access, signed_in

blueprint = Blueprint(
    "assignments", __name__, template_folder="../templates", url_prefix="/mi-formacion"
)
_TASK = "/<uuid:enrolment_id>/tareas/<uuid:activity_id>"
View = tuple[str, int] | AnyResponse


@blueprint.get(_TASK)
@signed_in
def task(enrolment_id: UUID, activity_id: UUID) -> View:
    """Show the task, the draft, what was sent and what was answered."""
    context = _context(enrolment_id, activity_id)
    page = task_page(read_session(), context)
    return _show(context, page, _stored(page), 200)


@blueprint.post(_TASK)
@signed_in
def save(enrolment_id: UUID, activity_id: UUID) -> View:
    """Save the draft; with the button *enviar*, go on to the confirmation."""
    context = _context(enrolment_id, activity_id)
    form = DraftForm()
    form.removed.choices = []
    if not form.validate():
        return _show(context, task_page(read_session(), context), form, 422)
    try:
        saved = _save(context, form)
    except ConflictError as error:
        return _show_conflict(context, form, error)
    if saved.refusals:
        page = task_page(read_session(), context)
        form = _stored(page)
        form.files.errors = list(saved.refusals)
        return _show(context, page, form, 422, is_rest_saved=True)
    if request.form.get("action") == "send":
        return redirect(_url("confirm", context), 303)
    flash(_("Borrador guardado. Su docente todavía no lo ve."))
    return redirect(_url("task", context), 303)


@blueprint.post(f"{_TASK}/borrador")
@signed_in
def autosave(enrolment_id: UUID, activity_id: UUID) -> tuple[Response, int]:
    """Save the text while it is being written; the script asks, and repeats until it is heard."""
    context = _context(enrolment_id, activity_id)
    form = DraftForm()
    form.removed.choices = []
    if not form.validate():
        return jsonify(message=_("El texto es demasiado largo.")), 422
    try:
        saved = _save(context, form)
    except DomainError as error:
        return jsonify(message=error.message, code=error.code), 409
    return jsonify(number=saved.number, at=hour(saved.saved_at)), 200


@blueprint.get(f"{_TASK}/enviar")
@signed_in
def confirm(enrolment_id: UUID, activity_id: UUID) -> View:
    """Show what would be sent, and ask."""
    context = _context(enrolment_id, activity_id)
    page = task_page(read_session(), context)
    if not page.is_writable or not page.has_work:
        return redirect(_url("task", context), 303)
    return _show_confirmation(context, page, SendForm(number=page.number), 200)


@blueprint.post(f"{_TASK}/enviar")
@signed_in
def send(enrolment_id: UUID, activity_id: UUID) -> View:
    """Send what was confirmed."""
    context = _context(enrolment_id, activity_id)
    form = SendForm()
    if not form.validate():
        return redirect(_url("confirm", context), 303)
    try:
        with unit_of_work() as session:
            send_submission(session, access().actor, context, base_number=int(form.number.data))
    except DomainError as error:
        page = task_page(read_session(), context)
        form = SendForm(formdata=None, number=page.number)
        form.refuse(error)
        return _show_confirmation(context, page, form, 409)
    flash(_("Recibimos su tarea. La nota llegará a esta página."))
    return redirect(_url("task", context), 303)


@blueprint.get(f"{_TASK}/archivos/<uuid:file_id>")
@signed_in
def file(enrolment_id: UUID, activity_id: UUID, file_id: UUID) -> Response:
    """Send a file of the own work."""
    content = own_file(
        read_session(),
        access().person_id,
        enrolment_id=enrolment_id,
        activity_id=activity_id,
        file_id=file_id,
    )
    return as_attachment(content)


def _context(enrolment_id: UUID, activity_id: UUID) -> ActivityContext:
    return own_activity_context(read_session(), access().person_id, enrolment_id, activity_id)


def _save(context: ActivityContext, form: DraftForm) -> SavedDraft:
    with unit_of_work() as session:
        return save_draft(
            session,
            access().actor,
            context,
            text=form.text.data or "",
            base_number=form.number.data or 0,
            removed=_ids(form.removed.data or []),
            uploads=[upload for upload in (form.files.data or []) if not isinstance(upload, str)],
        )


def _ids(typed: list[str]) -> set[UUID]:
    found = set()
    for value in typed:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found


def _stored(page: TaskPage) -> DraftForm:
    return DraftForm(formdata=None, number=page.number, text=page.text)


def _url(view: str, context: ActivityContext) -> str:
    return url_for(
        f"assignments.{view}",
        enrolment_id=context.enrolment_id,
        activity_id=context.activity_id,
    )


def _show(
    context: ActivityContext,
    page: TaskPage,
    form: DraftForm,
    status: int,
    *,
    is_rest_saved: bool = False,
    other_text: str | None = None,
) -> tuple[str, int]:
    form.removed.choices = [(str(row.id), row.name) for row in page.files]
    html = render_template(
        "assignments/task.html",
        context=context,
        page=page,
        form=form,
        accepted=ACCEPTED,
        most_files=MAX_FILES,
        is_rest_saved=is_rest_saved,
        other_text=other_text,
        person_id=access().person_id,
    )
    return html, status


def _show_conflict(
    context: ActivityContext, form: DraftForm, error: ConflictError
) -> tuple[str, int]:
    page = task_page(read_session(), context)
    shown = DraftForm(formdata=None, number=page.number, text=form.text.data)
    shown.refuse(error)
    other = page.text if error.code == "draft_changed" else None
    return _show(context, page, shown, 409, other_text=other)


def _show_confirmation(
    context: ActivityContext, page: TaskPage, form: SendForm, status: int
) -> tuple[str, int]:
    html = render_template("assignments/confirm.html", context=context, page=page, form=form)
    return html, status
