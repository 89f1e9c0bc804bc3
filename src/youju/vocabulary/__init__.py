"""The words of reports and of questions."""

from youju.vocabulary.asking import ASPECTS, FILLERS, is_filler, known_words
from youju.vocabulary.retelling import retold_words, said_otherwise
from youju.vocabulary.series import SERIES
from youju.vocabulary.synonyms import same_thing

__all__ = [
    "ASPECTS",
    "FILLERS",
    "SERIES",
    "is_filler",
    "known_words",
    "retold_words",
    "said_otherwise",
    "same_thing",
]
