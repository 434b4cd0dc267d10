"""Question in, answer out. This front door names what the web may use."""
