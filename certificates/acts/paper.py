"""Turns the content of an act into the document that is drawn."""

from assessments.gradebook.api import ActContent, ActRow
from certificates.documents.api import GradesActDocument, GradesActRow, Issuer, Signatory
from lms.core.i18n import gettext as _


def act_paper(content: ActContent, *, is_demonstration: bool) -> GradesActDocument:
    """Return the document of an act; the same content gives the same bytes."""
    return GradesActDocument(
        issuer=Issuer(name=content.issuer.name, unit=content.issuer.unit, city=content.issuer.city),
        number=content.number,
        rectifies=content.rectifies,
        rectification_reason=content.reason.rstrip("."),
        course_title=content.course_title,
        edition=content.edition,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        rows=tuple(_row(row) for row in content.rows),
        signatories=(
            (Signatory(name=content.made_by, post=_("Coordinación académica")),)
            if content.made_by
            else ()
        ),
        issued_on=content.issued_on,
        is_demonstration=is_demonstration,
    )


def _row(row: ActRow) -> GradesActRow:
    return GradesActRow(
        person_name=row.person_name,
        document_id=row.document_id,
        municipality=row.municipality,
        mark_percent=row.mark_percent,
        state=row.state_word,
        reason=row.reason,
        previous_mark_percent=row.previous_mark_percent,
        previous_state=row.previous_state_word,
    )
