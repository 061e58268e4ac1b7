"""What notices register."""

from lms.core.access import Role
from lms.core.features import Feature, NavEntry
from lms.messages.views import blueprint

FEATURE = Feature(
    name="messages",
    blueprints=(blueprint,),
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
