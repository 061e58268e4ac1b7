"""Words of the grading desk."""

from assessments.assignments.queries.queue import QueueRow
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.rules.windows import waiting_days
from lms.core import clock
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext, ngettext

STATE_WORDS = {
    SubmissionState.DRAFT: lazy_gettext("En borrador"),
    SubmissionState.SUBMITTED: lazy_gettext("Por calificar"),
    SubmissionState.GRADED: lazy_gettext("Calificada, sin publicar"),
    SubmissionState.RETURNED: lazy_gettext("Con corrección pedida"),
    SubmissionState.PUBLISHED: lazy_gettext("Publicada"),
}


def waiting_words(row: QueueRow) -> str:
    """Return what the queue says of a submission: Tipuani. Espera desde hace 6 días."""
    return ". ".join(words for words in (row.organization, standing_words(row)) if words)


def standing_words(row: QueueRow) -> str:
    """Return where a submission stands: Espera desde hace 6 días. Con borrador."""
    words: list[str] = []
    if row.state is SubmissionState.SUBMITTED:
        days = waiting_days(row.sent_at, clock.now())
        words.append(
            ngettext("Espera desde hace %(num)s día", "Espera desde hace %(num)s días", days)
            if days
            else _("Llegó hoy")
        )
        if row.has_draft:
            words.append(_("Con borrador"))
    elif row.state is SubmissionState.RETURNED or row.score_percent is None:
        words.append(str(STATE_WORDS[row.state]))
    else:
        words.append(_("%(score)s de 100", score=row.score_percent))
    if row.version_count > 1:
        words.append(_("Entrega %(n)s", n=row.version_count))
    return ". ".join(words)
