"""Spanish words of states, blocks and missing steps, as the pages of issuing say them."""

from certificates.issuing.rules.duties import DutyConflict
from certificates.issuing.rules.eligibility import Block, BlockKind
from certificates.issuing.rules.states import CertificateState, CorrectionKind
from courses.learning.api import EnrolmentState, Missing, MissingKind
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext


def block_words(block: Block) -> str:
    """Return what keeps a person from the certificate, and how to mend it."""
    words = {
        BlockKind.NOT_PASSED: _("Todavía no aprobó el curso."),
        BlockKind.AWARD_PENDING: _("Se está registrando la aprobación. Actualice en un minuto."),
        BlockKind.NAME_NOT_CONFIRMED: _(
            "No confirmó su nombre. Lo hace en «Mi cuenta», o lo corrige usted en su ficha."
        ),
        BlockKind.MISSING_GLYPHS: _(
            "El nombre tiene signos que no se pueden imprimir: %(glyphs)s Corríjalo en su ficha.",
            glyphs=block.detail,
        ),
        BlockKind.MARK_CHANGED: _(
            "%(reason)s Revise el caso y márquelo como revisado.", reason=block.detail
        ),
        BlockKind.EDITION_NOT_CLOSED: _("La edición no se cerró. Cierre primero el acta de notas."),
        BlockKind.OTHER_CERTIFICATE: _(
            "El certificado %(folio)s de una aprobación anterior sigue vigente. "
            "Decida primero qué pasa con él.",
            folio=block.detail,
        ),
    }
    return words[block.kind]


def missing_words(missing: Missing) -> str:
    """Return one thing that is still missing for the pass."""
    if missing.kind is MissingKind.LESSONS:
        return ngettext("falta 1 lección", "faltan %(num)s lecciones", missing.count)
    title = missing.title
    return {
        MissingKind.QUIZ: _("cuestionario «%(title)s»", title=title),
        MissingKind.ASSIGNMENT_TO_SEND: _("tarea sin enviar: «%(title)s»", title=title),
        MissingKind.ASSIGNMENT_WAITING: _("tarea por calificar: «%(title)s»", title=title),
        MissingKind.ASSIGNMENT_BELOW: _("tarea sin la nota mínima: «%(title)s»", title=title),
        MissingKind.ASSIGNMENT_NO_EVIDENCE: _(
            "tarea con un criterio sin evidencia: «%(title)s»", title=title
        ),
        MissingKind.PLAN: _("plan sin enviar"),
    }[missing.kind]


def enrolment_words(state: EnrolmentState) -> str:
    """Return the state of an enrolment as people say it."""
    return {
        EnrolmentState.ENROLLED: _("Inscrita"),
        EnrolmentState.IN_PROGRESS: _("En curso"),
        EnrolmentState.RECOVERY: _("En recuperación"),
        EnrolmentState.PASSED: _("Aprobada"),
        EnrolmentState.FAILED: _("No aprobada"),
        EnrolmentState.WITHDRAWN: _("Retirada"),
        EnrolmentState.DROPPED_OUT: _("Abandono"),
    }[state]


def certificate_tag(state: CertificateState, *, is_expired: bool) -> tuple[str, str, str]:
    """Return the word, the kind of tag and the icon of a certificate's state."""
    if state is CertificateState.ISSUED:
        expired, valid = (_("Vencido"), "warn", "clock"), (_("Vigente"), "ok", "check")
        return expired if is_expired else valid
    return {
        CertificateState.QUEUED: (_("Por emitir"), "line", "clock"),
        CertificateState.FAILED: (_("Con falla"), "error", "warn"),
        CertificateState.CANCELLED: (_("Anulado"), "line", "cross"),
        CertificateState.REVOKED: (_("Revocado"), "error", "cross"),
        CertificateState.REPLACED: (_("Reemplazado"), "warn", "next"),
    }[state]


def correction_words(kind: CorrectionKind) -> str:
    """Return why a certificate must be looked at again."""
    return {
        CorrectionKind.APPROVAL_WITHDRAWN: _("Se retiró la aprobación del curso"),
        CorrectionKind.GRADES_RECTIFIED: _("Cambió una nota después del acta"),
        CorrectionKind.NAME_CORRECTED: _("Se corrigió el nombre"),
    }[kind]


def duty_words(conflict: DutyConflict) -> str:
    """Return why somebody may not approve a list, and who may."""
    return {
        DutyConflict.TAUGHT: _(
            "Usted es docente de esta edición. Aprueba otra persona de la coordinación."
        ),
        DutyConflict.OWN_CERTIFICATE: _(
            "Su propio certificado está en la lista. Quítelo, o que apruebe otra persona."
        ),
        DutyConflict.PROPOSED_IT: _(
            "Usted propuso esta lista. La aprueba otra persona de la coordinación o la suplencia."
        ),
    }[conflict]
