"""Reads entities for lists, choices and their own page."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.pagination import PAGE_SIZE, Page
from lms.organizations.models import (
    NameKind,
    Organization,
    OrganizationKind,
    OrganizationName,
    Post,
    PostHolding,
)


@dataclass(frozen=True, kw_only=True)
class OrganizationRow:
    """One entity in a list."""

    id: UUID
    name: str
    short_name: str | None
    kind: OrganizationKind
    department: str | None
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class NameRow:
    """One name of an entity and when it held."""

    name: str
    short_name: str | None
    kind: NameKind
    valid_from: date | None
    valid_to: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """One post, who holds it today, and the post above."""

    id: UUID
    title: str
    superior_title: str | None
    holder_person_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class OrganizationCard:
    """Everything that an entity's page shows."""

    row: OrganizationRow
    parent: OrganizationRow | None
    units: tuple[OrganizationRow, ...]
    names: tuple[NameRow, ...]
    posts: tuple[PostRow, ...]
    note: str


def fold(text: str) -> str:
    """Return a text without accents, capitals or signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(x if x.isalnum() else " " for x in letters).split())


def organization_list(
    session: Session, *, words: str = "", kind: OrganizationKind | None = None, number: int = 1
) -> Page[OrganizationRow]:
    """Return entities by name; words are sought in old names and aliases too, accents forgiven."""
    where: list[ColumnElement[bool]] = [
        Organization.search_key.contains(word, autoescape=True) for word in fold(words).split()
    ]
    if kind is not None:
        where.append(Organization.kind == kind)
    total = session.scalar(select(func.count()).select_from(Organization).where(*where)) or 0
    found = session.scalars(
        select(Organization)
        .where(*where)
        .order_by(Organization.name, Organization.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=[_row(item) for item in found], number=number, total=total)


def organization_choices(session: Session, *kinds: OrganizationKind) -> list[tuple[UUID, str]]:
    """Return open entities of some kinds (all when none is named) as id and name, by name."""
    query = select(Organization.id, Organization.name).where(
        (Organization.closed_on.is_(None)) | (Organization.closed_on > clock.today())
    )
    if kinds:
        query = query.where(Organization.kind.in_(kinds))
    rows = session.execute(query.order_by(Organization.name, Organization.id))
    return [(row.id, row.name) for row in rows]


def find_organization(session: Session, typed: str) -> UUID | None:
    """Return the entity that people call so (name, short name, old name or alias), if only one."""
    folded = fold(typed)
    if not folded:
        return None
    found: set[UUID] = set()
    for item in session.execute(
        select(Organization.id, Organization.name, Organization.short_name)
    ):
        if folded in (fold(item.name), fold(item.short_name or "")):
            found.add(item.id)
    if not found:
        names = session.execute(
            select(
                OrganizationName.organization_id, OrganizationName.name, OrganizationName.short_name
            )
        )
        found = {
            item.organization_id
            for item in names
            if folded in (fold(item.name), fold(item.short_name or ""))
        }
    return found.pop() if len(found) == 1 else None


def organization_card(session: Session, organization_id: UUID) -> OrganizationCard:
    """Return an entity with its names, units and posts; raises NotFoundError."""
    entity = session.get(Organization, organization_id)
    if entity is None:
        raise NotFoundError(_("No encontramos esa entidad."))
    parent = session.get(Organization, entity.parent_id) if entity.parent_id else None
    units = session.scalars(
        select(Organization)
        .where(Organization.parent_id == entity.id)
        .order_by(Organization.name, Organization.id)
    )
    return OrganizationCard(
        row=_row(entity),
        parent=_row(parent) if parent else None,
        units=tuple(_row(unit) for unit in units),
        names=_names(session, entity.id),
        posts=_posts(session, entity.id),
        note=entity.note,
    )


def name_at(session: Session, organization_id: UUID, day: date) -> str:
    """Return the official name that an entity had on a day; today's name where none is recorded."""
    found = session.scalars(
        select(OrganizationName.name)
        .where(
            OrganizationName.organization_id == organization_id,
            OrganizationName.kind == NameKind.OFFICIAL,
            (OrganizationName.valid_from.is_(None)) | (OrganizationName.valid_from <= day),
            (OrganizationName.valid_to.is_(None)) | (OrganizationName.valid_to >= day),
        )
        .order_by(OrganizationName.valid_from.desc(), OrganizationName.id)
        .limit(1)
    ).first()
    return found or session.get_one(Organization, organization_id).name


def superior_of(session: Session, person_id: UUID, day: date) -> UUID | None:
    """Return who held the post above a person's post on a day; None when nobody is on record."""
    own = _held(person_id, day).subquery()
    return session.scalars(
        select(PostHolding.person_id)
        .join(own, own.c.superior_post_id == PostHolding.post_id)
        .where(
            PostHolding.starts_on <= day,
            (PostHolding.ends_on.is_(None)) | (PostHolding.ends_on >= day),
        )
        .order_by(PostHolding.starts_on.desc(), PostHolding.id)
        .limit(1)
    ).first()


def _held(person_id: UUID, day: date) -> Select[UUID | None]:
    return (
        select(Post.superior_post_id)
        .join(PostHolding, PostHolding.post_id == Post.id)
        .where(
            PostHolding.person_id == person_id,
            PostHolding.starts_on <= day,
            (PostHolding.ends_on.is_(None)) | (PostHolding.ends_on >= day),
        )
        .order_by(PostHolding.starts_on.desc(), PostHolding.id)
        .limit(1)
    )


def _row(entity: Organization) -> OrganizationRow:
    return OrganizationRow(
        id=entity.id,
        name=entity.name,
        short_name=entity.short_name,
        kind=entity.kind,
        department=entity.department,
        is_closed=entity.closed_on is not None and entity.closed_on <= clock.today(),
    )


def _names(session: Session, organization_id: UUID) -> tuple[NameRow, ...]:
    names = session.scalars(
        select(OrganizationName)
        .where(OrganizationName.organization_id == organization_id)
        .order_by(OrganizationName.kind.desc(), OrganizationName.valid_from, OrganizationName.id)
    )
    return tuple(
        NameRow(
            name=item.name,
            short_name=item.short_name,
            kind=item.kind,
            valid_from=item.valid_from,
            valid_to=item.valid_to,
            note=item.note,
        )
        for item in names
    )


def _posts(session: Session, organization_id: UUID) -> tuple[PostRow, ...]:
    today = clock.today()
    posts = session.scalars(
        select(Post).where(Post.organization_id == organization_id).order_by(Post.title, Post.id)
    ).all()
    titles = {post.id: post.title for post in posts}
    holders = {
        item.post_id: item.person_id
        for item in session.scalars(
            select(PostHolding)
            .where(
                PostHolding.post_id.in_(titles),
                PostHolding.starts_on <= today,
                (PostHolding.ends_on.is_(None)) | (PostHolding.ends_on >= today),
            )
            .order_by(PostHolding.starts_on, PostHolding.id)
        )
    }
    return tuple(
        PostRow(
            id=post.id,
            title=post.title,
            superior_title=titles.get(post.superior_post_id) if post.superior_post_id else None,
            holder_person_id=holders.get(post.id),
        )
        for post in posts
    )
