"""Pages of notices: one's own, and the texts that staff send by hand."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from lms.core.access import Access
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission, signed_in
from lms.core.web.pagination import page_number
from lms.messages.queries.notice_lists import (
    NewNotices,
    new_notices,
    notice_is_within,
    own_notices,
    texts_to_send,
)
from lms.messages.services.mark_notices import mark_all_read, mark_handed

blueprint = Blueprint("messages", __name__, template_folder="templates", url_prefix="/avisos")
MOST_AT_ONCE = 500


@blueprint.get("")
@signed_in
def own() -> str:
    """Show the notices of who is signed in, newest first."""
    page = own_notices(
        read_session(), access().person_id, number=page_number(request.args.get("pagina"))
    )
    return render_template("messages/own.html", page=page)


@blueprint.post("/leidos")
@signed_in
def read_all() -> Response:
    """Mark one's notices as read."""
    person_id = access().person_id
    if person_id is not None:
        with unit_of_work() as session:
            mark_all_read(session, person_id)
    return redirect(url_for("messages.own"), 303)


@blueprint.get("/por-enviar")
@permission("send_by_hand")
def to_send() -> str:
    """Show the texts for people without e-mail, ready to copy."""
    page = texts_to_send(
        read_session(),
        access().reach("send_by_hand"),
        number=page_number(request.args.get("pagina")),
    )
    return render_template("messages/to_send.html", page=page)


@blueprint.post("/por-enviar")
@permission("send_by_hand")
def handed() -> Response:
    """Note that what waited for a person was sent by hand."""
    with unit_of_work() as session:
        mark_handed(
            session,
            access().actor,
            [_uuid(typed) for typed in request.form.getlist("aviso")[:MOST_AT_ONCE]],
            within=notice_is_within(access().reach("send_by_hand")),
        )
    flash(_("Quedó anotado que usted lo envió."))
    return redirect(url_for("messages.to_send"), 303)


def new_on_home(session: Session, access: Access, *, person_id: UUID | None) -> NewNotices | None:
    """Return what a learner's home shows of the own notices; None when all were read."""
    if access.person_id is None or person_id != access.person_id:
        return None
    return new_notices(session, access.person_id)


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotFoundError(_("No encontramos ese aviso.")) from error
