"""Names of people and places that an English claim writes in pinyin: told by the report's own."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from youju.answering.profile import Profile
from youju.vocabulary import same_thing

_NAMES = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_LONGEST = 5
_NO_NAMES = frozenset(
    "district city county province prefecture region town township street village party municipal "
    "the in on of for a an this national people congress work report committee secretary".split()
)


def told_names(claim: str, profile: Profile) -> tuple[str, list[str]]:
    """The claim with the people of the report in characters, and names that it does not know.

    A name is two capitalised words or more; of those, what is an English word tells nothing.
    """
    unknown = []
    for match in _NAMES.finditer(claim):
        for english, words in groupby(match[0].split(), _is_english):
            name = "" if english else " ".join(words)
            if name and not _is_known(name, profile):
                unknown.append(name)
    for person in profile.names:
        for written in _ways(person):
            claim = re.sub(rf"\b{written}\b", person, claim, flags=re.IGNORECASE)
    return claim, unknown


def _is_english(word: str) -> bool:
    return word.lower() in _NO_NAMES or bool(same_thing(word.lower()))


def _is_known(name: str, profile: Profile) -> bool:
    first, _, rest = name.lower().partition(" ")
    rest = rest.replace(" ", "")
    known = _syllables(profile.report.text)
    return first + rest in known or rest + first in known


def _ways(person: str) -> tuple[str, str]:
    """李晓雷 → li xiaolei, xiaolei li."""
    from pypinyin import lazy_pinyin

    family, *given = lazy_pinyin(person)
    return f"{family} {''.join(given)}", f"{''.join(given)} {family}"


@lru_cache(maxsize=16)
def _syllables(text: str) -> frozenset[str]:
    """Of all runs of up to ``_LONGEST`` characters, together."""
    from pypinyin import lazy_pinyin

    found = set()
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        spelt = lazy_pinyin(run)
        for start in range(len(spelt)):
            for end in range(start + 1, min(start + _LONGEST, len(spelt)) + 1):
                found.add("".join(spelt[start:end]))
    return frozenset(found)
