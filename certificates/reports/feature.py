"""What the answers register."""

from certificates.reports.systematisation import blueprint as systematisation_blueprint
from certificates.reports.systematisation import pdf_link
from certificates.reports.views import VIEW, blueprint
from lms.core.access import Role
from lms.core.features import Feature, NavEntry, SlotFill

FEATURE = Feature(
    name="reports",
    blueprints=(blueprint, systematisation_blueprint),
    slots=(
        SlotFill(
            slot="transfer.report",
            template="reports/systematisation_link.html",
            build=pdf_link,
            order=10,
        ),
    ),
    navigation=(
        NavEntry(
            label="Respuestas", endpoint="reports.page", icon="chart", permission=VIEW, order=400
        ),
    ),
    role_permissions={Role.COORDINATOR: (VIEW,)},
)
"""Feature: how many enrolled, left, passed and were certified."""
