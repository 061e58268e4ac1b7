"""Hold the tasks that are published and the quizzes without attempts left.

The way back leaves the marks where they are: the column goes with the migration before.
"""

from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

PUBLISHED = """
UPDATE learning_activity_progress SET is_held = true
WHERE EXISTS (
    SELECT 1 FROM assignments_submission AS work
    WHERE work.enrolment_id = learning_activity_progress.enrolment_id
      AND work.activity_id = learning_activity_progress.activity_id
      AND work.state = 'published'
)
"""
WITHOUT_ATTEMPTS = """
UPDATE learning_activity_progress SET is_held = true
WHERE EXISTS (
    SELECT 1
    FROM quizzes_attempt AS made
    JOIN quizzes_quiz AS quiz ON quiz.activity_id = made.activity_id
    WHERE made.enrolment_id = learning_activity_progress.enrolment_id
      AND made.activity_id = learning_activity_progress.activity_id
    GROUP BY quiz.max_attempts
    HAVING count(*) >= quiz.max_attempts
       AND sum(CASE WHEN made.state = 'open' THEN 1 ELSE 0 END) = 0
)
"""


def upgrade() -> None:
    op.execute(PUBLISHED)
    op.execute(WITHOUT_ATTEMPTS)


def downgrade() -> None:
    pass
