"""Attempts from beginning to end: drawn, answered, sent once, reported."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import read_layout
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen
from assessments.quizzes.services.change_quiz import QuizSettings, change_quiz
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from assessments.quizzes.services.submit_expired import submit_expired
from courses.learning.api import own_activity_context
from courses.learning.models import ActivityProgress, Edition
from courses.learning.rules.states import ActivityKindName, EditionState
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.errors import ConflictError, DomainError, NotFoundError
from tests.factories.quizzes import RIGHT, essay, every_kind, make_quiz, make_seat, single


def begin(session, seat):
    context = own_activity_context(session, seat.person_id, seat.enrolment_id, seat.activity_id)
    attempt_id = start_attempt(session, seat.actor, context)
    session.commit()
    return attempt_id


def give(session, seat, attempt_id, question_id, fields, *, sequence=None, at=None, flag=False):
    kept = save_answer(
        session,
        seat.person_id,
        attempt_id,
        GivenAnswer(
            question_id=question_id,
            fields=fields,
            is_flagged=flag,
            sequence=sequence,
            claimed_at=at,
        ),
    )
    session.commit()
    return kept


def send(session, seat, attempt_id):
    state = submit_attempt(session, seat.actor, attempt_id)
    session.commit()
    return state


def stored(session, attempt_id, question_id):
    return session.get(Answer, (attempt_id, question_id), populate_existing=True)


def progress(session, seat):
    return session.get(
        ActivityProgress, (seat.enrolment_id, seat.activity_id), populate_existing=True
    )


@pytest.fixture
def quiz(session):
    return make_quiz(session)


@pytest.fixture
def seat(session, quiz):
    return make_seat(session, quiz)


def test_all_right_answers_of_every_kind_give_the_whole_score(session):
    quiz = make_quiz(session, every_kind())
    seat = make_seat(session, quiz)
    attempt_id = begin(session, seat)
    for question_id, fields in zip(quiz.questions, RIGHT, strict=True):
        give(session, seat, attempt_id, question_id, fields)

    assert send(session, seat, attempt_id) is AttemptState.GRADED

    assert session.get_one(Attempt, attempt_id).score_percent == 100
    assert progress(session, seat).score_percent == 100
    assert progress(session, seat).finished_at is not None


def test_an_attempt_draws_of_the_pool_without_repeating(session):
    quiz = make_quiz(session, [single(n) for n in range(20)], draw=10)
    draws = set()
    seat = make_seat(session, quiz)
    for _turn in range(4):
        attempt_id = begin(session, seat)
        layout = read_layout(session.get_one(Attempt, attempt_id).layout)
        ids = [question_id for question_id, _order in layout]
        assert len(set(ids)) == len(ids) == 10
        assert set(ids) <= set(quiz.questions)
        assert all(sorted(order) == [0, 1, 2] for _id, order in layout)
        draws.add(tuple(ids))
        send(session, seat, attempt_id)

    assert len(draws) == 4


def test_beginning_twice_gives_the_same_open_attempt(session, seat):
    first = begin(session, seat)

    assert begin(session, seat) == first
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_attempts_are_refused_beyond_the_limit(session):
    quiz = make_quiz(session, max_attempts=1)
    seat = make_seat(session, quiz)
    send(session, seat, begin(session, seat))

    with pytest.raises(ConflictError, match="todos sus intentos"):
        begin(session, seat)


def test_without_attempts_left_a_quiz_is_held_until_there_is_another(session):
    quiz = make_quiz(session, max_attempts=2)
    seat, other = make_seat(session, quiz), make_seat(session, quiz)

    def limit(most):
        change_quiz(
            session,
            seat.actor,
            quiz.activity_id,
            QuizSettings(
                draw=None,
                time_limit_minutes=None,
                max_attempts=most,
                feedback_when=FeedbackWhen.ATTEMPT,
            ),
        )
        session.commit()
        return progress(session, seat).is_held, progress(session, other).is_held

    send(session, seat, begin(session, seat))
    send(session, other, begin(session, other))
    assert not progress(session, seat).is_held
    last = begin(session, seat)
    assert not progress(session, seat).is_held
    send(session, seat, last)
    assert progress(session, seat).is_held

    assert limit(3) == (False, False)
    assert limit(1) == (True, True)
    assert limit(None) == (False, False)
    begin(session, other)
    assert limit(1) == (True, False)


@pytest.mark.parametrize(
    "over",
    [
        {"ends_on": date(2027, 2, 20)},
        {"state": EditionState.CLOSED},
        {"starts_on": date(2027, 3, 20)},
    ],
)
def test_no_attempt_begins_outside_the_dates(session, quiz, over):
    from tests.factories.learning import make_edition

    seat = make_seat(session, quiz, make_edition(session, quiz.course, **over))

    with pytest.raises(ConflictError, match="no recibe trabajos"):
        begin(session, seat)


def test_sending_twice_is_sending_once(session, seat, quiz):
    attempt_id = begin(session, seat)
    give(session, seat, attempt_id, quiz.questions[0], {"r": ["2"]})
    send(session, seat, attempt_id)
    before = session.get_one(Attempt, attempt_id)
    seen = (before.submitted_at, before.score_percent)
    lines = session.scalar(select(func.count()).select_from(AuditLine))

    clock.advance(timedelta(minutes=3))
    assert send(session, seat, attempt_id) is AttemptState.GRADED

    after = session.get_one(Attempt, attempt_id, populate_existing=True)
    assert (after.submitted_at, after.score_percent) == seen == (seen[0], 25)
    assert session.scalar(select(func.count()).select_from(AuditLine)) == lines


def test_what_was_not_answered_is_stored_as_nothing(session, seat, quiz):
    attempt_id = begin(session, seat)

    send(session, seat, attempt_id)

    rows = session.scalars(select(Answer).where(Answer.attempt_id == attempt_id)).all()
    assert {(row.score, str(row.response)) for row in rows} == {(0.0, "{}")}
    assert len(rows) == 4


def test_the_best_attempt_counts(session, seat, quiz):
    best = begin(session, seat)
    for question_id in quiz.questions:
        give(session, seat, best, question_id, {"r": ["2"]})
    send(session, seat, best)

    send(session, seat, begin(session, seat))

    assert progress(session, seat).score_percent == 100


def test_below_the_mark_the_quiz_is_not_finished(session, seat, quiz):
    attempt_id = begin(session, seat)
    for question_id in quiz.questions[:2]:
        give(session, seat, attempt_id, question_id, {"r": ["2"]})

    send(session, seat, attempt_id)

    assert progress(session, seat).score_percent == 50
    assert progress(session, seat).finished_at is None


def test_a_diagnostic_is_done_without_a_score_that_counts(session):
    quiz = make_quiz(session, kind=ActivityKindName.DIAGNOSTIC)
    seat = make_seat(session, quiz)

    send(session, seat, begin(session, seat))

    assert progress(session, seat).finished_at is not None
    assert progress(session, seat).score_percent is None


def test_an_essay_waits_for_the_trainer(session):
    quiz = make_quiz(session, [single(), essay()])
    seat = make_seat(session, quiz)
    attempt_id = begin(session, seat)
    give(session, seat, attempt_id, quiz.questions[1], {"r": ["En 2019, en Tipuani."]})

    assert send(session, seat, attempt_id) is AttemptState.SUBMITTED

    assert session.get_one(Attempt, attempt_id).score_percent is None
    assert progress(session, seat).is_waiting
    assert progress(session, seat).score_percent is None


def test_an_essay_left_blank_waits_for_nobody(session):
    quiz = make_quiz(session, [single(), essay()])
    seat = make_seat(session, quiz)
    attempt_id = begin(session, seat)
    give(session, seat, attempt_id, quiz.questions[0], {"r": ["2"]})

    assert send(session, seat, attempt_id) is AttemptState.GRADED
    assert session.get_one(Attempt, attempt_id).score_percent == 50


def test_a_closed_edition_takes_no_attempt(session, seat):
    attempt_id = begin(session, seat)
    edition = session.get_one(Edition, seat.edition.id)
    edition.state, edition.closed_at = EditionState.CLOSED, clock.now()
    session.commit()

    with pytest.raises(ConflictError, match="cerrada"):
        submit_attempt(session, seat.actor, attempt_id)


def test_an_older_or_repeated_answer_never_replaces_a_newer_one(session, seat, quiz):
    attempt_id, question_id = begin(session, seat), quiz.questions[0]
    now = clock.now()
    assert give(session, seat, attempt_id, question_id, {"r": ["2"]}, sequence=5, at=now).was_stored

    for sequence, at in ((4, now + timedelta(hours=1)), (5, now), (5, now - timedelta(minutes=1))):
        kept = give(session, seat, attempt_id, question_id, {"r": ["1"]}, sequence=sequence, at=at)
        assert not kept.was_stored
        assert kept.sequence == 5

    assert stored(session, attempt_id, question_id).response == {"chosen": ["2"]}
    assert give(session, seat, attempt_id, question_id, {"r": ["3"]}, sequence=6, at=now).was_stored
    assert stored(session, attempt_id, question_id).response == {"chosen": ["3"]}


def test_a_plain_form_comes_after_all_that_is_stored(session, seat, quiz):
    attempt_id, question_id = begin(session, seat), quiz.questions[0]
    give(session, seat, attempt_id, question_id, {"r": ["1"]}, sequence=8, at=clock.now())

    kept = give(session, seat, attempt_id, question_id, {"r": ["2"]}, flag=True)

    row = stored(session, attempt_id, question_id)
    assert kept.sequence == row.sequence == 9
    assert row.response == {"chosen": ["2"]}
    assert row.is_flagged


def test_an_answer_after_sending_is_kept_for_the_trainer_and_not_counted(session, seat, quiz):
    attempt_id, question_id = begin(session, seat), quiz.questions[0]
    at = clock.now()
    give(session, seat, attempt_id, question_id, {"r": ["1"]}, sequence=1, at=at)
    send(session, seat, attempt_id)

    kept = give(session, seat, attempt_id, question_id, {"r": ["2"]}, sequence=2, at=at)
    again = give(session, seat, attempt_id, question_id, {"r": ["2"]}, sequence=2, at=at)

    row = stored(session, attempt_id, question_id)
    assert (kept.is_late, kept.was_stored) == (True, True)
    assert (again.is_late, again.was_stored) == (True, False)
    assert row.response == {"chosen": ["1"]}
    assert row.late_response == {"chosen": ["2"]}
    assert row.late_claimed_at == at
    assert row.score == 0


def test_the_copy_of_an_answer_that_arrived_in_time_is_not_late(session, seat, quiz):
    attempt_id, question_id = begin(session, seat), quiz.questions[0]
    at = clock.now()
    give(session, seat, attempt_id, question_id, {"r": ["2"]}, sequence=1, at=at)
    send(session, seat, attempt_id)

    kept = give(session, seat, attempt_id, question_id, {"r": ["2"]}, sequence=1, at=at)

    assert (kept.is_late, kept.was_stored) == (False, False)
    assert stored(session, attempt_id, question_id).late_response is None


def test_the_time_limit_is_the_servers_with_a_minute_of_grace(session):
    quiz = make_quiz(session, time_limit_minutes=10)
    seat = make_seat(session, quiz)
    attempt_id = begin(session, seat)
    first, second, third, _fourth = quiz.questions
    claimed = clock.now()

    clock.advance(timedelta(minutes=11))
    in_grace = give(session, seat, attempt_id, first, {"r": ["2"]}, sequence=1, at=claimed)
    clock.advance(timedelta(seconds=1))
    late = give(session, seat, attempt_id, second, {"r": ["2"]}, sequence=1, at=claimed)

    assert not in_grace.is_late
    assert late.is_late
    assert stored(session, attempt_id, second).late_response == {"chosen": ["2"]}
    assert stored(session, attempt_id, second).response == {}
    assert stored(session, attempt_id, third) is None


def test_expired_attempts_are_sent_with_what_was_answered_in_time(session):
    quiz = make_quiz(session, time_limit_minutes=10)
    seat, slow = make_seat(session, quiz), make_seat(session, quiz)
    attempt_id = begin(session, seat)
    give(session, seat, attempt_id, quiz.questions[0], {"r": ["2"]})
    clock.advance(timedelta(minutes=5))
    other = begin(session, slow)
    clock.advance(timedelta(minutes=6, seconds=1))

    for _turn in range(2):
        submit_expired(session, {})
        session.commit()

    assert session.get_one(Attempt, attempt_id, populate_existing=True).score_percent == 25
    assert session.get_one(Attempt, other, populate_existing=True).state is AttemptState.OPEN
    lines = session.scalars(
        select(AuditLine.actor_label).where(AuditLine.action == "quizzes.submit_attempt")
    ).all()
    assert lines == ["sistema"]


def test_after_the_editions_last_day_answers_are_late(session, seat, quiz):
    attempt_id = begin(session, seat)
    clock.advance(timedelta(days=90))

    assert give(session, seat, attempt_id, quiz.questions[0], {"r": ["2"]}).is_late


def test_nobody_touches_another_persons_attempt(session, seat, quiz):
    attempt_id = begin(session, seat)
    stranger = make_seat(session, quiz, seat.edition)

    with pytest.raises(NotFoundError):
        give(session, stranger, attempt_id, quiz.questions[0], {"r": ["2"]})


def test_a_question_that_was_not_drawn_takes_no_answer(session):
    quiz = make_quiz(session, [single(n) for n in range(4)], draw=1)
    seat = make_seat(session, quiz)
    attempt_id = begin(session, seat)
    drawn = read_layout(session.get_one(Attempt, attempt_id).layout)[0][0]
    other = next(q for q in quiz.questions if q != drawn)

    with pytest.raises(NotFoundError):
        give(session, seat, attempt_id, other, {"r": ["2"]})


@pytest.mark.parametrize("sequence", [0, -1, 2**60])
def test_a_senseless_sequence_is_refused(session, seat, quiz, sequence):
    attempt_id = begin(session, seat)

    with pytest.raises(DomainError, match="Actualice"):
        give(session, seat, attempt_id, quiz.questions[0], {"r": ["2"]}, sequence=sequence)
