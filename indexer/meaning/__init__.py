"""Meaning: sentence vectors as a second voice beside the words."""
