"""Reads the issuer's rules; before anybody wrote them, the careful ones hold."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from certificates.issuing.models import IssuingSetting
from certificates.issuing.models.setting import SCHOOL
from certificates.issuing.rules.eligibility import StandIn
from certificates.issuing.rules.snapshot import SignatoryWords

ROWS_WITHOUT_SECOND_PERSON = 20


@dataclass(frozen=True, kw_only=True)
class IssuingRules:
    """Who signs, who approves, until when certificates hold."""

    signatories: tuple[SignatoryWords, ...] = ()
    rows_without_second_person: int = ROWS_WITHOUT_SECOND_PERSON
    requires_closed_edition: bool = True
    validity_months: int | None = None
    stand_in_person_id: UUID | None = None
    stand_in_from: date | None = None
    stand_in_until: date | None = None

    def is_stand_in(self, person_id: UUID | None, today: date) -> bool:
        """Tell whether a person may give the second approval on a day as the stand-in."""
        if person_id is None or self.stand_in_from is None or self.stand_in_until is None:
            return False
        return StandIn(
            is_same_person=person_id == self.stand_in_person_id,
            starts_on=self.stand_in_from,
            ends_on=self.stand_in_until,
        ).may_approve(today)


def issuing_rules(session: Session) -> IssuingRules:
    """Return the rules that hold now."""
    row = session.get(IssuingSetting, SCHOOL)
    if row is None:
        return IssuingRules()
    return IssuingRules(
        signatories=tuple(SignatoryWords(**one) for one in row.signatories),
        rows_without_second_person=row.rows_without_second_person,
        requires_closed_edition=row.requires_closed_edition,
        validity_months=row.validity_months,
        stand_in_person_id=row.stand_in_person_id,
        stand_in_from=row.stand_in_from,
        stand_in_until=row.stand_in_until,
    )
