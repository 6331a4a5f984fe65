"""What the words typed into a filter mean."""

from .suggest import Suggestion, suggest

# Below this a likeness of letters is a guess; a filter had better find nothing than something else.
_SURE = 0.6
# As near to the best as this, another occupation may as well be meant ("welder" and "pipe welder").
_AS_GOOD = 0.85


def meant(text: str, language: str, *, most: int = 8) -> list[Suggestion]:
    """The occupations that `text` may mean, best first; none when nothing is near enough."""
    found = suggest(text, language, kind="occupation", limit=most)
    if not found or found[0].score < _SURE:
        return []
    return [one for one in found if one.score >= _AS_GOOD * found[0].score]
