"""A CV that somebody brings: what it says is proposed, and kept only where they say so."""
