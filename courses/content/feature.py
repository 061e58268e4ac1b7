"""What content registers."""

from courses.content.commands import content
from courses.content.demo import load_shipped_programme
from courses.content.views.library import blueprint as library
from courses.content.views.validity import start_validity
from lms.core.features import DemoStep, Feature, NavEntry

FEATURE = Feature(
    name="content",
    blueprints=(library,),
    navigation=(
        NavEntry(
            label="Biblioteca", endpoint="library.search", icon="book", place="public", order=300
        ),
        NavEntry(
            label="Biblioteca",
            endpoint="library.search",
            icon="search",
            unless=("view_participants", "manage_jobs"),
            order=25,
        ),
        NavEntry(
            label="Biblioteca", endpoint="library.search", icon="book", place="footer", order=50
        ),
    ),
    commands=(content,),
    demo=(DemoStep(name="shipped_programme", run=load_shipped_programme, order=20),),
    start_app=(start_validity,),
)
"""Feature: the programme as files, its checker and loader, and the library."""
