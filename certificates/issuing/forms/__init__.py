"""Forms of issuing: reasons, choices, the issuer's rules."""
