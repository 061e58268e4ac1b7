"""Writes the figures of the dashboard as CSV and XLSX: the same numbers as the page."""

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook

from assessments.statistics.intervals import Interval
from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import GroupFigures
from assessments.transfer.queries.dashboard import Dashboard
from assessments.transfer.rules.figures import FigureRow
from lms.core.i18n import gettext as _

Value = str | int | float
DECIMALS = 4
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Tabla"),
        _("Grupo"),
        _("Terminaron (N)"),
        _("Respondieron (n)"),
        _("Tasa de respuesta"),
        _("Verificadas"),
        _("Verificadas V2"),
        _("Verificadas V3"),
        _("Tasa verificada"),
        _("Tasa verificada, desde"),
        _("Tasa verificada, hasta"),
        _("Lograron, según respuestas"),
        _("Tasa entre quienes respondieron"),
        _("Entre quienes respondieron, desde"),
        _("Entre quienes respondieron, hasta"),
        _("Cota sin supuestos, desde"),
        _("Cota sin supuestos, hasta"),
        _("Franja exterior, desde"),
        _("Franja exterior, hasta"),
        _("Sin plan"),
        _("Ya no corresponde"),
    ]


def lines(page: Dashboard) -> Iterator[list[Value]]:
    """Return the rows of every table as they may be printed; reasons stand where no figure may."""
    for name, table in (
        (_("Por municipio"), page.by_organization),
        (_("Por edición"), page.by_edition),
    ):
        for row in table.rows:
            yield _line(name, row)
        if table.together is not None:
            yield _line(name, table.together)
        if table.rows:
            yield _line(name, table.total)
    for name, table in (
        (_("Por entidad financiadora"), page.by_sponsor),
        (_("Por competencia del curso"), page.by_competency),
        (_("Por seguimiento"), page.by_days),
    ):
        for row in table.rows:
            yield _line(name, row)


def as_csv(page: Dashboard) -> bytes:
    """Return the figures as CSV that spreadsheets open with accents and do not execute."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header())
    for line in lines(page):
        writer.writerow([_comma(_harmless(value)) for value in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(page: Dashboard) -> bytes:
    """Return the figures as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Transferencia"))
    sheet.append(header())
    for line in lines(page):
        sheet.append([_harmless(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(table: str, row: FigureRow) -> list[Value]:
    figures: GroupFigures = row.figures
    return [
        table,
        row.label,
        *(
            _plain(value)
            for value in (
                figures.finished,
                figures.answered,
                figures.response_rate,
                figures.verified,
                figures.achieved_v2,
                figures.achieved_v3,
                figures.verified_rate,
            )
        ),
        *_ends(figures.verified_interval),
        _plain(figures.achieved),
        _plain(figures.observed_rate),
        *_ends(figures.observed_interval),
        *_ends(figures.bounds),
        *_ends(figures.outer_band),
        _plain(figures.without_plan),
        _plain(figures.excluded),
    ]


def _plain(value: float | Reason) -> Value:
    if isinstance(value, Reason):
        return value.value
    return value if isinstance(value, int) else round(value, DECIMALS)


def _ends(value: Interval | Reason) -> tuple[Value, Value]:
    if isinstance(value, Reason):
        return value.value, value.value
    return round(value.low, DECIMALS), round(value.high, DECIMALS)


def _harmless(value: Value) -> Value:
    # A spreadsheet would run what begins like a formula: an apostrophe keeps it text.
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return "'" + value
    return value


def _comma(value: Value) -> Value:
    return str(value).replace(".", ",") if isinstance(value, float) else value
