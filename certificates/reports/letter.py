"""Turns the answers into the letter of one page."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.api import Issuer, LetterDocument, LetterFigure, Signatory
from certificates.reports.queries.answers import Answers
from certificates.reports.words import figures
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom the letter goes and who signs it."""

    name: str
    post: str
    reference_number: str
    """CITE; may be empty."""
    signed_by: str


def answers_letter(
    found: Answers,
    filters: tuple[tuple[str, str], ...],
    addressee: Addressee,
    issuer: Issuer,
    *,
    issued_on: date,
    is_demonstration: bool,
) -> LetterDocument:
    """Return the letter with the figures and the filters that they are restricted to."""
    return LetterDocument(
        issuer=issuer,
        reference_number=addressee.reference_number,
        recipient_name=addressee.name,
        recipient_post=addressee.post,
        subject=_("Personas inscritas, aprobadas y certificadas"),
        paragraphs=(
            _("De mi consideración:"),
            _(
                "En respuesta a su solicitud, informo las cifras de los cursos de la escuela. "
                "Corresponden a %(people)s personas; quien tomó dos cursos cuenta una vez como "
                "persona y dos veces como inscripción.",
                people=f"{found.people:,}".replace(",", "."),
            ),
        ),
        filters=filters or ((_("Alcance"), _("todas las inscripciones")),),
        figures=tuple(
            LetterFigure(
                label=figure.label,
                count=figure.count,
                denominator=figure.whole,
                denominator_label=figure.whole_label,
            )
            for figure in figures(found.total)
        ),
        closing_paragraphs=(
            _("Certificadas son las personas aprobadas que tienen un certificado vigente."),
            _("Saludo a usted con atención."),
        ),
        signatories=(Signatory(name=addressee.signed_by, post=_("Coordinación académica")),),
        issued_on=issued_on,
        is_demonstration=is_demonstration,
    )
