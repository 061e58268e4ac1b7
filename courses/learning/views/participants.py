"""Pages of the people of an edition: list, file, one person, and changes with their reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, stream_with_context, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from courses.learning.forms.editions import ActForm, DatedReasonForm, ReasonForm
from courses.learning.labels import ACTIVITY_ICONS, ACTIVITY_NAMES, ENROLMENT_TAGS, missing_line
from courses.learning.queries.course_maps import course_map
from courses.learning.queries.participant_page import participant_page
from courses.learning.queries.participants import (
    ParticipantFilters,
    all_participants,
    organizations_of,
    participants,
)
from courses.learning.rules.states import EnrolmentState, may_change
from courses.learning.services.change_enrolment_state import (
    end_recovery,
    mark_dropped_out,
    open_recovery,
    reinstate_enrolment,
    withdraw_enrolment,
)
from courses.learning.views.editions import Answer, blueprint, own_edition
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.files.spreadsheets import CSV_TYPE, Cell, csv_lines
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.web.downloads import as_download
from lms.core.web.formats import short_day
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change of one enrolment: where it leads, its words, what does it."""

    state: EnrolmentState
    label: Any
    question: Any
    consequence: Any
    done: Any
    act: Callable[..., None]
    is_dated: bool = False
    is_danger: bool = False
    from_states: frozenset[EnrolmentState] | None = None


_LEFT = frozenset({EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT})
STEPS = {
    "retirar": Step(
        state=EnrolmentState.WITHDRAWN,
        label=_l("Retirar"),
        question=_l("¿Retirar a %(name)s de la edición?"),
        consequence=_l(
            "Deja de ver el curso y libera su cupo. Lo que hizo queda guardado y puede "
            "reincorporarse."
        ),
        done=_l("%(name)s quedó fuera de la edición."),
        act=withdraw_enrolment,
        is_danger=True,
    ),
    "abandono": Step(
        state=EnrolmentState.DROPPED_OUT,
        label=_l("Marcar abandono"),
        question=_l("¿Marcar el abandono de %(name)s?"),
        consequence=_l(
            "Se usa cuando la persona dejó de participar sin avisar. Libera su cupo y puede "
            "reincorporarse."
        ),
        done=_l("Quedó anotado el abandono de %(name)s."),
        act=mark_dropped_out,
        is_danger=True,
    ),
    "reincorporar": Step(
        state=EnrolmentState.IN_PROGRESS,
        label=_l("Reincorporar"),
        question=_l("¿Reincorporar a %(name)s?"),
        consequence=_l("Vuelve a ver el curso con el avance que tenía y ocupa un cupo."),
        done=_l("%(name)s está otra vez en la edición."),
        act=reinstate_enrolment,
        from_states=_LEFT,
    ),
    "recuperacion": Step(
        state=EnrolmentState.RECOVERY,
        label=_l("Abrir recuperación"),
        question=_l("¿Abrir la recuperación de %(name)s?"),
        consequence=_l(
            "Puede trabajar hasta el día que usted elija, también con la edición cerrada."
        ),
        done=_l("%(name)s está en recuperación."),
        act=open_recovery,
        is_dated=True,
        from_states=frozenset({EnrolmentState.FAILED, EnrolmentState.IN_PROGRESS}),
    ),
    "terminar-recuperacion": Step(
        state=EnrolmentState.FAILED,
        label=_l("Terminar la recuperación"),
        question=_l("¿Terminar la recuperación de %(name)s?"),
        consequence=_l("El curso queda como no aprobado."),
        done=_l("La recuperación de %(name)s terminó."),
        act=end_recovery,
        is_danger=True,
        from_states=frozenset({EnrolmentState.RECOVERY}),
    ),
}


@blueprint.get("/<uuid:edition_id>/participantes")
@permission("view_participants")
def list_participants(edition_id: UUID) -> str:
    """Show the people of an edition, fifty a page."""
    session = read_session()
    edition = own_edition(edition_id)
    filters = _filters()
    total = len(course_map(session, edition.course_version_id).required)
    return render_template(
        "learning/participants.html",
        edition=edition,
        found=participants(
            session, edition, total, filters, page_number(request.args.get("pagina"))
        ),
        filters=filters,
        organizations=[(key, name) for key, name, _n in organizations_of(session, edition_id)],
        states=[(state.value, tag.label) for state, tag in ENROLMENT_TAGS.items()],
        tags=ENROLMENT_TAGS,
        query=_query(filters),
        may_make_codes=access().may("make_access_codes"),
        may_enrol=access().may("manage_enrolments"),
        form=ActForm(),
    )


