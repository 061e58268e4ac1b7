"""Makes people who passed, the issuer's rules, and runs the jobs that draw."""

from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.snapshot import SignatoryWords
from certificates.issuing.rules.states import AwardState, CertificateState
from certificates.issuing.services.change_issuing_rules import (
    ApprovalRules,
    change_approval_rules,
    change_signatories,
)
from certificates.issuing.services.propose_batch import propose_batch
from courses.learning.rules.states import EnrolmentState
from lms.core import clock, ids
from lms.core.access import SYSTEM, Role
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.lease import due_ids
from lms.core.jobs.run import run_job
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person, make_staff

PLACE = IssuingPlace(
    school_name="Unidad de Gestores Municipales",
    short_name="UGM",
    parent="Gobierno Autónomo Municipal de La Paz",
    city="La Paz",
    public_url="https://gestores.example.bo",
    is_demonstration=False,
)
SIGNATORIES = (
    SignatoryWords(name="Jefatura de ejemplo", post="Jefatura de la escuela"),
    SignatoryWords(name="Coordinación de ejemplo", post="Coordinación académica"),
)


def make_rules(session: Session, **over) -> None:
    """Write the issuer's rules: two who sign, ten rows, editions need not be closed."""
    values = {
        "rows_without_second_person": 10,
        "requires_closed_edition": False,
        "validity_months": None,
        "stand_in_person_id": None,
        "stand_in_from": None,
        "stand_in_until": None,
    } | over
    change_signatories(session, SYSTEM, SIGNATORIES)
    change_approval_rules(session, SYSTEM, ApprovalRules(**values))
    session.commit()


def make_passed(session: Session, edition, **person) -> SimpleNamespace:
    """Return ids of somebody who passed and confirmed the name: person, enrolment, award."""
    names = {"name_confirmed_at": clock.now()} | person
    somebody = make_person(session, **names)
    enrolment_id = make_enrolment(session, edition, somebody.id, state=EnrolmentState.PASSED)
    award = Award(
        id=ids.new_id(),
        enrolment_id=enrolment_id,
        sequence=1,
        person_id=somebody.id,
        edition_id=edition.id,
        passed_on=clock.today(),
        state=AwardState.ELIGIBLE,
    )
    session.add(award)
    session.flush()
    found = SimpleNamespace(
        person_id=somebody.id, enrolment_id=enrolment_id, award_id=award.id, edition=edition
    )
    session.commit()
    return found


def make_school(session: Session, people: int = 3, **rules) -> SimpleNamespace:
    """Return an edition with people who passed, a coordinator and the rules."""
    make_rules(session, **rules)
    course = make_course(session, modules=3, lessons=1, title="Asistencia Técnica Subnacional")
    edition = make_edition(session, course, title="edición 1 de 2027", code="AT-2027-1")
    passed = [
        make_passed(session, edition, given_names=f"Persona {n}", first_surname=f"Quispe{n:03}")
        for n in range(1, people + 1)
    ]
    coordinator = make_staff(session, Role.COORDINATOR, given_names="Coordinación")
    return SimpleNamespace(edition=edition, course=course, passed=passed, coordinator=coordinator)


def actor_of(person):
    """Return a person as the actor of a service."""
    from lms.core.access import Actor

    return Actor(person_id=person.id, label=f"{person.given_names} {person.first_surname}")


def propose(school, passed=None, *, by=None, place=PLACE):
    """Propose, or approve at once, the certificates of people; committed."""
    chosen = school.passed if passed is None else passed
    with unit_of_work() as session:
        return propose_batch(
            session,
            actor_of(by or school.coordinator),
            school.edition.id,
            [one.award_id for one in chosen],
            place=place,
        )


def run_due_jobs(rounds: int = 5) -> list[str]:
    """Run what is due, and what that makes due, as a worker would; return what came of each."""
    db.session.remove()
    outcomes = []
    for _round in range(rounds):
        found = due_ids(db.session(), limit=1000)
        db.session.remove()
        if not found:
            break
        outcomes += [run_job(job_id) for job_id in found]
    return outcomes


def issue_all(school, passed=None, **how) -> UUID:
    """Approve and draw; return the id of the batch."""
    batch_id = propose(school, passed, **how).batch_id
    run_due_jobs()
    return batch_id


def certificates_of(state: CertificateState | None = None) -> list[Certificate]:
    """Return the certificates by folio order of making, detached from any transaction."""
    session = db.session()
    query = select(Certificate).order_by(Certificate.search_name, Certificate.number)
    if state is not None:
        query = query.where(Certificate.state == state)
    rows = list(session.scalars(query))
    session.expunge_all()
    session.rollback()
    return rows
