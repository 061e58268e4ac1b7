"""What verification registers."""

from certificates.verification.views import blueprint, landing_section
from lms.core.features import Feature, NavEntry, SlotFill

FEATURE = Feature(
    name="verification",
    blueprints=(blueprint,),
    slots=(
        SlotFill(
            slot="landing.sections",
            template="verification/landing.html",
            build=landing_section,
            order=10,
        ),
    ),
    navigation=(
        NavEntry(
            label="Verificar",
            endpoint="verification.form",
            icon="search",
            place="public",
            order=50,
        ),
    ),
)
"""Feature: anybody checks a certificate by its code."""
