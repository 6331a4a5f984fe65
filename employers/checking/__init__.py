"""The officer's side of openings: what waits, what was reported; and the few buttons of the employer."""
