"""Transfer: the plan to use at work what was learned, its milestones, answers and figures."""
