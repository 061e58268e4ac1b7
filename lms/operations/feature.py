"""What operations register."""

from lms.core.access import Role
from lms.core.features import Feature, Home, NavEntry
from lms.operations.commands import backup, doctor, restore
from lms.operations.metrics import count_requests
from lms.operations.views.health import blueprint as health
from lms.operations.views.jobs import blueprint as operations

FEATURE = Feature(
    name="operations",
    blueprints=(health, operations),
    start_app=(count_requests,),
    commands=(backup, restore, doctor),
    navigation=(
        NavEntry(
            label="Trabajos",
            endpoint="operations.jobs",
            icon="clock",
            permission="manage_jobs",
            order=700,
        ),
        NavEntry(
            label="Correos",
            endpoint="operations.mail",
            icon="mail",
            permission="manage_jobs",
            order=710,
        ),
    ),
    homes=(Home(endpoint="operations.jobs", permission="manage_jobs", order=900),),
    role_permissions={Role.ADMINISTRATOR: ("manage_jobs",)},
)
