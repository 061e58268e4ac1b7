"""Makes a course with marks and people in it: the least that is valid, committed."""

from collections.abc import Mapping
from types import SimpleNamespace

from assessments.gradebook.rules.act_content import ActIssuer
from courses.learning.models import Activity, ActivityProgress
from courses.learning.rules.states import ActivityKindName, EnrolmentState
from lms.core import clock, ids
from lms.core.access import Reach
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person

EVERYTHING = Reach(everything=True)
ISSUER = ActIssuer(
    code="UGM",
    name="Unidad de Gestores Municipales",
    unit="Gobierno Autónomo Municipal de La Paz",
    city="La Paz",
)
RULES = {"all_lessons": False, "plan_sent": False}
T1, T2, FINAL = "01-modulo/tarea", "02-modulo/tarea", "prueba-final"
WEIGHTS = {T1: 30, T2: 30, FINAL: 40}


def make_marked_course(session, weights: Mapping[str, int] = WEIGHTS, **over) -> SimpleNamespace:
    """A course of two modules, each with a task, and a final test; it asks for 70 % in each."""
    course = make_course(session, modules=2, lessons=1, has_tasks=True, **({"rules": RULES} | over))
    test = Activity(
        id=ids.new_id(),
        course_version_id=course.version_id,
        module_id=None,
        kind=ActivityKindName.FINAL_TEST,
        slug=FINAL,
        title="Prueba final",
        position=99,
        is_required=True,
    )
    session.add(test)
    session.flush()
    course.activities[FINAL] = test.id
    for slug, weight in weights.items():
        session.get_one(Activity, course.activities[slug]).weight = weight
    session.commit()
    return course


def make_marked_edition(session, **over):
    """An open edition of such a course."""
    return make_edition(session, make_marked_course(session), **over)


def make_participant(
    session, edition, marks: Mapping[str, object] | None = None, *, state=None, **person
) -> SimpleNamespace:
    """Somebody in the edition with marks by slug; "x" exempts, None leaves the mark out."""
    somebody = make_person(session, **person)
    enrolment_id = make_enrolment(
        session, edition, somebody.id, state=state or EnrolmentState.IN_PROGRESS
    )
    for slug, mark in (marks or {}).items():
        session.add(
            ActivityProgress(
                enrolment_id=enrolment_id,
                activity_id=edition.course.activities[slug],
                finished_at=clock.now(),
                score_percent=None if mark == "x" else mark,
                is_exempt=mark == "x",
            )
        )
    session.commit()
    return SimpleNamespace(id=enrolment_id, person_id=somebody.id)


def marks(t1, t2, final) -> dict[str, object]:
    """Marks by slug, in the course's order."""
    return {T1: t1, T2: t2, FINAL: final}
