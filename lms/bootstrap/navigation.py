"""The menu and the landing page of who is asking, out of what the features bring."""

from dataclasses import dataclass

from flask import request, url_for

from lms.core.access import Access
from lms.core.features import installed
from lms.core.web.guards import access

PUBLIC_LANDING = "public_site.home"


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """One entry of the menu, ready to show."""

    label: str
    url: str
    icon: str
    is_current: bool


OPEN_PLACES = ("public", "footer")


def navigation(place: str = "main") -> list[MenuEntry]:
    """Return the entries of a place of the page for who is asking, most used first."""
    asking = access()
    if not asking.is_signed_in and place not in OPEN_PLACES:
        return []
    entries = sorted(
        (e for feature in installed() for e in feature.navigation if e.place == place),
        key=lambda entry: entry.order,
    )
    found = []
    for entry in entries:
        if entry.permission is not None and not asking.may(entry.permission):
            continue
        if any(asking.may(permission) for permission in entry.unless):
            continue
        url = url_for(entry.endpoint)
        found.append(
            MenuEntry(
                label=entry.label,
                url=url,
                icon=entry.icon,
                is_current=request.path == url or request.path.startswith(url + "/"),
            )
        )
    return found


def landing_endpoint(asking: Access) -> str:
    """Return the endpoint where who is asking begins."""
    if not asking.is_signed_in:
        return PUBLIC_LANDING
    homes = sorted(
        (home for feature in installed() for home in feature.homes), key=lambda home: home.order
    )
    for home in homes:
        if home.permission is None or asking.may(home.permission):
            return home.endpoint
    return PUBLIC_LANDING
