"""What issuing registers."""

from certificates.issuing.demo import load_certificates
from certificates.issuing.jobs import JOB_KINDS
from certificates.issuing.permissions import ISSUE, RULES
from certificates.issuing.subscribers import SUBSCRIBERS
from certificates.issuing.views import batches, certificates, edition, register, rules_page
from certificates.issuing.views.blueprint import blueprint
from certificates.issuing.views.slots import (
    course_section,
    declined_section,
    edition_tab,
    home_section,
)
from lms.core.access import Role
from lms.core.features import DemoStep, Feature, NavEntry, SlotFill

VIEWS = (batches, certificates, edition, register, rules_page)
"""The modules whose views the blueprint holds."""

FEATURE = Feature(
    name="issuing",
    blueprints=(blueprint,),
    job_kinds=JOB_KINDS,
    subscribers=SUBSCRIBERS,
    demo=(DemoStep(name="certificates", run=load_certificates, order=80),),
    slots=(
        SlotFill(slot="edition.tabs", template="learning/tab.html", build=edition_tab, order=90),
        SlotFill(slot="learner.home", template="issuing/own.html", build=home_section, order=30),
        SlotFill(
            slot="learner.course", template="issuing/own.html", build=course_section, order=30
        ),
        SlotFill(
            slot="learner.course",
            template="issuing/own_declined.html",
            build=declined_section,
            order=31,
        ),
    ),
    navigation=(
        NavEntry(
            label="Certificados",
            endpoint="issuing.register",
            icon="cert",
            permission=ISSUE,
            order=300,
        ),
        NavEntry(
            label="Ajustes de emisión",
            endpoint="issuing.rules_page",
            icon="cert",
            permission=RULES,
            order=700,
        ),
    ),
    role_permissions={Role.COORDINATOR: (ISSUE,), Role.ADMINISTRATOR: (RULES,)},
)
"""Feature: awards, certificates, folios, their register and their corrections."""
