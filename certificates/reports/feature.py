"""What the answers register."""

from certificates.reports.views import VIEW, blueprint
from lms.core.access import Role
from lms.core.features import Feature, NavEntry

FEATURE = Feature(
    name="reports",
    blueprints=(blueprint,),
    navigation=(
        NavEntry(
            label="Respuestas", endpoint="reports.page", icon="chart", permission=VIEW, order=400
        ),
    ),
    role_permissions={Role.COORDINATOR: (VIEW,)},
)
"""Feature: how many enrolled, left, passed and were certified."""
