"""What changes plans, milestones and answers."""
