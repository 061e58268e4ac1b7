"""Loads the entities that the programme's source names; again changes nothing."""

from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.organizations.models import (
    NameKind,
    Organization,
    OrganizationKind,
    OrganizationName,
)
from lms.organizations.services.change_organization import refresh_search_key


def load_shipped(session: Session) -> int:
    """Add each shipped entity that is not there yet; return how many were added.

    One that is there is left alone: the school may have corrected it.
    """
    text = files("lms.organizations").joinpath("shipped/entities.yaml").read_text("utf-8")
    entries: list[dict[str, Any]] = YAML(typ="safe").load(text)["entities"]
    known: dict[str, UUID] = {
        row.code: row.id
        for row in session.execute(
            select(Organization.code, Organization.id).where(Organization.code.is_not(None))
        )
        if row.code
    }
    added = 0
    for entry in entries:
        if entry["code"] not in known:
            known[entry["code"]] = _add(session, entry, known)
            added += 1
    return added


def _add(session: Session, entry: dict[str, Any], known: dict[str, UUID]) -> UUID:
    entity = Organization(
        code=entry["code"],
        kind=OrganizationKind(entry["kind"]),
        name=entry["name"],
        short_name=entry.get("short"),
        department=entry.get("department"),
        parent_id=known[entry["parent"]] if entry.get("parent") else None,
        note=entry.get("note", ""),
    )
    session.add(entity)
    # The names point to the entity's row.
    session.flush()
    for name in entry.get("names", []):
        session.add(
            OrganizationName(
                organization_id=entity.id,
                kind=NameKind.OFFICIAL,
                name=name["name"],
                short_name=name.get("short"),
                valid_from=date(name["from"], 1, 1) if name.get("from") else None,
                valid_to=date(name["to"], 12, 31) if name.get("to") else None,
                note=name.get("note", ""),
            )
        )
    for alias in entry.get("aliases", []):
        session.add(OrganizationName(organization_id=entity.id, kind=NameKind.ALIAS, name=alias))
    refresh_search_key(session, entity)
    return entity.id
