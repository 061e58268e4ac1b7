"""Makes quizzes with questions of every kind, and people in them: committed and detached."""

from types import SimpleNamespace
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.models import Question
from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Short,
    TrueFalse,
    kind_of,
)
from assessments.questions.rules.stored import to_stored
from assessments.quizzes.models import Quiz
from assessments.quizzes.rules.states import FeedbackWhen
from courses.learning.models import Activity
from courses.learning.rules.states import ActivityKindName
from lms.core import ids
from lms.core.access import Actor
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person


def single(number: int = 1) -> Choice:
    """A question whose right option has the key 2."""
    options = tuple(
        Option(key=str(n), text=f"Opción {n} de {number}", is_right=n == 2, feedback=f"Dicho {n}")
        for n in (1, 2, 3)
    )
    return Choice(text=f"¿Pregunta {number}?", is_multiple=False, options=options, shuffle=True)


def multiple() -> Choice:
    options = tuple(
        Option(key=str(n), text=f"Parte {n}", is_right=n < 3, feedback="") for n in (1, 2, 3, 4)
    )
    return Choice(text="¿Cuáles?", is_multiple=True, options=options, shuffle=True)


def every_kind() -> list[Body]:
    return [
        single(),
        multiple(),
        TrueFalse(text="Es así.", answer=True, feedback_true="Sí es.", feedback_false="Era sí."),
        Matching(
            text="Una.",
            pairs=(Pair(left="Izquierda A", right=0), Pair(left="Izquierda B", right=1)),
            rights=("Derecha uno", "Derecha dos", "Derecha tres"),
            feedback="Así va.",
        ),
        Ordering(text="Ordene.", items=("b", "a"), order=(1, 0), feedback="Primero a."),
        Numeric(text="¿Cuánto?", answer=1800, tolerance=0, unit="Bs", feedback="Son 1800."),
        Short(text="¿Sigla?", accept=("CCAM",), feedback="Es CCAM."),
    ]


def essay() -> Essay:
    return Essay(text="Cuente un caso.", guide="Tiene fecha y lugar.")


RIGHT: list[dict[str, list[str]]] = [
    {"r": ["2"]},
    {"r": ["1", "2"]},
    {"r": ["true"]},
    {"r-0": ["0"], "r-1": ["1"]},
    {"r-0": ["2"], "r-1": ["1"]},
    {"r": ["1.800"]},
    {"r": ["ccam"]},
]
"""Right fields for every_kind(), in its order."""


def make_quiz(
    session: Session,
    bodies: list[Body] | None = None,
    *,
    kind: ActivityKindName = ActivityKindName.QUIZ,
    course: SimpleNamespace | None = None,
    **over,
) -> SimpleNamespace:
    """Return ids of a course with one lesson and a quiz on it: course, activity_id, questions."""
    course = course or make_course(session, lessons=1, rules={"quiz_percent": 70})
    bodies = [single(n) for n in range(1, 5)] if bodies is None else bodies
    activity = Activity(
        id=ids.new_id(),
        course_version_id=course.version_id,
        kind=kind,
        slug=f"prueba-{ids.new_id().hex[:8]}",
        title="Compruebe lo que leyó",
        position=50,
        is_required=kind is not ActivityKindName.DIAGNOSTIC,
    )
    session.add(activity)
    session.flush()
    values = {
        "purpose": "",
        "draw": None,
        "time_limit_minutes": None,
        "max_attempts": None,
        "feedback_when": FeedbackWhen.ATTEMPT,
        "sources": [{"title": "Modelo de Cooperación Subnacional", "lines": "182"}],
        "lesson_activity_id": next(iter(course.activities.values())),
    } | over
    session.add(Quiz(activity_id=activity.id, **values))
    questions = []
    for position, body in enumerate(bodies, start=1):
        question = Question(
            id=ids.new_id(),
            activity_id=activity.id,
            slug=f"q{position}",
            position=position,
            kind=kind_of(body),
            competency="G1",
            body=to_stored(body),
        )
        session.add(question)
        questions.append(question.id)
    session.flush()
    found = SimpleNamespace(course=course, activity_id=activity.id, questions=questions)
    session.commit()
    return found


def make_seat(session: Session, quiz: SimpleNamespace, edition=None, **over) -> SimpleNamespace:
    """Return a new participant of an edition with the quiz: person_id, enrolment_id, actor."""
    edition = edition or make_edition(session, quiz.course)
    person_id: UUID = make_person(session).id
    enrolment_id = make_enrolment(session, edition, person_id, **over)
    return SimpleNamespace(
        person_id=person_id,
        enrolment_id=enrolment_id,
        edition=edition,
        activity_id=quiz.activity_id,
        actor=Actor(person_id=person_id, label="Ana Quispe"),
        url=f"/mi-formacion/{enrolment_id}/cuestionarios/{quiz.activity_id}",
    )
