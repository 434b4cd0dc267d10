"""Readers of what others hold: tables from files, feeds from addresses."""
