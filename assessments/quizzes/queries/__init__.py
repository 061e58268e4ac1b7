"""Read side of quizzes."""
