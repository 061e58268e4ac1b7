"""What quizzes register."""

from assessments.quizzes.content_section import load
from assessments.quizzes.demo import load_attempts
from assessments.quizzes.permissions import GRADE, SET_UP
from assessments.quizzes.queries.open_attempts import open_attempts
from assessments.quizzes.services.submit_expired import submit_expired
from assessments.quizzes.views import authoring, autosave, blueprints, desk, learner
from lms.core.access import Role
from lms.core.features import (
    ActivityKind,
    ContentSection,
    DemoStep,
    Feature,
    JobKind,
    Schedule,
    SlotFill,
)
from lms.core.i18n import lazy_gettext as _
from lms.core.jobs.run import in_transaction

VIEWS = (authoring, autosave, desk, learner)
"""Modules whose import puts their views on the blueprints."""

FEATURE = Feature(
    name="quizzes",
    blueprints=(blueprints.learner, blueprints.staff),
    content_sections=(ContentSection(name="quizzes", load=load, order=30),),
    activity_kinds=(
        ActivityKind(name="quiz", endpoint="quizzes.start", label=_("Cuestionario"), icon="edit"),
        ActivityKind(
            name="diagnostic", endpoint="quizzes.start", label=_("Diagnóstico"), icon="target"
        ),
        ActivityKind(
            name="final_test", endpoint="quizzes.start", label=_("Prueba final"), icon="scale"
        ),
    ),
    job_kinds=(
        JobKind(
            name="quizzes.submit_expired",
            label=_("Entregar intentos con el tiempo terminado"),
            run=in_transaction(submit_expired),
        ),
    ),
    schedules=(
        Schedule(name="quizzes_submit_expired", kind="quizzes.submit_expired", every_minutes=1),
    ),
    demo=(DemoStep(name="attempts", run=load_attempts, order=55),),
    slots=(
        SlotFill(
            slot="edition.tabs", template="learning/tab.html", build=desk.edition_tab, order=62
        ),
        SlotFill(
            slot="edition.guide",
            template="quizzes/guide_section.html",
            build=desk.guide_section,
        ),
        SlotFill(
            slot="learner.home",
            template="quizzes/home_section.html",
            build=open_attempts,
            order=10,
        ),
    ),
    role_permissions={Role.TRAINER: (GRADE,), Role.COORDINATOR: (GRADE, SET_UP)},
)
