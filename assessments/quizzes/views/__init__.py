"""Pages of quizzes: the participant's and the trainer's."""
