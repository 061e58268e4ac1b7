"""Changes who signs, above how many rows a second person approves, and who stands in."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from certificates.documents.api import find_missing_glyphs
from certificates.issuing.models import IssuingSetting
from certificates.issuing.models.setting import SCHOOL
from certificates.issuing.queries.issuing_rules import IssuingRules, issuing_rules
from certificates.issuing.rules.snapshot import SignatoryWords
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _

SETTINGS_ID = UUID("00000000-0000-7000-8000-000000000070")
"""The id under which the audit keeps the only row of the settings."""
MOST_SIGNATORIES = 3


@dataclass(frozen=True, kw_only=True)
class ApprovalRules:
    """What decides how a list is approved."""

    rows_without_second_person: int
    requires_closed_edition: bool
    validity_months: int | None
    stand_in_person_id: UUID | None
    stand_in_from: date | None
    stand_in_until: date | None


def change_signatories(
    session: Session, actor: Actor, signatories: tuple[SignatoryWords, ...]
) -> None:
    """Write who signs by hand, in order; certificates already approved keep theirs."""
    if not 1 <= len(signatories) <= MOST_SIGNATORIES:
        raise DomainError(_("Escriba de una a tres personas que firman."), code="signatories")
    for who in signatories:
        missing = find_missing_glyphs(who.name + who.post)
        if missing:
            raise DomainError(
                _("No se puede imprimir: %(glyphs)s", glyphs=" ".join(missing)),
                code="missing_glyph",
            )
    row = _row(session)
    before = row.signatories
    row.signatories = [asdict(who) for who in signatories]
    _record(
        session,
        actor,
        before={"signatories": _flat(before)},
        after={"signatories": _flat(row.signatories)},
    )


def change_approval_rules(session: Session, actor: Actor, values: ApprovalRules) -> None:
    """Write how lists are approved; raises DomainError beside the field that is wrong."""
    _check(values)
    row = _row(session)
    changed = {name: value for name, value in asdict(values).items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        _record(session, actor, before=before, after=changed)


def _check(values: ApprovalRules) -> None:
    if values.rows_without_second_person < 1:
        raise DomainError(_("Escriba 1 o más."), field="rows_without_second_person")
    if values.validity_months is not None and values.validity_months < 1:
        raise DomainError(_("Escriba 1 mes o más, o deje vacío."), field="validity_months")
    dates = (values.stand_in_from, values.stand_in_until)
    if values.stand_in_person_id is None:
        if any(dates):
            raise DomainError(_("Elija también quién suple."), field="stand_in")
        return
    if values.stand_in_from is None or values.stand_in_until is None:
        raise DomainError(
            _("Escriba desde y hasta cuándo suple esa persona."), field="stand_in_from"
        )
    if values.stand_in_until < values.stand_in_from:
        raise DomainError(
            _("El último día no puede ser anterior al primero."), field="stand_in_until"
        )


def _row(session: Session) -> IssuingSetting:
    row = session.get(IssuingSetting, SCHOOL, with_for_update=True)
    if row is None:
        standard: IssuingRules = issuing_rules(session)
        row = IssuingSetting(
            key=SCHOOL,
            signatories=[],
            rows_without_second_person=standard.rows_without_second_person,
            requires_closed_edition=standard.requires_closed_edition,
        )
        session.add(row)
        session.flush()
    return row


def _record(
    session: Session, actor: Actor, *, before: dict[str, object], after: dict[str, object]
) -> None:
    record_change(
        session,
        actor,
        action="issuing.change_rules",
        object_kind="issuing_rules",
        object_id=SETTINGS_ID,
        before=before,
        after=after,
    )


def _flat(signatories: list[dict[str, str]]) -> list[str]:
    return [f"{who['name']}, {who['post']}" for who in signatories]
