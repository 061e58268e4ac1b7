"""What people and sign-in register."""

from lms.accounts.commands import user_commands
from lms.accounts.demo import DEMO_STEP
from lms.accounts.reset_links import reset_mail_kind
from lms.accounts.security import start_security
from lms.accounts.views import access_codes, account, passwords, people_acts
from lms.core.access import Role
from lms.core.features import Feature, NavEntry

FEATURE = Feature(
    name="accounts",
    blueprints=(
        access_codes.blueprint,
        passwords.blueprint,
        account.blueprint,
        people_acts.people,
    ),
    job_kinds=(reset_mail_kind(),),
    navigation=(
        NavEntry(
            label="Personas",
            endpoint="people.listing",
            icon="people",
            permission="view_people",
            order=600,
        ),
        NavEntry(
            label="Mi cuenta", endpoint="account.show", icon="person", place="account", order=10
        ),
        NavEntry(
            label="Seguridad de mi cuenta",
            endpoint="account.security",
            icon="lock",
            place="account",
            order=20,
        ),
    ),
    role_permissions={
        Role.ADMINISTRATOR: (
            "view_people",
            "manage_people",
            "merge_people",
            "make_access_codes",
            "make_staff_codes",
            "grant_roles",
        ),
        Role.COORDINATOR: (
            "view_people",
            "manage_people",
            "merge_people",
            "make_access_codes",
            "make_staff_codes",
            "grant_field_roles",
        ),
        Role.LIAISON: ("view_people", "make_access_codes"),
    },
    commands=(user_commands,),
    demo=(DEMO_STEP,),
    start_app=(start_security,),
)
