"""E-mail that leaves at most once: written with its cause, sent by a job."""
