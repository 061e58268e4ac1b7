"""Tables of posts of an entity and of the people who held them."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Post(Identified, Base):
    """A post of an entity, and the post above it."""

    __tablename__ = "organizations_post"
    __table_args__ = (
        CheckConstraint(
            "superior_post_id IS NULL OR superior_post_id != id", name="not_above_itself"
        ),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
    )

    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(160))
    superior_post_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations_post.id", ondelete="RESTRICT"), index=True
    )
    starts_on: Mapped[date] = mapped_column()
    ends_on: Mapped[date | None] = mapped_column()


class PostHolding(Identified, Base):
    """A person in a post between two days."""

    __tablename__ = "organizations_post_holding"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),)

    post_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations_post.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    starts_on: Mapped[date] = mapped_column()
    ends_on: Mapped[date | None] = mapped_column()
