"""Posting an opening: from a pasted text or a blank page, over three short pages and one to check, to the agency."""
