"""What the public first page registers."""

from lms.core.features import Feature, NavEntry
from lms.landing.views import blueprint

FEATURE = Feature(
    name="landing",
    blueprints=(blueprint,),
    navigation=(
        NavEntry(label="Ayuda", endpoint="public_site.help_page", icon="info", place="footer"),
        NavEntry(
            label="Datos personales", endpoint="public_site.privacy", icon="lock", place="footer"
        ),
    ),
)
