"""Makes applied tasks, and submissions in every state through the services themselves."""

import io
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.assignments.models import Criterion, Task
from assessments.assignments.services.publish_grades import ToPublish, publish_grades
from assessments.assignments.services.request_correction import request_correction
from assessments.assignments.services.save_draft import save_draft
from assessments.assignments.services.save_grade import GradeInput, save_grade
from assessments.assignments.services.send_submission import send_submission
from assessments.competencies.models import Competency, Framework
from courses.learning.api import own_activity_context
from lms.core import ids
from lms.core.access import Actor, Reach
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.learning import make_course, make_edition, make_enrolment, make_organization
from tests.support.sign_in import make_person

ALL = Reach(everything=True)
WHOLE = {"c1": 2, "c2": 3, "c3": 1}
"""40 x 2 + 35 x 3 + 25 x 1 of 300: 70 percent."""
TEXT = "Propuse un sábado de trámites en la comunidad.\n\nDe 31 trámites se resolvieron 27."


def make_framework(session: Session) -> dict[str, UUID]:
    """Return the ids of two competencies of a new framework, by code."""
    framework = Framework(
        id=ids.new_id(),
        code=f"MARCO-{ids.new_code(6)}",
        number=1,
        title="Marco de prueba",
        author_version=1,
        levels=[],
        content_hash=ids.new_code(12),
    )
    session.add(framework)
    session.flush()
    found = {}
    for position, code in enumerate(("G1", "T4"), 1):
        row = Competency(
            id=ids.new_id(),
            framework_id=framework.id,
            code=code,
            name=f"Competencia {code}",
            kind="rasgo" if code[0] == "G" else "tecnica",
            description="Qué es.",
            position=position,
        )
        session.add(row)
        found[code] = row.id
    session.commit()
    return found


def make_task(session: Session, activity_id: UUID, competencies: dict[str, UUID]) -> None:
    """Give an activity its instructions and a rubric of 40, 35 and 25."""
    session.add(
        Task(
            activity_id=activity_id,
            purpose="Para qué sirve la tarea.",
            instructions="Anote **cinco** prácticas de su municipio y proponga una.",
            deliver=["texto", "archivo", "foto"],
            weight_note=None,
        )
    )
    session.flush()
    for position, (code, weight, competency) in enumerate(
        (("c1", 40, "G1"), ("c2", 35, "T4"), ("c3", 25, "T4")), 1
    ):
        session.add(
            Criterion(
                activity_id=activity_id,
                code=code,
                position=position,
                title=f"Criterio {position}",
                competency_id=competencies[competency],
                weight=weight,
                descriptors=["No hay.", "Hay algo.", "Está completo.", "Otra unidad lo usa."],
            )
        )
    session.commit()


def make_world(session: Session, *, people: int = 1, **edition) -> SimpleNamespace:
    """Return an open edition with one task and its participants: ids only."""
    course = make_course(session, modules=1, lessons=1, has_tasks=True)
    activity_id = course.activities["01-modulo/tarea"]
    competencies = make_framework(session)
    make_task(session, activity_id, competencies)
    made = make_edition(session, course, **edition)
    town = make_organization(session, "Tipuani")
    participants = [add_participant(session, made, activity_id, town) for _ in range(people)]
    return SimpleNamespace(
        edition=made,
        edition_id=made.id,
        course=course,
        activity_id=activity_id,
        competencies=competencies,
        organization_id=town,
        people=participants,
    )


def add_participant(
    session, edition, activity_id, organization_id=None, **person
) -> SimpleNamespace:
    person_id = make_person(session, **person).id
    enrolment_id = make_enrolment(session, edition, person_id, organization_id=organization_id)
    return SimpleNamespace(
        person_id=person_id,
        enrolment_id=enrolment_id,
        activity_id=activity_id,
        actor=Actor(person_id=person_id, label="Participante"),
        url=f"/mi-formacion/{enrolment_id}/tareas/{activity_id}",
    )


def context_of(session: Session, who: SimpleNamespace):
    return own_activity_context(session, who.person_id, who.enrolment_id, who.activity_id)


def upload(content: bytes, name: str) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def write(who: SimpleNamespace, text: str = TEXT, uploads=(), base_number: int = 0):
    with unit_of_work() as session:
        return save_draft(
            session,
            who.actor,
            context_of(session, who),
            text=text,
            base_number=base_number,
            uploads=uploads,
        )


def send(who: SimpleNamespace, text: str = TEXT, uploads=(), base_number: int = 0) -> UUID:
    """Write and send; return the submission."""
    saved = write(who, text, uploads, base_number)
    with unit_of_work() as session:
        return send_submission(
            session, who.actor, context_of(session, who), base_number=saved.number
        )


TRAINER = Actor(label="Docente")


def grade(
    submission_id: UUID,
    levels=None,
    *,
    lock: int = 0,
    version: int = 1,
    actor=TRAINER,
    is_finished=True,
    reach=ALL,
    **over,
):
    typed = GradeInput(
        version_number=version,
        lock_number=lock,
        levels=WHOLE if levels is None else levels,
        **over,
    )
    with unit_of_work() as session:
        return save_grade(session, actor, reach, submission_id, typed, is_finished=is_finished)


def publish(submission_id: UUID, *, lock: int = 1, reach=ALL):
    with unit_of_work() as session:
        return publish_grades(
            session, TRAINER, reach, [ToPublish(submission_id=submission_id, lock_number=lock)]
        )


def return_for_correction(submission_id: UUID, reason: str = "Agregue el dato de partida.") -> None:
    with unit_of_work() as session:
        request_correction(session, TRAINER, ALL, submission_id, reason=reason)
