"""What people know, can do and use at work: quizzes, tasks, competencies, transfer, figures."""