@blueprint.get("/<uuid:edition_id>/participantes.csv")
@permission("view_participants")
def participants_file(edition_id: UUID) -> Response:
    """Send the filtered list as CSV, row by row."""
    session = read_session()
    edition = own_edition(edition_id)
    total = len(course_map(session, edition.course_version_id).required)
    rows = all_participants(session, edition, total, _filters())

    def table() -> Iterator[Sequence[Cell]]:
        yield [
            _("Carnet"),
            _("Apellidos y nombres"),
            _("Municipio o entidad"),
            _("Estado"),
            _("Actividades hechas"),
            _("Actividades del curso"),
            _("Última actividad"),
            _("Último día"),
            _("En riesgo"),
            _("Teléfono"),
        ]
        for row in rows:
            yield [
                row.document,
                row.name,
                row.organization_name,
                str(ENROLMENT_TAGS[row.state].label),
                row.done,
                row.total,
                short_day(row.last_activity_at) if row.last_activity_at else "",
                short_day(row.last_day),
                _("sí") if row.is_at_risk else _("no"),
                row.phone,
            ]

    response = FlaskResponse(stream_with_context(csv_lines(table())), mimetype=CSV_TYPE)
    return as_download(response, f"participantes-{edition.code}.csv")


@blueprint.get("/<uuid:edition_id>/participantes/<uuid:enrolment_id>")
@permission("view_participants")
def participant(edition_id: UUID, enrolment_id: UUID) -> str:
    """Show one participant: state, dates, every activity, and what can be changed."""
    edition = own_edition(edition_id)
    page = participant_page(read_session(), edition, enrolment_id)
    return render_template(
        "learning/participant.html",
        edition=edition,
        page=page,
        tag=ENROLMENT_TAGS[page.state],
        missing=missing_line(page.standing.missing),
        names=ACTIVITY_NAMES,
        icons=ACTIVITY_ICONS,
        steps=[(key, step) for key, step in STEPS.items() if _is_offered(step, page.state)]
        if access().may("manage_enrolments")
        else [],
        may_extend=access().may("manage_enrolments"),
    )


@blueprint.route(
    "/<uuid:edition_id>/participantes/<uuid:enrolment_id>/<any({}):key>".format(
        ", ".join(f'"{key}"' for key in STEPS)
    ),
    methods=["GET", "POST"],
)
@permission("manage_enrolments")
def change_state(edition_id: UUID, enrolment_id: UUID, key: str) -> Answer:
    """Ask for the reason, then change the state of an enrolment."""
    step = STEPS[key]
    edition = own_edition(edition_id)
    page = participant_page(read_session(), edition, enrolment_id)
    form = DatedReasonForm() if step.is_dated else ReasonForm()
    shown = {"edition": edition, "page": page, "step": step, "form": form}
    if request.method == "GET":
        return render_template("learning/enrolment_change.html", **shown)
    if not form.validate():
        return render_template("learning/enrolment_change.html", **shown), 422
    try:
        with unit_of_work() as session:
            _act(session, access(), step, enrolment_id, form)
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return render_template("learning/enrolment_change.html", **shown), 409
    flash(str(step.done) % {"name": page.person.full_name})
    return redirect(
        url_for("editions.participant", edition_id=edition_id, enrolment_id=enrolment_id), 303
    )


def _act(
    session: Session, asking: Access, step: Step, enrolment_id: UUID, form: ReasonForm
) -> None:
    dates = {"until": form.until.data} if isinstance(form, DatedReasonForm) else {}
    step.act(
        session,
        asking.actor,
        asking.reach("manage_enrolments"),
        enrolment_id,
        reason=form.reason.data,
        **dates,
    )


def _is_offered(step: Step, state: EnrolmentState) -> bool:
    if step.from_states is not None:
        return state in step.from_states
    return may_change(state, step.state)


def _filters() -> ParticipantFilters:
    state = request.args.get("estado", "")
    return ParticipantFilters(
        typed=request.args.get("q", "")[:120],
        state=EnrolmentState(state) if state in list(EnrolmentState) else None,
        organization_id=_uuid(request.args.get("municipio")),
        is_at_risk=request.args.get("riesgo") == "1",
    )


def _query(filters: ParticipantFilters) -> dict[str, str]:
    found = {
        "q": filters.typed,
        "estado": filters.state.value if filters.state else "",
        "municipio": str(filters.organization_id or ""),
        "riesgo": "1" if filters.is_at_risk else "",
    }
    return {key: value for key, value in found.items() if value}


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None
