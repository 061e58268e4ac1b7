"""What competencies register."""

from assessments.competencies import content_section
from assessments.competencies.queries.person_evidence import VIEW, person_competencies
from assessments.competencies.services.follow_merged_person import follow_merged_person
from assessments.competencies.views.edition import blueprint, edition_tab
from lms.core.access import Role
from lms.core.features import ContentSection, Feature, SlotFill, Subscriber
from lms.domain_events import PersonsMerged

FEATURE = Feature(
    name="competencies",
    blueprints=(blueprint,),
    content_sections=(ContentSection(name="competencies", load=content_section.load, order=20),),
    slots=(
        SlotFill(
            slot="person.sections",
            template="competencies/person_section.html",
            build=person_competencies,
            order=40,
        ),
        SlotFill(slot="edition.tabs", template="learning/tab.html", build=edition_tab, order=65),
    ),
    subscribers=(
        Subscriber(
            name="competencies.follow_merged_person",
            event=PersonsMerged,
            handle=follow_merged_person,
        ),
    ),
    role_permissions={Role.COORDINATOR: (VIEW,), Role.TRAINER: (VIEW,)},
)
"""Feature: frameworks of competencies and the ledger of evidence."""
