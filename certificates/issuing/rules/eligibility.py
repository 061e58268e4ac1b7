"""Who can be certified now, and what keeps the others from it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from certificates.issuing.rules.states import AwardState, CertificateState


class Position(StrEnum):
    """Where a participant stands on the way to the certificate."""

    READY = "ready"
    BLOCKED = "blocked"
    PROPOSED = "proposed"
    QUEUED = "queued"
    FAILED = "failed"
    ISSUED = "issued"
    ENDED = "ended"
    """Declined, or the last certificate was revoked."""


class BlockKind(StrEnum):
    """What keeps a participant from being certified."""

    NOT_PASSED = "not_passed"
    AWARD_PENDING = "award_pending"
    NAME_NOT_CONFIRMED = "name_not_confirmed"
    MISSING_GLYPHS = "missing_glyphs"
    MARK_CHANGED = "mark_changed"
    EDITION_NOT_CLOSED = "edition_not_closed"
    OTHER_CERTIFICATE = "other_certificate"


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing to mend; `detail` names letters, an acta or a folio."""

    kind: BlockKind
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class CandidateFacts:
    """What is known of one participant of an edition."""

    is_passed: bool
    is_name_confirmed: bool
    missing_glyphs: tuple[str, ...] = ()
    award_state: AwardState | None = None
    """Of the newest award; None: there is none yet."""
    is_award_current: bool = True
    """The award belongs to the newest passing."""
    is_proposed: bool = False
    review_reason: str | None = None
    certificate_state: CertificateState | None = None
    """Of the newest certificate of that award."""
    other_live_folio: str | None = None
    """A certificate of an earlier passing that is still valid."""
    is_edition_closed: bool = False
    must_be_closed: bool = False


def position_of(facts: CandidateFacts) -> tuple[Position, tuple[Block, ...]]:
    """Return where a participant stands, and what to mend when it is BLOCKED."""
    if facts.certificate_state in _BY_CERTIFICATE and facts.is_award_current:
        return _BY_CERTIFICATE[facts.certificate_state], ()
    if facts.award_state is AwardState.DECLINED and facts.is_award_current:
        return Position.ENDED, ()
    if facts.is_proposed:
        return Position.PROPOSED, ()
    blocks = tuple(_blocks(facts))
    return (Position.BLOCKED, blocks) if blocks else (Position.READY, ())


_BY_CERTIFICATE: dict[CertificateState | None, Position] = {
    CertificateState.QUEUED: Position.QUEUED,
    CertificateState.FAILED: Position.FAILED,
    CertificateState.ISSUED: Position.ISSUED,
    CertificateState.REVOKED: Position.ENDED,
}


def _blocks(facts: CandidateFacts) -> list[Block]:
    if not facts.is_passed:
        return [Block(kind=BlockKind.NOT_PASSED)]
    if facts.award_state is None or not facts.is_award_current:
        return [Block(kind=BlockKind.AWARD_PENDING)]
    found = []
    if facts.other_live_folio:
        found.append(Block(kind=BlockKind.OTHER_CERTIFICATE, detail=facts.other_live_folio))
    if not facts.is_name_confirmed:
        found.append(Block(kind=BlockKind.NAME_NOT_CONFIRMED))
    if facts.missing_glyphs:
        found.append(Block(kind=BlockKind.MISSING_GLYPHS, detail=" ".join(facts.missing_glyphs)))
    if facts.review_reason:
        found.append(Block(kind=BlockKind.MARK_CHANGED, detail=facts.review_reason))
    if facts.must_be_closed and not facts.is_edition_closed:
        found.append(Block(kind=BlockKind.EDITION_NOT_CLOSED))
    return found


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """Somebody who may give the second approval between two days, both included."""

    is_same_person: bool
    starts_on: date
    ends_on: date

    def may_approve(self, today: date) -> bool:
        """Tell whether who asks is the stand-in of that day."""
        return self.is_same_person and self.starts_on <= today <= self.ends_on
