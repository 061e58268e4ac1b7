"""The words with which the gradebook and its acts name states and what is missing."""

from collections.abc import Sequence

from assessments.gradebook.rules.outcome import Outcome
from courses.learning.api import EnrolmentState, Missing, MissingKind
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext


def state_word(state: EnrolmentState) -> str:
    """Return the state of an enrolment in words: aprobada, no aprobada."""
    return {
        EnrolmentState.ENROLLED: _("inscrita"),
        EnrolmentState.IN_PROGRESS: _("en curso"),
        EnrolmentState.RECOVERY: _("en recuperación"),
        EnrolmentState.PASSED: _("aprobada"),
        EnrolmentState.FAILED: _("no aprobada"),
        EnrolmentState.WITHDRAWN: _("retirada"),
        EnrolmentState.DROPPED_OUT: _("abandono"),
    }[state]


def state_kind(state: EnrolmentState) -> str | None:
    """Return the kind of tag that shows a state."""
    return {
        EnrolmentState.PASSED: "ok",
        EnrolmentState.FAILED: "error",
        EnrolmentState.RECOVERY: "warn",
    }.get(state)


def outcome_word(outcome: Outcome) -> str:
    """Return the name of a group of people on the page of the closing."""
    return {
        Outcome.PASSES: _("Aprueban"),
        Outcome.UNFINISHED: _("Sin terminar"),
        Outcome.FAILED: _("No aprobadas"),
        Outcome.LEFT: _("Retiradas o abandono"),
    }[outcome]


def missing_words(missing: Sequence[Missing], *, most: int | None = None) -> str:
    """Return in one line what somebody still lacks to pass; empty when nothing.

    `most` leaves out what comes after so many things, and says how many there are.
    """
    shown = [_missing_word(item) for item in missing[:most]]
    left_out = len(missing) - len(shown)
    if left_out:
        shown.append(
            _("y %(num)s cosas más", num=left_out) if left_out > 1 else _("y una cosa más")
        )
    return "; ".join(shown)


def _missing_word(item: Missing) -> str:
    if item.kind is MissingKind.LESSONS:
        return ngettext("%(num)s lección", "%(num)s lecciones", item.count)
    if item.kind is MissingKind.PLAN:
        return _("enviar el plan")
    words = {
        MissingKind.QUIZ: _("«%(title)s» sin llegar al mínimo", title=item.title),
        MissingKind.ASSIGNMENT_TO_SEND: _("«%(title)s» sin enviar", title=item.title),
        MissingKind.ASSIGNMENT_WAITING: _("«%(title)s» por calificar", title=item.title),
        MissingKind.ASSIGNMENT_BELOW: _("«%(title)s» sin llegar al mínimo", title=item.title),
        MissingKind.ASSIGNMENT_NO_EVIDENCE: _(
            "«%(title)s» con un criterio sin evidencia", title=item.title
        ),
    }
    return words[item.kind]
