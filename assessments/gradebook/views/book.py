"""The gradebook of an edition: the table, its files, and one person."""

from typing import IO
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from assessments.gradebook.labels import column_labels
from assessments.gradebook.permissions import CLOSE, MANAGE, VIEW
from assessments.gradebook.queries.gradebook_page import gradebook_page
from assessments.gradebook.queries.gradebook_table import gradebook_table
from assessments.gradebook.queries.participants import Wanted
from assessments.gradebook.queries.person_marks import person_marks
from assessments.gradebook.words import state_kind, state_word
from courses.learning.api import EditionState, EnrolmentState, edition_within
from lms.core.db.unit_of_work import read_session
from lms.core.files.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

blueprint = Blueprint(
    "gradebook", __name__, url_prefix="/ediciones", template_folder="../templates"
)
_LONGEST_SEARCH = 80


@blueprint.get("/<uuid:edition_id>/calificaciones")
@permission(VIEW)
def book(edition_id: UUID) -> str:
    """Show people by marked activities, fifty people a page."""
    typed = request.args.get("q", "").strip()[:_LONGEST_SEARCH]
    state = _state(request.args.get("estado"))
    found = gradebook_page(
        read_session(),
        access().reach(VIEW),
        edition_id,
        wanted=Wanted(states=frozenset({state}) if state else frozenset(), words=typed),
        number=page_number(request.args.get("pagina")),
    )
    query = {"q": typed, "estado": state.value if state else ""}
    return render_template(
        "gradebook/book.html",
        edition=found.edition,
        found=found,
        columns=column_labels(found.layout),
        typed=typed,
        state=state,
        states=[(s.value, state_word(s).capitalize()) for s in EnrolmentState],
        state_word=state_word,
        state_kind=state_kind,
        page_address="?" + urlencode({k: v for k, v in query.items() if v} | {"pagina": ""}),
        may_manage=access().may(MANAGE),
        is_closed=found.edition.state is EditionState.CLOSED,
    )


@blueprint.get("/<uuid:edition_id>/calificaciones.csv")
@permission(VIEW)
def book_csv(edition_id: UUID) -> Response:
    """Send the whole gradebook as CSV."""
    session = read_session()
    edition = edition_within(session, access().reach(VIEW), edition_id)
    return _file(csv_file(gradebook_table(session, edition)), CSV_TYPE, edition.code, "csv")


@blueprint.get("/<uuid:edition_id>/calificaciones.xlsx")
@permission(VIEW)
def book_xlsx(edition_id: UUID) -> Response:
    """Send the whole gradebook as a workbook."""
    session = read_session()
    edition = edition_within(session, access().reach(VIEW), edition_id)
    rows = gradebook_table(session, edition)
    return _file(xlsx_file(rows, title=_("Calificaciones")), XLSX_TYPE, edition.code, "xlsx")


@blueprint.get("/<uuid:edition_id>/calificaciones/<uuid:enrolment_id>")
@permission(VIEW)
def person(edition_id: UUID, enrolment_id: UUID) -> str:
    """Show the marks of one person and what coordination may decide on them."""
    found = person_marks(read_session(), access().reach(VIEW), edition_id, enrolment_id)
    return render_template(
        "gradebook/person.html",
        edition=found.edition,
        found=found,
        state_word=state_word,
        state_kind=state_kind,
        may_manage=access().may(MANAGE),
        may_enrol=access().may("manage_enrolments"),
        may_rectify=access().may(CLOSE) and found.edition.state is EditionState.CLOSED,
    )


def _file(content: IO[bytes], media_type: str, code: str, ending: str) -> Response:
    # Written whole before it is sent: a list that breaks off in the middle would look complete.
    return send_file(
        content,
        mimetype=media_type,
        as_attachment=True,
        download_name=f"calificaciones-{code}.{ending}",
    )


def _state(typed: str | None) -> EnrolmentState | None:
    return EnrolmentState(typed) if typed in list(EnrolmentState) else None
