"""The page of answers, its files and its letter."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, send_file
from werkzeug.wrappers import Response

from certificates.documents.api import Issuer, render_with_deadline
from certificates.reports.letter import Addressee, answers_letter
from certificates.reports.queries.answers import (
    Answers,
    answers,
    course_choices,
    organization_choices,
)
from certificates.reports.rules.filters import Filters, GenderFilter
from certificates.reports.words import (
    answers_table,
    figures,
    filter_words,
    gender_word,
    group_name,
)
from lms.core import clock
from lms.core.days import sensible_day
from lms.core.db.unit_of_work import read_session
from lms.core.errors import DomainError
from lms.core.files.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from lms.core.files.uploads import PDF
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

blueprint = Blueprint("reports", __name__, url_prefix="/respuestas", template_folder="templates")
VIEW = "view_reports"
DRAWING_SECONDS = 15.0
_LONGEST_LINE = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asked for; `errors` by the name of the field."""

    filters: Filters
    errors: dict[str, str]

    @property
    def query(self) -> str:
        """Return the filters as the end of an address."""
        return urlencode(self.values)

    @property
    def values(self) -> dict[str, str]:
        """Return the filters that are set, as they stand in addresses."""
        found = {
            "desde": self.filters.since.isoformat() if self.filters.since else "",
            "hasta": self.filters.until.isoformat() if self.filters.until else "",
            "curso": str(self.filters.course_id or ""),
            "municipio": str(self.filters.organization_id or ""),
            "genero": self.filters.gender.value if self.filters.gender else "",
        }
        return {name: value for name, value in found.items() if value}


@blueprint.get("")
@permission(VIEW)
def page() -> str | tuple[str, int]:
    """Show how many enrolled, left, passed and were certified."""
    asked = _asked()
    return _page(asked), 422 if asked.errors else 200


@blueprint.get("/respuestas.csv")
@permission(VIEW)
def as_csv() -> Response:
    """Send the figures as CSV."""
    found, words = _read(_asked().filters)
    return send_file(
        csv_file(answers_table(found, words)),
        mimetype=CSV_TYPE,
        as_attachment=True,
        download_name=f"respuestas-{clock.today().isoformat()}.csv",
    )


@blueprint.get("/respuestas.xlsx")
@permission(VIEW)
def as_xlsx() -> Response:
    """Send the figures as a workbook."""
    found, words = _read(_asked().filters)
    return send_file(
        xlsx_file(answers_table(found, words), title=_("Respuestas")),
        mimetype=XLSX_TYPE,
        as_attachment=True,
        download_name=f"respuestas-{clock.today().isoformat()}.xlsx",
    )


@blueprint.get("/carta.pdf")
@permission(VIEW)
def letter() -> Response | tuple[str, int]:
    """Send the figures as a letter of one page."""
    asked = _asked()
    found, words = _read(asked.filters)
    settings = current_app.extensions["gestores_settings"]
    school = settings.school
    document = answers_letter(
        found,
        words,
        _addressee(),
        Issuer(name=school.name, unit=school.parent, city=school.city),
        issued_on=clock.today(),
        is_demonstration=not settings.may_issue_real_certificates,
    )
    try:
        drawn = render_with_deadline(document, DRAWING_SECONDS)
    except DomainError as refusal:
        return _page(asked, letter_error=refusal.message), 409
    return send_file(
        io.BytesIO(drawn),
        mimetype=PDF,
        as_attachment=True,
        download_name=f"carta-{clock.today().isoformat()}.pdf",
    )


def _page(asked: Asked, *, letter_error: str = "") -> str:
    session, reach = read_session(), access().reach(VIEW)
    courses = course_choices(session, reach)
    organizations = organization_choices(session, reach)
    found = answers(session, reach, asked.filters)
    return render_template(
        "reports/answers.html",
        asked=asked,
        typed=_typed(),
        found=found,
        figures=figures(found.total),
        groups=[
            (_("Por curso"), "por-curso", _("Curso"), found.by_course),
            (_("Por municipio o entidad"), "por-municipio", _("Entidad"), found.by_organization),
            (_("Por género"), "por-genero", _("Género"), found.by_gender),
        ],
        group_name=group_name,
        words=filter_words(asked.filters, courses, organizations),
        courses=courses,
        organizations=organizations,
        genders=[(gender.value, gender_word(gender)) for gender in GenderFilter],
        letter_error=letter_error,
    )


def _read(filters: Filters) -> tuple[Answers, tuple[tuple[str, str], ...]]:
    session, reach = read_session(), access().reach(VIEW)
    words = filter_words(
        filters, course_choices(session, reach), organization_choices(session, reach)
    )
    return answers(session, reach, filters), words


def _asked() -> Asked:
    errors: dict[str, str] = {}
    since, until = _day("desde", errors), _day("hasta", errors)
    if since and until and until < since:
        errors["hasta"] = _("Escriba una fecha igual o posterior a la primera.")
        until = None
    gender = request.args.get("genero", "")
    return Asked(
        filters=Filters(
            since=since,
            until=until,
            course_id=_uuid("curso"),
            organization_id=_uuid("municipio"),
            gender=GenderFilter(gender) if gender in list(GenderFilter) else None,
        ),
        errors=errors,
    )


def _typed() -> dict[str, Any]:
    names = ("desde", "hasta", "curso", "municipio", "genero", "para", "cargo", "cite")
    return {name: request.args.get(name, "")[:_LONGEST_LINE] for name in names}


def _day(name: str, errors: dict[str, str]) -> date | None:
    typed = request.args.get(name, "").strip()
    if not typed:
        return None
    try:
        return sensible_day(typed)
    except ValueError as error:
        errors[name] = str(error)
        return None


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _addressee() -> Addressee:
    def line(name: str) -> str:
        return " ".join(request.args.get(name, "").split())[:_LONGEST_LINE]

    return Addressee(
        name=line("para") or _("Despacho de la Alcaldía"),
        post=line("cargo"),
        reference_number=line("cite"),
        signed_by=access().display_name,
    )
