"""Pages of coordination: the list of editions, one edition, its data and its trainers."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.learning.forms.editions import ActForm, EditionForm, TrainerForm
from courses.learning.labels import EDITION_TAGS
from courses.learning.queries.cards import EditionCard, edition_within
from courses.learning.queries.course_maps import course_map
from courses.learning.queries.edition_list import (
    CourseChoice,
    course_choices,
    edition_list,
    state_counts,
)
from courses.learning.queries.participants import count_at_risk
from courses.learning.rules.states import SEATED, WORKING, EditionState, EnrolmentState
from courses.learning.services.assign_trainer import assign_trainer, remove_trainer
from courses.learning.services.change_edition import change_edition
from courses.learning.services.create_edition import EditionInput, create_edition
from courses.learning.services.set_edition_state import set_edition_state
from lms.accounts.api import PersonCard, people_with_role, person_card
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number
from lms.organizations.api import OrganizationKind, organization_choices

blueprint = Blueprint("editions", __name__, url_prefix="/ediciones", template_folder="../templates")
Answer = str | Response | tuple[str, int]


@blueprint.get("")
@permission("view_participants")
def listing() -> str:
    """Show the editions within reach, with how many people stand where."""
    typed = request.args.get("q", "")[:120]
    state = _state(request.args.get("estado"))
    return render_template(
        "learning/editions.html",
        found=edition_list(
            read_session(),
            access().reach("view_participants"),
            typed=typed,
            state=state,
            number=page_number(request.args.get("pagina")),
        ),
        typed=typed,
        state=state,
        tags=EDITION_TAGS,
        states=[(one.value, tag.label) for one, tag in EDITION_TAGS.items()],
        may_manage=access().may("manage_editions"),
    )


@blueprint.get("/nueva")
@permission("manage_editions")
def choose_course() -> str:
    """Show the complete courses of which an edition can be made."""
    return render_template("learning/edition_choose.html", courses=_choices())


@blueprint.route("/nueva/<uuid:course_id>", methods=["GET", "POST"])
@permission("manage_editions")
def new(course_id: UUID) -> Answer:
    """Create an edition of a course."""
    course = next((choice for choice in _choices() if choice.id == course_id), None)
    if course is None:
        raise NotFoundError(_("Ese curso no existe o está en preparación."))
    form = EditionForm(data={"code": course.suggested_code, "title": course.title})
    form.offer_sponsors(_sponsors())
    if request.method == "GET":
        return _edition_form(form, course=course)
    if not form.validate():
        return _edition_form(form, course=course), 422
    try:
        with unit_of_work() as session:
            edition_id = create_edition(session, access().actor, course_id, _values(form))
    except DomainError as error:
        form.refuse(error)
        return _edition_form(form, course=course), 409
    flash(_("La edición está planificada. Ábrala cuando empiece."))
    return redirect(url_for("editions.overview", edition_id=edition_id), 303)


@blueprint.get("/<uuid:edition_id>")
@permission("view_participants")
def overview(edition_id: UUID) -> str:
    """Show how an edition stands."""
    session = read_session()
    edition = own_edition(edition_id)
    counts = state_counts(session, [edition_id])[edition_id]
    total = len(course_map(session, edition.course_version_id).required)
    return render_template(
        "learning/edition_overview.html",
        edition=edition,
        counts=counts,
        seated=sum(counts.get(state, 0) for state in SEATED),
        working=sum(counts.get(state, 0) for state in WORKING),
        passed=counts.get(EnrolmentState.PASSED, 0),
        left=counts.get(EnrolmentState.WITHDRAWN, 0) + counts.get(EnrolmentState.DROPPED_OUT, 0),
        at_risk=count_at_risk(session, edition, total),
        trainers=_trainers(edition_id),
        may_manage=access().may("manage_editions"),
        form=ActForm(),
    )


@blueprint.route("/<uuid:edition_id>/editar", methods=["GET", "POST"])
@permission("manage_editions")
def edit(edition_id: UUID) -> Answer:
    """Change the data of an edition."""
    reach = access().reach("manage_editions")
    edition = edition_within(read_session(), reach, edition_id)
    form = EditionForm(
        data={
            "title": edition.title,
            "code": edition.code,
            "starts_on": edition.starts_on,
            "ends_on": edition.ends_on,
            "seats": edition.seats,
            "sponsor_id": str(edition.sponsor_id or ""),
        }
    )
    form.offer_sponsors(_sponsors())
    if request.method == "GET":
        return _edition_form(form, edition=edition)
    if not form.validate():
        return _edition_form(form, edition=edition), 422
    try:
        with unit_of_work() as session:
            change_edition(session, access().actor, reach, edition_id, _values(form))
    except DomainError as error:
        form.refuse(error)
        return _edition_form(form, edition=edition), 409
    flash(_("Los datos de la edición quedaron guardados."))
    return redirect(url_for("editions.overview", edition_id=edition_id), 303)


@blueprint.post("/<uuid:edition_id>/abrir")
@permission("manage_editions")
def open_edition(edition_id: UUID) -> Response:
    """Open a planned edition: from its first day people can work."""
    with unit_of_work() as session:
        set_edition_state(
            session,
            access().actor,
            edition_id,
            EditionState.OPEN,
            reach=access().reach("manage_editions"),
        )
    flash(_("La edición está abierta."))
    return redirect(url_for("editions.overview", edition_id=edition_id), 303)


@blueprint.route("/<uuid:edition_id>/docentes", methods=["GET", "POST"])
@permission("manage_editions")
def trainers(edition_id: UUID) -> Answer:
    """Show and add the trainers of an edition."""
    reach = access().reach("manage_editions")
    edition = edition_within(read_session(), reach, edition_id)
    form = TrainerForm()
    if request.method == "GET":
        return _trainers_page(edition, form)
    if not form.validate():
        return _trainers_page(edition, form), 422
    try:
        with unit_of_work() as session:
            person_id = assign_trainer(
                session, access().actor, reach, edition_id, document=form.document.data
            )
    except DomainError as error:
        form.refuse(error)
        return _trainers_page(edition, form), 409
    name = person_card(read_session(), person_id).full_name
    flash(_("%(name)s es docente de esta edición.", name=name))
    return redirect(url_for("editions.trainers", edition_id=edition_id), 303)


@blueprint.route("/<uuid:edition_id>/docentes/<uuid:person_id>/quitar", methods=["GET", "POST"])
@permission("manage_editions")
def remove(edition_id: UUID, person_id: UUID) -> Answer:
    """Ask before a trainer is taken off; other features show there what would be left behind."""
    reach = access().reach("manage_editions")
    edition = edition_within(read_session(), reach, edition_id)
    trainer = next((card for card in _trainers(edition_id) if card.id == person_id), None)
    if trainer is None:
        raise NotFoundError(_("Esa persona ya no es docente de esta edición."))
    if request.method == "GET":
        return render_template(
            "learning/trainer_remove.html", edition=edition, trainer=trainer, form=ActForm()
        )
    with unit_of_work() as session:
        remove_trainer(session, access().actor, reach, edition_id, person_id)
    flash(_("%(name)s ya no es docente de esta edición.", name=trainer.full_name))
    return redirect(url_for("editions.trainers", edition_id=edition_id), 303)


def own_edition(edition_id: UUID) -> EditionCard:
    """Return an edition that who asks may see; raises NotFoundError."""
    return edition_within(read_session(), access().reach("view_participants"), edition_id)


def _edition_form(
    form: EditionForm, *, course: CourseChoice | None = None, edition: EditionCard | None = None
) -> str:
    return render_template("learning/edition_form.html", form=form, course=course, edition=edition)


def _trainers_page(edition: EditionCard, form: TrainerForm) -> str:
    return render_template(
        "learning/trainers.html", edition=edition, form=form, trainers=_trainers(edition.id)
    )


def _trainers(edition_id: UUID) -> list[PersonCard]:
    return people_with_role(
        read_session(), role=Role.TRAINER, scope=Scope.EDITION, scope_id=edition_id
    )


def _choices() -> list[CourseChoice]:
    return course_choices(read_session(), clock.today().year)


def _sponsors() -> list[tuple[UUID, str]]:
    return organization_choices(
        read_session(),
        OrganizationKind.SPONSOR,
        OrganizationKind.NGO,
        OrganizationKind.MUNICIPALITY,
    )


def _values(form: EditionForm) -> EditionInput:
    return EditionInput(
        code=form.code.data,
        title=form.title.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        seats=form.seats.data,
        sponsor_id=UUID(form.sponsor_id.data) if form.sponsor_id.data else None,
    )


def _state(typed: str | None) -> EditionState | None:
    return EditionState(typed) if typed in list(EditionState) else None
