"""Records that describe the same thing: found, folded to one card, and decided on by the office."""
