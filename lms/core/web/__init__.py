"""HTTP: guards, slots, refusals, headers, pages of lists."""
