"""What entities register."""

from lms.core.access import Role
from lms.core.features import DemoStep, Feature, NavEntry
from lms.organizations.commands import entities
from lms.organizations.demo import load_entities
from lms.organizations.views import blueprint

_STAFF = ("view_organizations",)

FEATURE = Feature(
    name="organizations",
    blueprints=(blueprint,),
    commands=(entities,),
    demo=(DemoStep(name="organizations", run=load_entities, order=5),),
    navigation=(
        NavEntry(
            label="Entidades",
            endpoint="organizations.index",
            icon="pin",
            permission="view_organizations",
            order=600,
        ),
    ),
    role_permissions={
        Role.COORDINATOR: ("view_organizations", "manage_organizations"),
        Role.ADMINISTRATOR: ("view_organizations", "manage_organizations"),
        Role.COOPERATION: _STAFF,
    },
)
