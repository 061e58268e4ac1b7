"""What trainers and coordination do to attempts: grade, decide, correct, extend, set."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.questions.api import from_stored, get_question, with_key
from assessments.questions.models import PastKey, Question
from assessments.quizzes.models import Answer, Attempt, Quiz
from assessments.quizzes.queries.correction_effect import correction
from assessments.quizzes.queries.own_attempt import attempt_facts
from assessments.quizzes.queries.start_page import quiz_facts
from assessments.quizzes.queries.waiting_answers import waiting_answers
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen, LateDecision
from assessments.quizzes.services.change_quiz import QuizSettings, change_quiz
from assessments.quizzes.services.correct_key import correct_key
from assessments.quizzes.services.decide_late_answer import decide_late_answer
from assessments.quizzes.services.extend_attempt import extend_attempt
from assessments.quizzes.services.grade_essay import grade_essay
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from courses.learning.api import own_activity_context
from courses.learning.models import ActivityProgress, Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import Actor, Reach, Scope
from lms.core.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from tests.factories.learning import make_edition
from tests.factories.quizzes import essay, make_quiz, make_seat, single
from tests.support.notices import told

TRAINER = Actor(label="Docente")
EVERYWHERE = Reach(everything=True)


def play(session, seat, answers, *, send=True):
    """Do an attempt; `answers` maps question ids to fields."""
    context = own_activity_context(session, seat.person_id, seat.enrolment_id, seat.activity_id)
    attempt_id = start_attempt(session, seat.actor, context)
    for question_id, fields in answers.items():
        give(session, seat, attempt_id, question_id, fields)
    if send:
        submit_attempt(session, seat.actor, attempt_id)
    session.commit()
    return attempt_id


def give(session, seat, attempt_id, question_id, fields):
    given = GivenAnswer(question_id=question_id, fields=fields, is_flagged=False, sequence=None)
    save_answer(session, seat.person_id, attempt_id, given)
    session.commit()


def percent(session, attempt_id):
    return session.get_one(Attempt, attempt_id, populate_existing=True).score_percent


def progress(session, seat):
    return session.get(
        ActivityProgress, (seat.enrolment_id, seat.activity_id), populate_existing=True
    )


def close(session, seat):
    edition = session.get_one(Edition, seat.edition.id)
    edition.state, edition.closed_at = EditionState.CLOSED, clock.now()
    session.commit()


class TestEssays:
    @pytest.fixture
    def quiz(self, session):
        return make_quiz(session, [single(), essay()])

    @pytest.fixture
    def seat(self, session, quiz):
        return make_seat(session, quiz)

    @pytest.fixture
    def attempt_id(self, session, quiz, seat):
        return play(
            session, seat, {quiz.questions[0]: {"r": ["2"]}, quiz.questions[1]: {"r": ["Sí."]}}
        )

    def grade(self, session, attempt_id, question_id, value):
        facts = attempt_facts(session, attempt_id)
        grade_essay(session, TRAINER, facts, question_id, percent=value, comment="Le falta fecha.")
        session.commit()

    def test_the_last_essay_gives_the_attempt_its_score(self, session, quiz, seat, attempt_id):
        self.grade(session, attempt_id, quiz.questions[1], 50)

        assert session.get_one(Attempt, attempt_id).state is AttemptState.GRADED
        assert percent(session, attempt_id) == 75
        assert (progress(session, seat).score_percent, progress(session, seat).is_waiting) == (
            75,
            False,
        )

    def test_the_participant_is_told_once_that_the_result_is_there(
        self, session, quiz, seat, attempt_id
    ):
        self.grade(session, attempt_id, quiz.questions[1], 50)
        self.grade(session, attempt_id, quiz.questions[1], 60)

        [one] = told(seat.person_id)

        assert (one.title, one.path) == ("Ya tiene su resultado", seat.url)
        assert "Le falta fecha" not in one.text

    def test_a_grade_may_be_mended_also_downwards(self, session, quiz, seat, attempt_id):
        self.grade(session, attempt_id, quiz.questions[1], 100)
        self.grade(session, attempt_id, quiz.questions[1], 0)

        assert percent(session, attempt_id) == progress(session, seat).score_percent == 50
        assert progress(session, seat).finished_at is not None

    def test_only_essays_of_sent_attempts_are_graded(self, session, quiz, seat, attempt_id):
        with pytest.raises(NotFoundError):
            self.grade(session, attempt_id, quiz.questions[0], 100)
        still_open = play(session, seat, {quiz.questions[1]: {"r": ["x"]}}, send=False)
        with pytest.raises(ConflictError, match="todavía no se entregó"):
            self.grade(session, still_open, quiz.questions[1], 100)

    def test_a_closed_edition_takes_no_grade(self, session, quiz, seat, attempt_id):
        close(session, seat)

        with pytest.raises(ConflictError, match="acta"):
            self.grade(session, attempt_id, quiz.questions[1], 100)


class TestLateAnswers:
    @pytest.fixture
    def quiz(self, session):
        return make_quiz(session, [single(1), single(2)])

    @pytest.fixture
    def seat(self, session, quiz):
        return make_seat(session, quiz)

    @pytest.fixture
    def attempt_id(self, session, quiz, seat):
        attempt_id = play(session, seat, {quiz.questions[0]: {"r": ["2"]}})
        give(session, seat, attempt_id, quiz.questions[1], {"r": ["2"]})
        return attempt_id

    def decide(self, session, attempt_id, question_id, decision):
        facts = attempt_facts(session, attempt_id)
        decide_late_answer(session, TRAINER, facts, question_id, decision)
        session.commit()

    def test_an_accepted_answer_counts(self, session, quiz, seat, attempt_id):
        assert percent(session, attempt_id) == 50

        for _turn in range(2):
            self.decide(session, attempt_id, quiz.questions[1], LateDecision.ACCEPTED)

        assert percent(session, attempt_id) == progress(session, seat).score_percent == 100
        actions = session.scalars(select(AuditLine.action)).all()
        assert actions.count("quizzes.decide_late_answer") == 1

    def test_a_declined_answer_stays_on_record_and_counts_nothing(self, session, quiz, attempt_id):
        self.decide(session, attempt_id, quiz.questions[1], LateDecision.DECLINED)

        row = session.get_one(Answer, (attempt_id, quiz.questions[1]))
        assert (row.response, row.late_response) == ({}, {"chosen": ["2"]})
        assert percent(session, attempt_id) == 50
        with pytest.raises(ConflictError, match="Ya se decidió"):
            self.decide(session, attempt_id, quiz.questions[1], LateDecision.ACCEPTED)

    @pytest.mark.parametrize("decision", list(LateDecision))
    def test_a_later_answer_than_the_one_decided_about_waits_again(
        self, session, quiz, seat, attempt_id, decision
    ):
        self.decide(session, attempt_id, quiz.questions[1], decision)

        give(session, seat, attempt_id, quiz.questions[1], {"r": ["1"]})

        [waiting] = waiting_answers(session, EVERYWHERE, seat.edition.id, 1).rows
        assert waiting.is_late_waiting
        assert waiting.late == ("Opción 1 de 2",)

    def test_an_answer_in_time_has_nothing_to_decide(self, session, quiz, attempt_id):
        with pytest.raises(NotFoundError):
            self.decide(session, attempt_id, quiz.questions[0], LateDecision.ACCEPTED)

    def test_a_late_essay_that_is_accepted_waits_to_be_read(self, session):
        quiz = make_quiz(session, [single(), essay()])
        seat = make_seat(session, quiz)
        attempt_id = play(session, seat, {quiz.questions[0]: {"r": ["2"]}})
        give(session, seat, attempt_id, quiz.questions[1], {"r": ["Tarde."]})

        self.decide(session, attempt_id, quiz.questions[1], LateDecision.ACCEPTED)

        assert session.get_one(Attempt, attempt_id).state is AttemptState.SUBMITTED
        assert progress(session, seat).is_waiting
        assert progress(session, seat).score_percent == 50


class TestCorrectedKeys:
    """Two questions; the key of the first was wrong: option 1 is right, not 2."""

    @pytest.fixture
    def quiz(self, session):
        return make_quiz(session, [single(1), single(2)])

    @pytest.fixture
    def first(self, session, quiz):
        return make_seat(session, quiz)

    def question(self, session, quiz):
        return get_question(session, quiz.activity_id, quiz.questions[0])

    def corrected(self, question, key="1"):
        return with_key(question.body, {"r": [key]})

    def correct(self, session, quiz, *, lowers=False, reach=EVERYWHERE, question=None):
        question = question or self.question(session, quiz)
        effect = correct_key(
            session,
            TRAINER,
            question,
            self.corrected(question),
            quiz=quiz_facts(session, quiz.activity_id),
            reach=reach,
            lowers=lowers,
            reason="La opción 1 era la buena.",
        )
        session.commit()
        return effect

    def answers(self, quiz, first, second="2"):
        return {quiz.questions[0]: {"r": [first]}, quiz.questions[1]: {"r": [second]}}

    def test_the_effect_is_told_before_and_changes_nothing(self, session, quiz, first):
        other = make_seat(session, quiz, first.edition)
        up = play(session, first, self.answers(quiz, "1"))
        down = play(session, other, self.answers(quiz, "2"))
        question = self.question(session, quiz)

        found = correction(session, EVERYWHERE, question, self.corrected(question), 70)

        assert (found.effect.attempts, found.effect.raised, found.effect.lowered) == (2, 1, 1)
        assert (found.effect.would_pass, found.effect.would_fail) == (1, 1)
        assert (percent(session, up), percent(session, down)) == (50, 100)

    def test_who_was_right_all_along_rises_and_nobody_falls(self, session, quiz, first):
        other = make_seat(session, quiz, first.edition)
        up = play(session, first, self.answers(quiz, "1"))
        down = play(session, other, self.answers(quiz, "2"))

        self.correct(session, quiz)

        assert (percent(session, up), percent(session, down)) == (100, 100)
        assert progress(session, first).score_percent == 100
        assert progress(session, other).score_percent == 100
        kept = session.get_one(Attempt, down)
        assert kept.corrected_percent == 50
        assert session.get_one(Attempt, up).corrected_percent is None

    def test_a_score_that_was_kept_stays_kept_when_an_essay_is_graded_anew(self, session):
        quiz = make_quiz(session, [single(1), essay()])
        seat = make_seat(session, quiz)
        attempt_id = play(session, seat, self.answers(quiz, "2", "Sí."))
        self.grade(session, quiz, attempt_id, 100)
        self.correct(session, quiz)
        assert percent(session, attempt_id) == 100

        self.grade(session, quiz, attempt_id, 60)

        attempt = session.get_one(Attempt, attempt_id, populate_existing=True)
        assert (attempt.score_percent, attempt.corrected_percent) == (80, 30)
        assert progress(session, seat).score_percent == 80

    def grade(self, session, quiz, attempt_id, value):
        facts = attempt_facts(session, attempt_id)
        grade_essay(session, TRAINER, facts, quiz.questions[1], percent=value, comment="Bien.")
        session.commit()

    def test_who_moved_is_told_once_and_nobody_else(self, session, quiz, first):
        other = make_seat(session, quiz, first.edition)
        play(session, first, self.answers(quiz, "1"))
        play(session, other, self.answers(quiz, "2"))

        self.correct(session, quiz)

        assert [(one.title, one.path) for one in told(first.person_id)] == [
            ("Su resultado cambió", first.url)
        ]
        assert told(other.person_id) == []

    def test_lowering_is_done_only_where_it_was_chosen(self, session, quiz, first):
        attempt_id = play(session, first, self.answers(quiz, "2"))
        finished_at = progress(session, first).finished_at

        self.correct(session, quiz, lowers=True)

        assert percent(session, attempt_id) == progress(session, first).score_percent == 50
        assert progress(session, first).finished_at == finished_at

    def test_a_passed_course_stays_passed(self, session, quiz, first):
        play(session, first, self.answers(quiz, "2"))
        enrolment = session.get_one(Enrolment, first.enrolment_id)
        enrolment.state, enrolment.passed_at = EnrolmentState.PASSED, clock.now()
        enrolment.passed_on = clock.today()
        session.commit()

        self.correct(session, quiz, lowers=True)

        assert (
            session.get_one(Enrolment, first.enrolment_id, populate_existing=True).state
            is EnrolmentState.PASSED
        )

    def test_the_act_is_audited_and_the_old_key_kept(self, session, quiz, first):
        play(session, first, self.answers(quiz, "1"))

        self.correct(session, quiz)

        line = session.scalars(
            select(AuditLine).where(AuditLine.action == "quizzes.correct_key")
        ).one()
        assert line.before["key"] == ["Opción 2 de 1"]
        assert line.after["key"] == ["Opción 1 de 1"]
        assert (line.after["raised"], line.reason) == (1, "La opción 1 era la buena.")
        past = session.scalars(select(PastKey)).one()
        question = session.get_one(Question, quiz.questions[0])
        assert (past.revision, question.revision) == (1, 2)
        assert from_stored(question.kind, past.body).options[1].is_right
        row = session.scalars(select(Answer).where(Answer.question_id == question.id)).one()
        assert (row.score, row.scored_revision) == (1.0, 2)

    def test_two_corrections_at_once_are_one(self, session, quiz, first):
        question = self.question(session, quiz)
        self.correct(session, quiz, question=question)

        with pytest.raises(ConflictError, match="Otra persona"):
            self.correct(session, quiz, question=question)

    def test_attempts_after_it_are_scored_by_the_new_key(self, session, quiz, first):
        self.correct(session, quiz)

        assert percent(session, play(session, first, self.answers(quiz, "1"))) == 100

    def test_closed_editions_keep_their_acta(self, session, quiz, first):
        attempt_id = play(session, first, self.answers(quiz, "1"))
        close(session, first)
        question = self.question(session, quiz)

        found = correction(session, EVERYWHERE, question, self.corrected(question), 70)
        self.correct(session, quiz)

        assert (found.closed_attempts, found.effect.attempts) == (1, 0)
        assert percent(session, attempt_id) == 50

    def test_a_trainer_cannot_touch_an_edition_of_others(self, session, quiz, first):
        other = make_seat(session, quiz, make_edition(session, quiz.course))
        play(session, first, self.answers(quiz, "1"))
        attempt_id = play(session, other, self.answers(quiz, "1"))
        reach = Reach(ids={Scope.EDITION: frozenset({first.edition.id})})

        with pytest.raises(NotAllowedError, match="coordinación"):
            self.correct(session, quiz, reach=reach)
        session.rollback()

        assert percent(session, attempt_id) == 50

    def test_the_best_of_the_other_attempts_is_weighed(self, session, quiz, first):
        play(session, first, self.answers(quiz, "1", "1"))
        play(session, first, self.answers(quiz, "2", "2"))
        question = self.question(session, quiz)

        effect = correction(session, EVERYWHERE, question, self.corrected(question), 70).effect

        assert (effect.attempts, effect.people) == (2, 1)
        assert (effect.would_pass, effect.would_fail) == (0, 1)


class TestTimeAndSettings:
    def test_more_time_is_given_with_a_reason(self, session):
        quiz = make_quiz(session, time_limit_minutes=10)
        seat = make_seat(session, quiz)
        attempt_id = play(session, seat, {}, send=False)
        clock.advance(timedelta(minutes=30))
        facts = attempt_facts(session, attempt_id)
        assert not facts.counts_now

        extend_attempt(session, TRAINER, facts, minutes=15, reason="Corte de luz")
        session.commit()

        facts = attempt_facts(session, attempt_id)
        assert facts.due_at == clock.now() + timedelta(minutes=15)
        assert facts.counts_now

    def test_without_a_limit_there_is_nothing_to_extend(self, session):
        quiz = make_quiz(session)
        attempt_id = play(session, make_seat(session, quiz), {}, send=False)

        with pytest.raises(ConflictError, match="contra el tiempo"):
            extend_attempt(
                session, TRAINER, attempt_facts(session, attempt_id), minutes=5, reason="x"
            )

    def test_settings_change_what_begins_from_now_on(self, session):
        quiz = make_quiz(session)
        settings = QuizSettings(
            draw=2, time_limit_minutes=15, max_attempts=3, feedback_when=FeedbackWhen.CLOSED
        )

        for _turn in range(2):
            change_quiz(session, TRAINER, quiz.activity_id, settings)
            session.commit()

        attempt_id = play(session, make_seat(session, quiz), {}, send=False)
        assert len(session.get_one(Attempt, attempt_id).layout) == 2
        assert session.get_one(Quiz, quiz.activity_id).max_attempts == 3
        actions = session.scalars(select(AuditLine.action)).all()
        assert actions.count("quizzes.change_quiz") == 1

    def test_more_questions_than_there_are_cannot_be_drawn(self, session):
        quiz = make_quiz(session)
        settings = QuizSettings(
            draw=5, time_limit_minutes=None, max_attempts=None, feedback_when=FeedbackWhen.ATTEMPT
        )

        with pytest.raises(DomainError, match="Hay 4 preguntas"):
            change_quiz(session, TRAINER, quiz.activity_id, settings)
