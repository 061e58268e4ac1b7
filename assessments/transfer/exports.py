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
from assessments.transfer.words import factor_words
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
        _("Lograron con V0"),
        _("Lograron con V1"),
        _("Lograron con V2"),
        _("Lograron con V3"),
    ]


def further_header() -> list[str]:
    """Return the names of the columns of what stands beside the tables."""
    return [
        _("Dato"),
        _("Detalle"),
        _("Cuántas"),
        _("De cuántas"),
        _("Promedio"),
        _("Desde"),
        _("Hasta"),
    ]


def further_lines(page: Dashboard) -> Iterator[list[Value]]:
    """Return what the page prints beside its tables: indicators, disagreements, factors, trust."""
    if page.attainment is not None:
        mean = round(page.attainment.mean, DECIMALS)
        yield [_("Avance medio del indicador"), "", page.attainment.people, "", mean, "", ""]
    if not page.is_reserved and page.total.compared:
        differ, compared = page.total.disagreements, page.total.compared
        yield [_("Compromisos en que difieren"), "", differ, compared, "", "", ""]
    check = page.non_response
    if check is not None:
        yield [
            _("Tasa de respuesta según el municipio"),
            _("La diferencia no cabe en el azar") if check.is_unequal else _("Cabe en el azar"),
            *("", "", ""),
            round(check.lowest, DECIMALS),
            round(check.highest, DECIMALS),
        ]
        if check.is_unequal:
            rate = _plain(check.post_stratified)
            yield [_("Estimación postestratificada"), _("Por municipio"), "", "", rate, "", ""]
    for name, asked in ((_("Dificultó"), page.hindered), (_("Ayudó"), page.helped)):
        for line in asked.lines:
            base = "" if asked.people is None else asked.people
            yield [name, factor_words(line.factor), _plain(line.people), base, "", "", ""]
    if not isinstance(page.efficacy, Reason):
        yield [
            _("Seguridad para hacerlo"),
            _("Cambio de antes a después, en puntos de 10"),
            page.efficacy.people,
            "",
            round(page.efficacy.mean_difference, DECIMALS),
            *_ends(page.efficacy.mean_interval),
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
    further = list(further_lines(page))
    if further:
        # One empty field, not an empty line: readers that look at the first column go on.
        writer.writerow([""])
        writer.writerow(further_header())
        for line in further:
            writer.writerow([_comma(_harmless(value)) for value in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(page: Dashboard) -> bytes:
    """Return the figures as a workbook: the tables, and what stands beside them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Transferencia"))
    sheet.append(header())
    for line in lines(page):
        sheet.append([_harmless(value) for value in line])
    beside = book.create_sheet(_("Otros datos"))
    beside.append(further_header())
    for line in further_lines(page):
        beside.append([_harmless(value) for value in line])
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
        *((row.by_evidence.value,) * 4 if isinstance(row.by_evidence, Reason) else row.by_evidence),
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
