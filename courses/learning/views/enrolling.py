"""Pages of enrolment: a list is read, tried, applied; and more time is given."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from courses.learning.forms.editions import ActForm, EnrolForm, ExtensionForm
from courses.learning.models import Edition, Roster
from courses.learning.queries.cards import EditionCard, edition_within
from courses.learning.queries.edition_dates import extension_rows
from courses.learning.queries.obstacles import required_courses
from courses.learning.queries.participant_page import participant_page
from courses.learning.queries.participants import organizations_of
from courses.learning.rules.roster import COLUMNS, RawList, template_headings
from courses.learning.services.apply_roster import apply_roster
from courses.learning.services.extend_dates import extend_dates
from courses.learning.services.plan_roster import RosterPlan, plan_roster
from courses.learning.services.read_roster_file import read_pasted, read_roster_file
from courses.learning.services.save_roster import get_roster, listed_in, save_roster
from courses.learning.views.editions import Answer, blueprint
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.files.spreadsheets import CSV_TYPE, XLSX_TYPE, Cell, csv_file, xlsx_file
from lms.core.files.uploads import MAX_UPLOAD_BYTES, MEGABYTE
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.core.web.guards import access, permission

_MOST_SHOWN = 200


@blueprint.route("/<uuid:edition_id>/inscribir", methods=["GET", "POST"])
@permission("manage_enrolments")
def enrol(edition_id: UUID) -> Answer:
    """Take a list of people; nothing is enrolled before it was tried."""
    edition = _edition(edition_id)
    form = EnrolForm()
    if request.method == "GET":
        return _enrol_page(edition, form)
    if not form.validate():
        return _enrol_page(edition, form), 422
    try:
        listed, name = _read(form)
        with unit_of_work() as session:
            roster_id = save_roster(
                session,
                access().actor,
                edition_id,
                name=name,
                listed=listed,
                waiver_reason=form.waiver_reason.data or None,
            )
    except DomainError as error:
        form.refuse(error)
        return _enrol_page(edition, form), 422
    return redirect(url_for("editions.roster", edition_id=edition_id, roster_id=roster_id), 303)


@blueprint.get("/<uuid:edition_id>/inscribir/plantilla.xlsx")
@permission("manage_enrolments")
def template_file(edition_id: UUID) -> Response:
    """Send the empty list to fill in."""
    _edition(edition_id)
    return send_file(
        xlsx_file([template_headings()], title=_("Inscripción")),
        mimetype=XLSX_TYPE,
        as_attachment=True,
        download_name="plantilla-de-inscripcion.xlsx",
    )


@blueprint.get("/<uuid:edition_id>/inscribir/<uuid:roster_id>")
@permission("manage_enrolments")
def roster(edition_id: UUID, roster_id: UUID) -> str:
    """Show what would become of a list, or what became of it."""
    edition, kept = _kept(edition_id, roster_id)
    if kept.applied_at is not None:
        return render_template(
            "learning/roster_done.html",
            edition=edition,
            roster=kept,
            refused=[(row, row["problems"]) for row in kept.rows[:_MOST_SHOWN]],
            refused_count=len(kept.rows),
            columns=COLUMNS,
        )
    plan = _plan(edition_id, kept)
    return render_template(
        "learning/roster_try.html",
        edition=edition,
        roster=kept,
        plan=plan,
        entering=plan.entering[:_MOST_SHOWN],
        refused=plan.refused[:_MOST_SHOWN],
        form=ActForm(),
    )


@blueprint.post("/<uuid:edition_id>/inscribir/<uuid:roster_id>/aplicar")
@permission("manage_enrolments")
def apply(edition_id: UUID, roster_id: UUID) -> Response:
    """Enrol whoever the trial admitted."""
    with unit_of_work() as session:
        kept = apply_roster(
            session,
            access().actor,
            access().reach("manage_enrolments"),
            edition_id,
            roster_id,
        )
        count = kept.enrolled_count
    flash(
        ngettext("%(num)s persona quedó inscrita.", "%(num)s personas quedaron inscritas.", count)
    )
    return redirect(url_for("editions.roster", edition_id=edition_id, roster_id=roster_id), 303)


@blueprint.get("/<uuid:edition_id>/inscribir/<uuid:roster_id>/devueltas.csv")
@permission("manage_enrolments")
def refused_file(edition_id: UUID, roster_id: UUID) -> Response:
    """Send the rows that returned, each with its cells and reasons, to correct and upload."""
    edition, kept = _kept(edition_id, roster_id)
    refused = (
        [(row["n"], row["v"], row["problems"]) for row in kept.rows]
        if kept.applied_at is not None
        else [
            (item.row.number, item.row.values, [(p.cell, p.reason) for p in item.problems])
            for item in _plan(edition_id, kept).refused
        ]
    )

    def table() -> Iterator[Sequence[Cell]]:
        yield [_("Fila"), _("Celda"), _("Motivo"), *template_headings()]
        for number, values, problems in refused:
            yield [
                number,
                ", ".join(cell for cell, _reason in problems),
                " ".join(reason for _cell, reason in problems),
                *(values.get(key, "") for key in COLUMNS),
            ]

    return send_file(
        csv_file(table()),
        mimetype=CSV_TYPE,
        as_attachment=True,
        download_name=f"devueltas-{edition.code}.csv",
    )


@blueprint.route("/<uuid:edition_id>/plazos", methods=["GET", "POST"])
@permission("manage_enrolments")
def dates(edition_id: UUID) -> Answer:
    """Show the dates of an edition and give more time to a municipality or to all."""
    edition = _edition(edition_id)
    form = ExtensionForm()
    form.offer(organizations_of(read_session(), edition_id))
    if request.method == "GET":
        return _dates_page(edition, form)
    if not form.validate():
        return _dates_page(edition, form), 422
    typed = form.organization_id.data
    return _extend(edition, form, organization_id=UUID(typed) if typed else None)


@blueprint.route(
    "/<uuid:edition_id>/participantes/<uuid:enrolment_id>/plazo", methods=["GET", "POST"]
)
@permission("manage_enrolments")
def person_dates(edition_id: UUID, enrolment_id: UUID) -> Answer:
    """Give one person more time."""
    edition = _edition(edition_id)
    page = participant_page(read_session(), edition, enrolment_id)
    form = ExtensionForm()
    form.offer([])
    if request.method == "GET":
        return _dates_page(edition, form, page.person.full_name)
    if not form.validate():
        return _dates_page(edition, form, page.person.full_name), 422
    return _extend(edition, form, enrolment_id=enrolment_id, name=page.person.full_name)


def _extend(
    edition: EditionCard,
    form: ExtensionForm,
    *,
    organization_id: UUID | None = None,
    enrolment_id: UUID | None = None,
    name: str | None = None,
) -> Answer:
    try:
        with unit_of_work() as session:
            extend_dates(
                session,
                access().actor,
                access().reach("manage_enrolments"),
                edition.id,
                until=form.until.data,
                reason=form.reason.data,
                organization_id=organization_id,
                enrolment_id=enrolment_id,
            )
    except DomainError as error:
        form.refuse(error)
        return _dates_page(edition, form, name), 409
    flash(_("El plazo quedó ampliado."))
    if enrolment_id is not None:
        return redirect(
            url_for("editions.participant", edition_id=edition.id, enrolment_id=enrolment_id), 303
        )
    return redirect(url_for("editions.dates", edition_id=edition.id), 303)


def _read(form: EnrolForm) -> tuple[RawList, str]:
    upload = form.file.data
    if upload is not None and upload.filename:
        content = upload.stream.read(MAX_UPLOAD_BYTES + 1)
        if len(content) > MAX_UPLOAD_BYTES:
            raise DomainError(
                _(
                    "El archivo pesa más de %(most)s MB. Divídalo.",
                    most=MAX_UPLOAD_BYTES // MEGABYTE,
                ),
                code="file_too_large",
                field="file",
            )
        return read_roster_file(content), upload.filename
    if form.pasted.data:
        return read_pasted(form.pasted.data), _("Filas pegadas")
    raise DomainError(
        _("Pegue las filas o elija un archivo."), code="roster_missing", field="pasted"
    )


def _plan(edition_id: UUID, kept: Roster) -> RosterPlan:
    session = read_session()
    return plan_roster(
        session,
        session.get_one(Edition, edition_id),
        listed_in(kept),
        waives_prerequisites=kept.waiver_reason is not None,
    )


def _kept(edition_id: UUID, roster_id: UUID) -> tuple[EditionCard, Roster]:
    reach = access().reach("manage_enrolments")
    return _edition(edition_id), get_roster(read_session(), reach, edition_id, roster_id)


def _edition(edition_id: UUID) -> EditionCard:
    return edition_within(read_session(), access().reach("manage_enrolments"), edition_id)


def _enrol_page(edition: EditionCard, form: EnrolForm) -> str:
    return render_template(
        "learning/enrol.html",
        edition=edition,
        form=form,
        headings=template_headings(),
        required=required_courses(read_session(), edition.course_id),
    )


def _dates_page(edition: EditionCard, form: ExtensionForm, person: str | None = None) -> str:
    return render_template(
        "learning/dates.html",
        edition=edition,
        form=form,
        person=person,
        extensions=extension_rows(read_session(), edition.id),
    )
