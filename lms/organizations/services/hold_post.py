"""Makes posts and puts people into them between days."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.organizations.models import Post, PostHolding
from lms.organizations.rules.periods import Period, clashes


def create_post(
    session: Session,
    actor: Actor,
    *,
    organization_id: UUID,
    title: str,
    superior_post_id: UUID | None,
    starts_on: date,
) -> UUID:
    """Create a post below another (or below none) and return its id."""
    if superior_post_id is not None and session.get(Post, superior_post_id) is None:
        raise DomainError(_("Elija el puesto superior de la lista."), field="superior_post_id")
    post = Post(
        organization_id=organization_id,
        title=title,
        superior_post_id=superior_post_id,
        starts_on=starts_on,
    )
    session.add(post)
    # The audit line names the post's id.
    session.flush()
    record_change(
        session,
        actor,
        action="organizations.create_post",
        object_kind="post",
        object_id=post.id,
        after={"title": title, "superior_post_id": superior_post_id},
    )
    return post.id


def hold_post(
    session: Session,
    actor: Actor,
    *,
    post_id: UUID,
    person_id: UUID,
    starts_on: date,
    ends_on: date | None = None,
) -> UUID:
    """Put a person into a post; refuses days on which another person holds it."""
    if ends_on is not None and ends_on < starts_on:
        raise DomainError(_("El último día debe ser posterior al primero."), field="ends_on")
    session.get_one(Post, post_id, with_for_update=True)
    others = session.scalars(select(PostHolding).where(PostHolding.post_id == post_id)).all()
    wanted = Period(starts_on=starts_on, ends_on=ends_on)
    taken = [Period(starts_on=item.starts_on, ends_on=item.ends_on) for item in others]
    if clashes(wanted, taken):
        raise ConflictError(
            _("Otra persona ocupa ese puesto en esas fechas. Termine primero su periodo."),
            code="post_taken",
            field="starts_on",
        )
    holding = PostHolding(
        post_id=post_id, person_id=person_id, starts_on=starts_on, ends_on=ends_on
    )
    session.add(holding)
    # The audit line names the holding's id.
    session.flush()
    record_change(
        session,
        actor,
        action="organizations.hold_post",
        object_kind="post",
        object_id=post_id,
        after={"person_id": person_id, "starts_on": starts_on, "ends_on": ends_on},
    )
    return holding.id


def leave_post(session: Session, actor: Actor, holding_id: UUID, *, on: date) -> None:
    """End a person's time in a post on a day; again changes nothing."""
    holding = session.get_one(PostHolding, holding_id, with_for_update=True)
    if holding.ends_on is not None and holding.ends_on <= on:
        return
    if on < holding.starts_on:
        raise DomainError(_("El último día debe ser posterior al primero."), field="on")
    before = holding.ends_on
    holding.ends_on = on
    record_change(
        session,
        actor,
        action="organizations.leave_post",
        object_kind="post",
        object_id=holding.post_id,
        before={"ends_on": before},
        after={"person_id": holding.person_id, "ends_on": on},
    )
