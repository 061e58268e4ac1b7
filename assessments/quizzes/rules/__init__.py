"""Pure decisions about attempts: states, time, order of answers, scores, corrected keys."""
