"""Reads the systematisation report of an edition as it is printed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Report
from courses.learning.api import EDITION, edition_is_within
from lms.core.access import Reach


@dataclass(frozen=True, kw_only=True)
class PrintedReport:
    """The report of an edition: title and text of each section, in order."""

    edition_title: str
    sections: tuple[tuple[str, str], ...]
    changed_at: datetime


def find_printed_report(session: Session, reach: Reach, edition_id: UUID) -> PrintedReport | None:
    """Return the report of an edition within a reach, None where there is none."""
    row = session.execute(
        select(Report, EDITION.c.title)
        .join(EDITION, EDITION.c.id == Report.edition_id)
        .where(Report.edition_id == edition_id, edition_is_within(reach))
    ).one_or_none()
    if row is None:
        return None
    report: Report = row.Report
    return PrintedReport(
        edition_title=row.title,
        sections=tuple((section["title"], section["text"]) for section in report.sections),
        changed_at=report.edited_at or report.generated_at,
    )
