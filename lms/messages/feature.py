"""What notices register."""

from lms.core.access import Role
from lms.core.features import DemoStep, Feature, JobKind, NavEntry, SlotFill
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.run import in_transaction
from lms.messages.demo import load_notices
from lms.messages.services.notify_person import NOTIFY, run_notify
from lms.messages.views import blueprint, new_on_home

FEATURE = Feature(
    name="messages",
    blueprints=(blueprint,),
    job_kinds=(
        JobKind(name=NOTIFY, label=_l("Escribir un aviso"), run=in_transaction(run_notify)),
    ),
    demo=(DemoStep(name="notices", run=load_notices, order=90),),
    slots=(
        SlotFill(
            slot="learner.home", template="messages/new_on_home.html", build=new_on_home, order=10
        ),
    ),
    navigation=(
        NavEntry(label="Avisos", endpoint="messages.own", icon="mail", place="account", order=10),
        NavEntry(
            label="Avisos por enviar",
            endpoint="messages.to_send",
            icon="phone",
            permission="send_by_hand",
            order=500,
        ),
    ),
    role_permissions={
        Role.COORDINATOR: ("send_by_hand",),
        Role.LIAISON: ("send_by_hand",),
    },
)
