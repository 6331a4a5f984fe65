"""Copies of records on their way out: everything about oneself, and files for a partner that people agreed to."""
