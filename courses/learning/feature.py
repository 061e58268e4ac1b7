"""What learning registers."""

from courses.learning.content_section import load_course
from courses.learning.demo import load_editions
from courses.learning.queries.library_lessons import library_lessons
from courses.learning.subscribers import SUBSCRIBERS
from courses.learning.views import contents, enrolling, participants  # noqa: F401 - pages
from courses.learning.views.catalogue import blueprint as catalogue
from courses.learning.views.catalogue import landing_section
from courses.learning.views.edition_tabs import own_tabs, start_tabs
from courses.learning.views.editions import blueprint as editions
from courses.learning.views.figures import blueprint as figures
from courses.learning.views.learner import blueprint as learner
from courses.learning.views.municipality import blueprint as municipality
from lms.core.access import Role
from lms.core.features import (
    ActivityKind,
    ContentSection,
    DemoStep,
    Feature,
    Home,
    NavEntry,
    SlotFill,
)
from lms.core.i18n import lazy_gettext as _l

FEATURE = Feature(
    name="learning",
    blueprints=(learner, editions, municipality, catalogue, figures),
    subscribers=SUBSCRIBERS,
    content_sections=(ContentSection(name="learning", load=load_course, order=10),),
    demo=(DemoStep(name="editions", run=load_editions, order=40),),
    activity_kinds=(
        ActivityKind(name="lesson", endpoint="learning.lesson", label=_l("Lección"), icon="book"),
    ),
    slots=(
        *own_tabs(),
        SlotFill(
            slot="landing.sections",
            template="learning/landing_section.html",
            build=landing_section,
            order=20,
        ),
        SlotFill(
            slot="library.entry",
            template="learning/library_lessons.html",
            build=library_lessons,
        ),
    ),
    navigation=(
        NavEntry(
            label=_l("Mi formación"),
            endpoint="learning.home",
            icon="home",
            unless=("view_participants", "manage_jobs"),
            order=10,
        ),
        NavEntry(
            label=_l("Cursos"),
            endpoint="catalogue.courses",
            icon="book",
            unless=("view_participants", "manage_jobs"),
            order=20,
        ),
        NavEntry(
            label=_l("Mi formación"),
            endpoint="learning.home",
            icon="book",
            permission="view_participants",
            place="account",
            order=10,
        ),
        NavEntry(
            label=_l("Mi formación"),
            endpoint="learning.home",
            icon="book",
            permission="manage_jobs",
            unless=("view_participants",),
            place="account",
            order=10,
        ),
        NavEntry(
            label=_l("Ediciones"),
            endpoint="editions.listing",
            icon="people",
            permission="view_participants",
            order=30,
        ),
        NavEntry(
            label=_l("Mi municipio"),
            endpoint="municipality.people",
            icon="pin",
            permission="view_progress",
            order=40,
        ),
        NavEntry(
            label=_l("Cursos"), endpoint="catalogue.courses", icon="book", place="public", order=10
        ),
    ),
    homes=(
        Home(endpoint="editions.listing", permission="manage_editions", order=30),
        Home(endpoint="municipality.people", permission="view_progress", order=60),
        Home(endpoint="learning.home", order=900),
    ),
    role_permissions={
        Role.COORDINATOR: ("manage_editions", "manage_enrolments", "view_participants"),
        Role.TRAINER: ("view_participants",),
        Role.LIAISON: ("view_progress",),
    },
    start_app=(start_tabs,),
)
"""Feature: programmes, courses, editions, enrolments and progress."""
