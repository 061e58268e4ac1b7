"""What trainers and coordination may do with quizzes."""

GRADE = "grade_submissions"
"""Read attempts, grade essays, decide late answers, correct keys within the own editions."""
SET_UP = "manage_quizzes"
"""Change settings, and let a corrected key lower scores."""
