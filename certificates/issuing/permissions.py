"""Names of what issuing allows."""

ISSUE = "issue_certificates"
RULES = "manage_issuing_rules"
