"""Places: the register of municipalities and districts, the official files behind it, and the names they go by."""
