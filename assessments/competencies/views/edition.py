"""The table of competencies of an edition, as a page and as CSV."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from assessments.competencies.queries.edition_table import EditionTable, edition_table
from assessments.competencies.queries.person_evidence import VIEW
from courses.learning.api import EditionTab
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session
from lms.core.files.spreadsheets import CSV_TYPE, csv_lines
from lms.core.i18n import gettext as _
from lms.core.web.downloads import as_download
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

blueprint = Blueprint(
    "competencies", __name__, template_folder="../templates", url_prefix="/ediciones"
)
_ALL = 100_000


@blueprint.get("/<uuid:edition_id>/competencias")
@permission(VIEW)
def edition_page(edition_id: UUID) -> str:
    """Show who reached which level."""
    table = edition_table(
        read_session(),
        access().reach(VIEW),
        edition_id,
        number=page_number(request.args.get("pagina")),
    )
    return render_template("competencies/edition.html", edition=table.edition, table=table)


@blueprint.get("/<uuid:edition_id>/competencias.csv")
@permission(VIEW)
def edition_csv(edition_id: UUID) -> Response:
    """Send the whole table as CSV that a spreadsheet opens with its accents."""
    table = edition_table(read_session(), access().reach(VIEW), edition_id, number=1, size=_ALL)
    response = Response(csv_lines(_rows(table)), content_type=f"{CSV_TYPE}; charset=utf-8")
    return as_download(response, f"competencias-{table.edition.code}.csv")


def edition_tab(_session: Session, access: Access, *, edition_id: UUID) -> EditionTab | None:
    """Return the tab of this page among the edition's."""
    if not access.may(VIEW):
        return None
    url = url_for("competencies.edition_page", edition_id=edition_id)
    return EditionTab(label=_("Competencias"), url=url, order=65)


def _rows(table: EditionTable) -> Iterator[list[str]]:
    yield ["Persona", "Entidad", *(f"{c.code} {c.name}" for c in table.columns)]
    for row in table.page.rows:
        words = (f"{found.level} {found.word}" if found else "" for found in row.levels)
        yield [row.name, row.organization, *words]
