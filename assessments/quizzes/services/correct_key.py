"""Corrects a wrong key and scores anew every attempt that it touched, in one audited act."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from assessments.questions.api import BankQuestion, Body, change_key, right_in_words
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.correction_effect import Correction, correction
from assessments.quizzes.queries.start_page import QuizFacts
from assessments.quizzes.rules.correction import Effect, Rescored, kept_percent
from assessments.quizzes.services.settle_attempt import report_best
from assessments.quizzes.services.tell_participants import tell_rescored
from lms.audit.api import record_change
from lms.core.access import Actor, Reach
from lms.core.errors import NotAllowedError
from lms.core.i18n import ngettext


def correct_key(
    session: Session,
    actor: Actor,
    question: BankQuestion,
    body: Body,
    *,
    quiz: QuizFacts,
    reach: Reach,
    lowers: bool,
    reason: str,
) -> Effect:
    """Give a question another key and return the effect.

    A score that the new key lowers keeps its old value unless `lowers` was chosen; a course that
    was passed stays passed in either case. Raises ConflictError when the key was corrected since
    `question` was read, NotAllowedError where other people's editions are touched.
    """
    revision = change_key(
        session, actor, question.id, body, from_revision=question.revision, reason=reason
    )
    found = correction(session, reach, question, body, quiz.pass_percent)
    refuse_foreign(found)
    _store_scores(session, question.id, found, revision)
    _store_percents(session, found, lowers=lowers)
    record_change(
        session,
        actor,
        action="quizzes.correct_key",
        object_kind="question",
        object_id=question.id,
        before={"key": list(right_in_words(question.body)), "revision": question.revision},
        after={
            "key": list(right_in_words(body)),
            "revision": revision,
            "attempts": found.effect.attempts,
            "raised": found.effect.raised,
            "lowered": found.effect.lowered,
            "lowers": lowers,
        },
        reason=reason,
    )
    moved = _moved(found, lowers=lowers)
    for enrolment_id in moved:
        report_best(
            session,
            actor,
            enrolment_id,
            quiz.activity_id,
            pass_percent=quiz.pass_percent if quiz.has_mark else None,
            replaces=lowers,
        )
    tell_rescored(session, quiz.activity_id, moved, question_id=question.id, revision=revision)
    return found.effect


def refuse_foreign(found: Correction) -> None:
    """Raise NotAllowedError when the correction would touch editions of others."""
    if not found.foreign_editions:
        return
    raise NotAllowedError(
        ngettext(
            "Otra edición ya respondió esta pregunta. Pida la corrección a la coordinación.",
            "Otras %(num)s ediciones ya respondieron esta pregunta. "
            "Pida la corrección a la coordinación.",
            found.foreign_editions,
        ),
        code="other_editions",
    )


def _store_scores(session: Session, question_id: UUID, found: Correction, revision: int) -> None:
    if not found.scores:
        return
    session.execute(
        update(Answer),
        [
            {
                "attempt_id": attempt_id,
                "question_id": question_id,
                "score": score,
                "scored_revision": revision,
            }
            for attempt_id, score in found.scores.items()
        ],
    )


def _store_percents(session: Session, found: Correction, *, lowers: bool) -> None:
    changed = [attempt for attempt in found.rescored if attempt.before != attempt.after]
    if not changed:
        return
    session.execute(
        update(Attempt),
        [
            {
                "id": attempt.attempt_id,
                "score_percent": kept_percent(attempt, lowers=lowers),
                "corrected_percent": _below(attempt, lowers=lowers),
            }
            for attempt in changed
        ],
    )


def _below(attempt: Rescored, *, lowers: bool) -> int | None:
    return attempt.after if attempt.after < kept_percent(attempt, lowers=lowers) else None


def _moved(found: Correction, *, lowers: bool) -> list[UUID]:
    moved = dict.fromkeys(
        attempt.enrolment_id
        for attempt in found.rescored
        if kept_percent(attempt, lowers=lowers) != attempt.before
    )
    # In one order for all, so that two corrections at once cannot wait for each other.
    return sorted(moved)
