"""Tables of what changes around a person: posts and authorities."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessments.transfer.rules.states import RequestState, StopKind
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class StopRequest(Identified, Base):
    """Somebody says that a person changed post, or that a commitment no longer applies."""

    __tablename__ = "transfer_stop_request"
    __table_args__ = (
        CheckConstraint("cause != ''", name="cause"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_has_moment"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT"), index=True
    )
    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="RESTRICT"), index=True
    )
    """The milestone at which it was said: the clock stops from here."""
    commitment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_commitment.id", ondelete="RESTRICT"), index=True
    )
    """None: the whole plan."""
    kind: Mapped[StopKind] = mapped_column(state_enum(StopKind, "stop_kind"))
    cause: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(200))
    state: Mapped[RequestState] = mapped_column(
        state_enum(RequestState, "request_state"), default=RequestState.ASKED, index=True
    )
    decided_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    decided_at: Mapped[datetime | None] = mapped_column()
    decision_note: Mapped[str | None] = mapped_column(Text)


class AuthorityChange(Identified, Base):
    """From a day on, a municipality has other authorities: superiors and liaison end.

    Who follows each superior is named person by person; the new liaison may be named here.
    """

    __tablename__ = "transfer_authority_change"
    __table_args__ = (CheckConstraint("reason != ''", name="reason"),)

    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="RESTRICT"), index=True
    )
    from_on: Mapped[date] = mapped_column()
    reason: Mapped[str] = mapped_column(Text)
    new_liaison_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    """Who becomes the liaison on that day; None: nobody was named yet."""
    made_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    applied_at: Mapped[datetime | None] = mapped_column()
    supervisor_count: Mapped[int] = mapped_column(default=0)
    link_count: Mapped[int] = mapped_column(default=0)
