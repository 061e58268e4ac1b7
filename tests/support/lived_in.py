"""A school after some months: what the demonstration leaves out, so that every page has a subject.

Generated tests walk over objects of each kind: attempts, plans, follow-ups, links, lists, batches,
certificates, requests. What nobody did yet cannot be attacked.
"""

from types import SimpleNamespace
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.transfer.models import Milestone
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.states import Audience, Channel, StopKind
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.decide_stop import ask_to_stop
from assessments.transfer.services.outcomes import open_reinforcement
from certificates.issuing.models import Award
from certificates.issuing.rules.states import AwardState
from courses.learning.rules.states import EnrolmentState
from lms.accounts.models import RoleGrant, User
from lms.accounts.reset_links import ask_for_link
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor, Role, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.files.uploads import receive_bytes
from tests.factories import assignments, gradebook, issuing, transfer
from tests.factories.learning import make_edition, make_enrolment
from tests.factories.quizzes import every_kind, make_quiz, make_seat
from tests.support.sign_in import sign_in

LIST = "Carnet;Nombres;Primer apellido\n4912345;Ana;Quispe\n;Sin;Carnet\n"


def live_in(app: Flask) -> dict[str, UUID]:
    """Do what people would have done; return an edition of each subject by name."""
    with app.app_context():
        began = clock.now()
        people = dict(list(db.session.execute(select(User.username, User.person_id))))
        db.session.commit()
        issuing.run_due_jobs(10)
        editions = {
            "quiz": _take_quizzes(app, people["participante"]),
            "plan": _follow_up(people["participante"]),
            "task": _hand_in(people["participante"]),
            "certificate": _certify(people["participante"]),
            "closed": _close(app, people["coordinacion"]),
        }
        for edition_id in editions.values():
            _teach(people["docente"], edition_id)
        _enrol(app, people["coordinacion"], editions["quiz"])
        with unit_of_work() as session:
            ask_for_link(session, "ana@municipio.invalid")
        issuing.run_due_jobs(10)
        clock.advance(began - clock.now())
        db.session.remove()
    return editions


def _take_quizzes(app: Flask, person_id: UUID) -> UUID:
    session = db.session()
    quiz = make_quiz(session, every_kind())
    seat = make_seat(session, quiz)
    enrolment_id = make_enrolment(session, seat.edition, person_id)
    session.commit()
    for who, key in ((seat.person_id, seat.enrolment_id), (person_id, enrolment_id)):
        client = sign_in(app.test_client(), who)
        url = f"/mi-formacion/{key}/cuestionarios/{quiz.activity_id}"
        first = client.post(url).headers["Location"]
        client.post(first, data={"q1-r": "2"})
        if who == seat.person_id:
            client.post(first.rsplit("/", 1)[0] + "/entregar")
            # Too late: it waits for the trainer's decision.
            client.post(first, data={"q1-r": "1"})
    return seat.edition.id


def _follow_up(person_id: UUID) -> UUID:
    session = db.session()
    edition = make_edition(session, transfer.make_plan_course(session))
    strange = transfer.make_learner(session, edition)
    own = SimpleNamespace(
        id=make_enrolment(session, edition, person_id),
        person_id=person_id,
        edition=edition,
        actor=Actor(person_id=person_id, label="Participante"),
    )
    session.commit()
    began = clock.now()
    for learner in (strange, own):
        transfer.send(session, learner)
    for learner in (strange, own):
        milestone_id = transfer.make_open_milestone(session, learner)
        transfer.token_for(session, milestone_id, Audience.PARTICIPANT)
        _show_files(session, learner, milestone_id)
        with unit_of_work() as writing:
            open_reinforcement(writing, writing.get_one(Milestone, milestone_id))
            ask_to_stop(
                writing,
                milestone_id,
                kind=StopKind.REASSIGNED,
                cause="Cambió de puesto.",
                asked_by="Su jefatura",
            )
    clock.advance(began - clock.now())
    return edition.id


def _show_files(session: Session, learner: SimpleNamespace, milestone_id: UUID) -> None:
    """Send one file openly and one in confidence, on a sheet of paper that was scanned."""
    commitment = commitments_of_enrolment(session, learner.id)[0]
    scan = receive_bytes(session, b"%PDF-1.4\n%%EOF", "hoja.pdf", owner_person_id=None)
    session.flush()
    source = Source(informant=Audience.PARTICIPANT, channel=Channel.PAPER, scan_file_id=scan.id)
    for is_confidential in (False, True):
        given = GivenAnswer(
            question=Question.EVIDENCE,
            commitment_id=commitment.id,
            files=(assignments.upload(b"%PDF-1.4\n%%EOF", "acta.pdf"),),
            is_confidential=is_confidential,
        )
        answer_milestone(session, SYSTEM, milestone_id, source, given)
    session.commit()


def _hand_in(person_id: UUID) -> UUID:
    session = db.session()
    world = assignments.make_world(session, people=2)
    own = _participant(session, world, person_id)
    beginning = _participant(session, assignments.make_world(session, people=0), person_id)
    session.commit()
    assignments.send(world.people[0], uploads=[_pdf()])
    assignments.send(own, uploads=[_pdf()])
    assignments.write(world.people[1])
    assignments.write(beginning, uploads=[_pdf()])
    return world.edition_id


def _participant(session: Session, world: SimpleNamespace, person_id: UUID) -> SimpleNamespace:
    return SimpleNamespace(
        person_id=person_id,
        enrolment_id=make_enrolment(session, world.edition, person_id),
        activity_id=world.activity_id,
        actor=Actor(person_id=person_id, label="Participante"),
    )


def _pdf() -> FileStorage:
    return assignments.upload(b"%PDF-1.4\n%%EOF", "a.pdf")


def _certify(person_id: UUID) -> UUID:
    session = db.session()
    school = issuing.make_school(session, people=3)
    own = Award(
        id=ids.new_id(),
        enrolment_id=make_enrolment(
            session, school.edition, person_id, state=EnrolmentState.PASSED
        ),
        sequence=1,
        person_id=person_id,
        edition_id=school.edition.id,
        passed_on=clock.today(),
        state=AwardState.ELIGIBLE,
    )
    session.add(own)
    session.flush()
    award = SimpleNamespace(award_id=own.id)
    session.commit()
    issuing.issue_all(school, [*school.passed[:2], award])
    return school.edition.id


def _close(app: Flask, coordinator_id: UUID) -> UUID:
    session = db.session()
    edition = gradebook.make_marked_edition(session)
    gradebook.make_participant(session, edition, gradebook.marks(80, 90, 75))
    client = sign_in(app.test_client(), coordinator_id)
    client.post(f"/ediciones/{edition.id}/cierre", data={"understood": "y"})
    return edition.id


def _teach(person_id: UUID, edition_id: UUID) -> None:
    session = db.session()
    session.add(
        RoleGrant(
            person_id=person_id,
            role=Role.TRAINER,
            scope=Scope.EDITION,
            scope_id=edition_id,
            starts_at=clock.now(),
        )
    )
    session.commit()


def _enrol(app: Flask, person_id: UUID, edition_id: UUID) -> None:
    client = sign_in(app.test_client(), person_id)
    client.post(f"/ediciones/{edition_id}/inscribir", data={"pasted": LIST})
