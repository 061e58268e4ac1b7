"""The table of the issuer's rules: one row for the school."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing

SCHOOL = "school"
"""The key of the only row."""


class IssuingSetting(Changing, Base):
    """Who signs, above how many rows a second person approves, and who stands in."""

    __tablename__ = "issuing_settings"
    __table_args__ = (
        CheckConstraint("rows_without_second_person > 0", name="rows"),
        CheckConstraint("validity_months IS NULL OR validity_months > 0", name="validity"),
        CheckConstraint(
            "(stand_in_person_id IS NULL) = (stand_in_from IS NULL) "
            "AND (stand_in_from IS NULL) = (stand_in_until IS NULL)",
            name="stand_in_whole",
        ),
        CheckConstraint(
            "stand_in_until IS NULL OR stand_in_until >= stand_in_from", name="stand_in_dates"
        ),
    )

    key: Mapped[str] = mapped_column(String(20), primary_key=True, default=SCHOOL)
    signatories: Mapped[list[Any]] = mapped_column()
    """[{"name": ..., "post": ...}], in the order in which they sign."""
    rows_without_second_person: Mapped[int] = mapped_column()
    """A list of more people than this needs a second person."""
    requires_closed_edition: Mapped[bool] = mapped_column()
    validity_months: Mapped[int | None] = mapped_column()
    """None: certificates do not expire."""
    stand_in_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    stand_in_from: Mapped[date | None] = mapped_column()
    stand_in_until: Mapped[date | None] = mapped_column()
