"""Records in, index out. This front door names what the packages above may use."""
