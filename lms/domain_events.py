"""Every fact that one feature may tell another: the page to read first.

An event carries ids and what must be frozen, never a mapped object. It may gain optional fields;
it never changes one. Publishing: lms.core.events.outbox.publish(session, event). Reacting: a
Subscriber in the feature's FEATURE value.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class PersonsMerged:
    """Two records of one person became one; the absorbed one stays as a signpost."""

    kept_person_id: UUID
    absorbed_person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PrintedNameConfirmed:
    """A person confirmed the name as it will be printed, or it was corrected afterwards."""

    person_id: UUID
    printed_name: str


@dataclass(frozen=True, kw_only=True)
class ParticipantEnrolled:
    """A person was enrolled in an edition of a course, or came back to it."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    returned_at: datetime | None = None
    """When a person who had left was reinstated; None for a first enrolment."""


@dataclass(frozen=True, kw_only=True)
class ParticipantWithdrawn:
    """A person left an edition, with a reason that coordination wrote."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    left_at: datetime | None = None
    """Sets one leaving apart from another after a return; None in what was stored before."""


@dataclass(frozen=True, kw_only=True)
class RecoveryOpened:
    """Somebody who did not pass may work again until a day; the marks are those from before."""

    enrolment_id: UUID
    until: date
    reason: str
    marks_before: tuple[tuple[str, int], ...]
    """Activity id and whole percent, for the activities that had a mark."""
    opened_at: datetime | None = None
    """Sets one recovery apart from another; None in what was stored before."""


@dataclass(frozen=True, kw_only=True)
class RecoveryEnded:
    """A recovery ended without passing: the course stays not passed."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    ended_at: datetime


@dataclass(frozen=True, kw_only=True)
class DatesExtended:
    """A person, a municipality or a whole edition was given more time."""

    extension_id: UUID
    edition_id: UUID
    until: date
    """Last day for work, until 23:59:59 in the edition's zone."""
    enrolment_id: UUID | None = None
    organization_id: UUID | None = None
    """Whom it reaches; both None: everybody in the edition."""


@dataclass(frozen=True, kw_only=True)
class SubmissionReceived:
    """A participant sent an applied task."""

    submission_id: UUID
    enrolment_id: UUID
    activity_id: UUID


@dataclass(frozen=True, kw_only=True)
class CorrectionRequested:
    """A trainer returned an applied task for correction."""

    submission_id: UUID
    enrolment_id: UUID
    person_id: UUID
    activity_title: str
    version_number: int = 1
    """The version that was returned: the same task may be returned more than once."""


@dataclass(frozen=True, kw_only=True)
class GradePublished:
    """A trainer published the grade of an applied task; it may be undone within an hour."""

    submission_id: UUID
    enrolment_id: UUID
    person_id: UUID
    activity_title: str
    score_percent: int
    version_number: int = 1
    lock_number: int = 1
    """Rises when the grade is saved anew: undone and published as it was is the same grade."""


@dataclass(frozen=True, kw_only=True)
class PlanSent:
    """A participant sent the plan to use at work what was learned."""

    plan_id: UUID
    enrolment_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class CoursePassed:
    """Every completion rule of the course became true for an enrolment."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    course_id: UUID
    passed_at: datetime
    passed_on: date
    """The day of passing in the programme's zone."""
    sequence: int = 1
    """Counts passings of the same enrolment: more than 1 only after a rectification."""


@dataclass(frozen=True, kw_only=True)
class CoursePassWithdrawn:
    """A passed course was taken back by a rectification with a reason."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    reason: str
    sequence: int = 1
    """The passing that was taken back, as CoursePassed counts them."""


@dataclass(frozen=True, kw_only=True)
class EditionClosed:
    """Coordination closed an edition; its acta de notas stands."""

    edition_id: UUID
    act_id: UUID


@dataclass(frozen=True, kw_only=True)
class GradesActRectified:
    """A mark changed after the acta: a rectifying acta stands for these enrolments."""

    edition_id: UUID
    act_id: UUID
    enrolment_ids: tuple[UUID, ...]
    newly_passed_ids: tuple[UUID, ...] = ()
    """Those of them that no acta called passed before: it follows their pass, not a later mark."""


@dataclass(frozen=True, kw_only=True)
class CertificateIssued:
    """A certificate was drawn, stored and numbered."""

    certificate_id: UUID
    person_id: UUID
    enrolment_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced:
    """A corrected certificate took the place of another."""

    certificate_id: UUID
    previous_certificate_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked:
    """A certificate lost its validity for a reason on record."""

    certificate_id: UUID
    person_id: UUID
    reason: str
