"""What applied tasks register."""

from assessments.assignments import content_section
from assessments.assignments.demo import load_submissions
from assessments.assignments.services.compare_version import run_comparison
from assessments.assignments.services.send_submission import COMPARE
from assessments.assignments.services.tell_author import tell_correction, tell_grade
from assessments.assignments.views import (
    correction,
    desk,
    publishing,
    queue,
    submitted_files,
    task,
)
from assessments.assignments.views.grading import GRADE, PUBLISH, blueprint
from lms.core.access import Role
from lms.core.features import (
    ActivityKind,
    ContentSection,
    DemoStep,
    Feature,
    Home,
    JobKind,
    NavEntry,
    SlotFill,
    Subscriber,
)
from lms.core.i18n import lazy_gettext as _
from lms.core.jobs.run import in_transaction
from lms.domain_events import CorrectionRequested, GradePublished

# Imported for the views that they add to the blueprint of the desk.
_DESK_VIEWS = (desk, correction, publishing, submitted_files)

FEATURE = Feature(
    name="assignments",
    blueprints=(task.blueprint, blueprint),
    activity_kinds=(
        ActivityKind(
            name="assignment", endpoint="assignments.task", label=_("Tarea aplicada"), icon="edit"
        ),
    ),
    content_sections=(ContentSection(name="assignments", load=content_section.load, order=40),),
    subscribers=(
        Subscriber(name="assignments.tell_grade", event=GradePublished, handle=tell_grade),
        Subscriber(
            name="assignments.tell_correction", event=CorrectionRequested, handle=tell_correction
        ),
    ),
    job_kinds=(
        JobKind(
            name=COMPARE,
            label=_("Comparar una entrega con las demás"),
            run=in_transaction(run_comparison),
        ),
    ),
    slots=(
        SlotFill(
            slot="edition.tabs", template="learning/tab.html", build=queue.edition_tab, order=60
        ),
    ),
    navigation=(
        NavEntry(
            label=_("Por calificar"),
            endpoint="grading.queue",
            icon="edit",
            permission=GRADE,
            order=20,
        ),
    ),
    homes=(Home(endpoint="grading.queue", permission=GRADE, order=50),),
    demo=(DemoStep(name="submissions", run=load_submissions, order=60),),
    role_permissions={
        Role.TRAINER: (GRADE, PUBLISH),
        Role.COORDINATOR: (GRADE, PUBLISH),
    },
)
"""Feature: applied tasks, their submissions and the grading desk."""
