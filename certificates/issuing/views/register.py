"""The register of certificates: search, pages, CSV, corrections that wait."""

from collections.abc import Iterator, Sequence

from flask import Response, render_template, request, stream_with_context

from certificates.issuing.permissions import ISSUE
from certificates.issuing.place import issuing_place
from certificates.issuing.queries.certificate_page import open_corrections
from certificates.issuing.queries.register import (
    EXPIRED,
    RegisterFilters,
    RegisterRow,
    register_page,
    register_rows,
)
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.views.blueprint import blueprint
from certificates.issuing.words import certificate_tag, correction_words
from lms.core.db.unit_of_work import read_session
from lms.core.files.spreadsheets import CSV_TYPE, Cell, csv_lines
from lms.core.i18n import gettext as _
from lms.core.web.formats import short_day
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number


@blueprint.get("/certificados")
@permission(ISSUE)
def register() -> str:
    """Show the register, newest folio first."""
    session, reach = read_session(), access().reach(ISSUE)
    filters = _filters()
    return render_template(
        "issuing/register.html",
        found=register_page(
            session, reach, filters, number=page_number(request.args.get("pagina"))
        ),
        filters=filters,
        query=_query(filters),
        states=_states(),
        waiting=open_corrections(session, reach, number=1).total,
        place=issuing_place(),
    )


@blueprint.get("/certificados/registro.csv")
@permission(ISSUE)
def register_csv() -> Response:
    """Send what the filters find of the register as CSV, row by row."""
    rows = register_rows(read_session(), access().reach(ISSUE), _filters())
    response = Response(stream_with_context(csv_lines(_table(rows))), mimetype=CSV_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="registro-certificados.csv"'
    return response


@blueprint.get("/certificados/correcciones")
@permission(ISSUE)
def corrections() -> str:
    """Show the issued certificates that wait for a decision."""
    return render_template(
        "issuing/corrections.html",
        found=open_corrections(
            read_session(),
            access().reach(ISSUE),
            number=page_number(request.args.get("pagina")),
        ),
        words=correction_words,
    )


def _table(rows: Iterator[RegisterRow]) -> Iterator[Sequence[Cell]]:
    yield [
        _("Folio"),
        _("Código"),
        _("Nombre"),
        _("Documento"),
        _("Municipio"),
        _("Curso"),
        _("Edición"),
        _("Emitido"),
        _("Vence"),
        _("Estado"),
        _("Motivo"),
        _("Demostración"),
    ]
    for row in rows:
        yield [
            row.folio,
            row.code,
            row.person_name,
            row.document,
            row.municipality,
            row.course_title,
            row.edition_code,
            short_day(row.issued_on) if row.issued_on else "",
            short_day(row.expires_on) if row.expires_on else "",
            row.tag[0],
            row.reason,
            _("sí") if row.is_demonstration else _("no"),
        ]


def _filters() -> RegisterFilters:
    return RegisterFilters(
        typed=request.args.get("q", "")[:120], state=request.args.get("estado", "")[:20]
    )


def _query(filters: RegisterFilters) -> dict[str, str]:
    found = {"q": filters.typed, "estado": filters.state}
    return {name: value for name, value in found.items() if value}


def _states() -> list[tuple[str, str]]:
    shown = [(one.value, certificate_tag(one, is_expired=False)[0]) for one in CertificateState]
    return [*shown, (EXPIRED, certificate_tag(CertificateState.ISSUED, is_expired=True)[0])]
