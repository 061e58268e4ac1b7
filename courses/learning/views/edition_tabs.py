"""The tab bar of an edition's pages, out of what every feature brings."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, request, url_for
from sqlalchemy.orm import Session

from courses.learning.labels import EDITION_TAGS
from courses.learning.queries.edition_tab import EditionTab
from lms.core.access import Access
from lms.core.features import SlotFill
from lms.core.i18n import lazy_gettext as _l
from lms.core.web.slots import fills

SLOT = "edition.tabs"
TEMPLATE = "learning/tab.html"


@dataclass(frozen=True, kw_only=True)
class ShownTab:
    """A tab as the component shows it."""

    label: str
    url: str
    is_current: bool
    count: int | None


def edition_tabs(edition_id: UUID) -> list[ShownTab]:
    """Return the tabs of an edition for who asks, in order; the longest address that fits is on."""
    found: list[EditionTab] = sorted(
        (fill.content for fill in fills(SLOT, edition_id=edition_id)), key=lambda tab: tab.order
    )
    here = [
        tab.url
        for tab in found
        if request.path == tab.url or request.path.startswith(tab.url + "/")
    ]
    current = max(here, key=len, default=None)
    return [
        ShownTab(label=tab.label, url=tab.url, is_current=tab.url == current, count=tab.count)
        for tab in found
    ]


def own_tabs() -> tuple[SlotFill, ...]:
    """Return the tabs that learning itself brings."""

    def tab(endpoint: str, words: Any, order: int, permission: str) -> SlotFill:
        def build(_session: Session, access: Access, *, edition_id: UUID) -> EditionTab | None:
            if not access.may(permission):
                return None
            return EditionTab(
                label=str(words), url=url_for(endpoint, edition_id=edition_id), order=order
            )

        return SlotFill(slot=SLOT, template=TEMPLATE, build=build, order=order)

    return (
        tab("editions.overview", _l("Resumen"), 10, "view_participants"),
        tab("editions.list_participants", _l("Participantes"), 20, "view_participants"),
        tab("editions.enrol", _l("Inscribir"), 30, "manage_enrolments"),
        tab("editions.dates", _l("Plazos"), 40, "manage_enrolments"),
        tab("editions.trainers", _l("Docentes"), 50, "manage_editions"),
        tab("editions.contents", _l("Contenido"), 60, "view_participants"),
    )


def start_tabs(app: Flask) -> None:
    """Let templates draw the tab bar and the state of an edition."""
    app.jinja_env.globals["edition_tabs"] = edition_tabs
    app.jinja_env.globals["edition_state_tags"] = EDITION_TAGS
