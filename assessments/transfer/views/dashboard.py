"""The figures of transfer: page, tables to download, frozen cuts."""

from uuid import UUID

from flask import Response, render_template, request

from assessments.transfer.exports import as_csv, as_xlsx
from assessments.transfer.figure_words import (
    count,
    evidence_words,
    interval_words,
    percent,
    rate,
    scale,
)
from assessments.transfer.queries.dashboard import Dashboard, dashboard
from assessments.transfer.queries.dashboard_tables import DEFAULT_DAYS, TransferFilter
from assessments.transfer.queries.frozen_dashboard import (
    CutFilter,
    cut_choices,
    cut_list,
    frozen_dashboard,
)
from assessments.transfer.views.plan import blueprint
from assessments.transfer.views.typed import asked_days, asked_id
from assessments.transfer.words import factor_words
from lms.core.access import Reach
from lms.core.db.unit_of_work import read_session
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEES = ("view_transfer", "view_sponsored_transfer")


@blueprint.get("/transferencia", endpoint="dashboard")
@permission(*_SEES)
def dashboard_page() -> str:
    """Show how much of what was learned is applied, with denominators and what is not known."""
    return _shown(_asked())


@blueprint.get("/transferencia.csv")
@permission(*_SEES)
def dashboard_csv() -> Response:
    """Send the same figures as CSV."""
    return _file(as_csv(_asked()), "text/csv; charset=utf-8", "transferencia.csv")


@blueprint.get("/transferencia.xlsx")
@permission(*_SEES)
def dashboard_xlsx() -> Response:
    """Send the same figures as a workbook."""
    return _file(as_xlsx(_asked()), XLSX, "transferencia.xlsx")


@blueprint.get("/transferencia/cortes")
@permission(*_SEES)
def cuts() -> str:
    """List the cuts, newest first, by edition and year."""
    session, reach = read_session(), _reach()
    editions, years = cut_choices(session, reach)
    asked = request.args.get("anio")
    year = next((number for number, name in years if name == asked), None)
    wanted = CutFilter(edition_id=asked_id("edicion"), year=year)
    return render_template(
        "transfer/cuts.html",
        page=cut_list(session, reach, wanted, number=page_number(request.args.get("pagina"))),
        wanted=wanted,
        editions=editions,
        years=years,
        moments={"close": _("Al cierre de las preguntas"), "end": _("Con respuestas tardías")},
    )


@blueprint.get("/transferencia/cortes/<uuid:snapshot_id>")
@permission(*_SEES)
def frozen_cut(snapshot_id: UUID) -> str:
    """Show the figures as they were on the day of a cut."""
    return _shown(frozen_dashboard(read_session(), _reach(), snapshot_id), snapshot_id)


@blueprint.get("/transferencia/cortes/<uuid:snapshot_id>.csv")
@permission(*_SEES)
def frozen_csv(snapshot_id: UUID) -> Response:
    """Send the figures of a cut as CSV."""
    page = frozen_dashboard(read_session(), _reach(), snapshot_id)
    return _file(as_csv(page), "text/csv; charset=utf-8", "transferencia-corte.csv")


@blueprint.get("/transferencia/cortes/<uuid:snapshot_id>.xlsx")
@permission(*_SEES)
def frozen_xlsx(snapshot_id: UUID) -> Response:
    """Send the figures of a cut as a workbook."""
    page = frozen_dashboard(read_session(), _reach(), snapshot_id)
    return _file(as_xlsx(page), XLSX, "transferencia-corte.xlsx")


def _asked() -> Dashboard:
    ids = {name: asked_id(name) for name in ("edicion", "municipio", "financiadora")}
    return dashboard(
        read_session(),
        _reach(),
        TransferFilter(
            edition_id=str(ids["edicion"] or ""),
            organization_id=str(ids["municipio"] or ""),
            sponsor_id=str(ids["financiadora"] or ""),
            days=asked_days() or DEFAULT_DAYS,
        ),
    )


def _reach() -> Reach:
    asking = access()
    wide = asking.reach("view_transfer")
    return asking.reach("view_sponsored_transfer") if wide.is_empty else wide


def _shown(page: Dashboard, snapshot_id: UUID | None = None) -> str:
    return render_template(
        "transfer/dashboard.html",
        page=page,
        factor_words=factor_words,
        percent=percent,
        rate=rate,
        count=count,
        interval_words=interval_words,
        evidence_words=evidence_words,
        scale=scale,
        day_choices=[(days, _("%(days)s días", days=days)) for days in page.all_days],
        may_manage=access().may("manage_milestones"),
        snapshot_id=snapshot_id,
        query=request.query_string.decode(errors="replace"),
    )


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
