"""What the audit registers."""

from lms.audit.views import blueprint
from lms.core.access import Role
from lms.core.features import Feature, NavEntry

FEATURE = Feature(
    name="audit",
    blueprints=(blueprint,),
    navigation=(
        NavEntry(
            label="Auditoría",
            endpoint="audit.lines",
            icon="clock",
            permission="read_audit",
            order=800,
        ),
    ),
    role_permissions={Role.ADMINISTRATOR: ("read_audit",)},
)
