"""What transfer registers."""

from assessments.transfer.demo import load_follow_up
from assessments.transfer.queries.learner_home import learner_transfer
from assessments.transfer.signing import wire
from assessments.transfer.subscribers import on_course_passed, on_pass_withdrawn
from assessments.transfer.tasks import JOB_KINDS, SCHEDULES
from assessments.transfer.views import blueprint, link_blueprint
from lms.core.access import Role
from lms.core.features import ActivityKind, DemoStep, Feature, Home, NavEntry, SlotFill, Subscriber
from lms.core.i18n import lazy_gettext as _l
from lms.domain_events import CoursePassed, CoursePassWithdrawn

FEATURE = Feature(
    name="transfer",
    blueprints=(blueprint, link_blueprint),
    activity_kinds=(
        ActivityKind(
            name="plan",
            endpoint="transfer.plan_page",
            label=_l("Plan para usar lo aprendido en mi trabajo"),
            icon="edit",
        ),
    ),
    subscribers=(
        Subscriber(name="transfer.make_milestones", event=CoursePassed, handle=on_course_passed),
        Subscriber(
            name="transfer.stop_milestones", event=CoursePassWithdrawn, handle=on_pass_withdrawn
        ),
    ),
    job_kinds=JOB_KINDS,
    schedules=SCHEDULES,
    demo=(DemoStep(name="follow_up", run=load_follow_up, order=70),),
    start_app=(wire,),
    slots=(
        SlotFill(
            slot="learner.home",
            template="transfer/home_card.html",
            build=learner_transfer,
            order=60,
        ),
    ),
    navigation=(
        NavEntry(
            label=_l("Seguimientos"),
            endpoint="transfer.milestones",
            icon="date",
            permission="view_milestones",
            order=60,
        ),
        NavEntry(
            label=_l("Transferencia"),
            endpoint="transfer.dashboard",
            icon="chart",
            permission="view_transfer",
            order=65,
        ),
        NavEntry(
            label=_l("Transferencia"),
            endpoint="transfer.dashboard",
            icon="chart",
            permission="view_sponsored_transfer",
            unless=("view_transfer",),
            order=65,
        ),
    ),
    homes=(Home(endpoint="transfer.dashboard", permission="view_sponsored_transfer", order=80),),
    role_permissions={
        Role.COORDINATOR: ("view_milestones", "manage_milestones", "view_transfer"),
        Role.TRAINER: ("view_milestones",),
        Role.SPONSOR: ("view_sponsored_transfer",),
    },
)
"""Feature: plans, milestones, two informants, figures of the transfer to the job."""
