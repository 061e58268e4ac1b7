"""People of the demonstration: one for each role, all of them invented."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import DocumentType, Gender, Person, User
from lms.accounts.queries.tables import ORGANIZATION
from lms.accounts.rules.granting import REACHES
from lms.accounts.services.confirm_printed_name import confirm_printed_name, name_to_print
from lms.accounts.services.create_person import create_person
from lms.accounts.services.grant_role import grant_role
from lms.accounts.services.person_input import PersonInput
from lms.accounts.services.set_password import set_password, set_username, user_of
from lms.accounts.words import ROLES
from lms.core.access import SYSTEM, Role, Scope
from lms.core.features import DemoStep
from lms.organizations.api import OrganizationInput, OrganizationKind, create_organization

PASSWORD = "montes-y-papel"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """An invented person; documents begin with 90, which no carnet does."""

    role: Role
    username: str
    given_names: str
    first_surname: str
    second_surname: str | None
    gender: Gender
    document: str
    post_title: str


SPONSOR = "Cooperación Ficticia de Ejemplo"
PEOPLE = (
    DemoPerson(
        role=Role.PARTICIPANT,
        username="participante",
        given_names="Ficticia Wara",
        first_surname="Ejemplo",
        second_surname="Quispe",
        gender=Gender.WOMAN,
        document="9000001",
        post_title="Técnica de planificación",
    ),
    DemoPerson(
        role=Role.TRAINER,
        username="docente",
        given_names="Inventado Tomás",
        first_surname="Ejemplo",
        second_surname="Vargas",
        gender=Gender.MAN,
        document="9000002",
        post_title="Docente",
    ),
    DemoPerson(
        role=Role.COORDINATOR,
        username="coordinacion",
        given_names="Ficticia Elena",
        first_surname="Muestra",
        second_surname="Condori",
        gender=Gender.WOMAN,
        document="9000003",
        post_title="Coordinadora académica",
    ),
    DemoPerson(
        role=Role.LIAISON,
        username="enlace",
        given_names="Inventado Raúl",
        first_surname="Muestra",
        second_surname=None,
        gender=Gender.MAN,
        document="9000004",
        post_title="Enlace municipal",
    ),
    DemoPerson(
        role=Role.ADMINISTRATOR,
        username="administracion",
        given_names="Ficticia Nora",
        first_surname="Ensayo",
        second_surname="Mamani",
        gender=Gender.WOMAN,
        document="9000005",
        post_title="Administradora de la plataforma",
    ),
    DemoPerson(
        role=Role.EVALUATOR,
        username="evaluacion",
        given_names="Inventado Iván",
        first_surname="Ensayo",
        second_surname="Choque",
        gender=Gender.MAN,
        document="9000006",
        post_title="Evaluador de competencias",
    ),
    DemoPerson(
        role=Role.COOPERATION,
        username="cooperacion",
        given_names="Ficticia Sara",
        first_surname="Prueba",
        second_surname="Flores",
        gender=Gender.WOMAN,
        document="9000007",
        post_title="Coordinadora de cooperación",
    ),
    DemoPerson(
        role=Role.HOST_UNIT,
        username="anfitriona",
        given_names="Inventado Luis",
        first_surname="Prueba",
        second_surname="Apaza",
        gender=Gender.MAN,
        document="9000008",
        post_title="Responsable de unidad anfitriona",
    ),
    DemoPerson(
        role=Role.SPONSOR,
        username="financiadora",
        given_names="Ficticia Marta",
        first_surname="Modelo",
        second_surname="Rojas",
        gender=Gender.WOMAN,
        document="9000009",
        post_title="Oficial de programas",
    ),
)


def demo_sign_ins() -> list[tuple[str, str, str]]:
    """Return the role's label, user name and password of each invented person."""
    return [(str(ROLES[person.role]), person.username, PASSWORD) for person in PEOPLE]


def demo_person_id(session: Session, role: Role) -> UUID | None:
    """Return the invented person of a role, None where the demonstration was not loaded."""
    document = next(person.document for person in PEOPLE if person.role is role)
    return session.scalar(
        select(Person.id).where(
            Person.document_type == DocumentType.OTHER,
            Person.document_number == document,
            Person.is_fictional.is_(True),
        )
    )


def load_people(session: Session) -> None:
    """Make the invented people who are missing; what stands is left alone."""
    town = _organization(session, "municipality")
    sponsor = demo_sponsor_id(session) or create_organization(
        session, SYSTEM, OrganizationInput(kind=OrganizationKind.SPONSOR, name=SPONSOR)
    )
    reached = {Scope.ORGANIZATION: town, Scope.HOST_UNIT: town, Scope.SPONSOR: sponsor}
    for person in PEOPLE:
        person_id = demo_person_id(session, person.role)
        if person_id is None:
            person_id = _make(session, person, town)
        _grant(session, person_id, person.role, reached)


def _make(session: Session, person: DemoPerson, town: UUID | None) -> UUID:
    person_id = create_person(
        session,
        SYSTEM,
        PersonInput(
            given_names=person.given_names,
            first_surname=person.first_surname,
            second_surname=person.second_surname,
            gender=person.gender,
            document=person.document,
            document_type=DocumentType.OTHER,
            organization_id=town,
            post_title=person.post_title,
            is_fictional=True,
        ),
    )
    user_of(session, person_id)
    set_username(session, SYSTEM, person_id, person.username)
    set_password(session, SYSTEM, person_id, PASSWORD)
    confirm_printed_name(
        session, SYSTEM, person_id, name_to_print(session.get_one(Person, person_id))
    )
    return person_id


def _grant(
    session: Session, person_id: UUID, role: Role, reached: dict[Scope, UUID | None]
) -> None:
    scope = REACHES.get(role)
    if scope is None:
        return
    scope_id = reached.get(scope)
    if scope is not Scope.PLATFORM and scope_id is None:
        return
    grant_role(session, SYSTEM, person_id=person_id, role=role, scope=scope, scope_id=scope_id)


def _organization(session: Session, kind: str) -> UUID | None:
    found: UUID | None = session.scalar(
        select(ORGANIZATION.c.id)
        .where(ORGANIZATION.c.kind == kind)
        .order_by(ORGANIZATION.c.name, ORGANIZATION.c.id)
        .limit(1)
    )
    return found


def demo_sponsor_id(session: Session) -> UUID | None:
    """Return the invented sponsor: no edition of the demonstration names a real one."""
    found: UUID | None = session.scalar(
        select(ORGANIZATION.c.id).where(
            ORGANIZATION.c.kind == OrganizationKind.SPONSOR, ORGANIZATION.c.name == SPONSOR
        )
    )
    return found


def has_demo_user(session: Session) -> bool:
    """Tell whether any invented person can sign in: a real school refuses to start with one."""
    return (
        session.scalar(
            select(User.id)
            .join(Person, Person.id == User.person_id)
            .where(Person.is_fictional.is_(True), User.active.is_(True))
            .limit(1)
        )
        is not None
    )


DEMO_STEP = DemoStep(name="accounts", run=load_people, order=20)
