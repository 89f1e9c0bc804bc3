"""Names of people and places that an English claim writes in pinyin: told by the report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


_KINDS = {
    "district": "区",
    "city": "市",
    "county": "县",
    "province": "省",
    "town": "镇",
    "village": "村",
}


def told_names(claim: str, profile: Profile) -> tuple[str, list[str]]:
    """The claim with the people of the report in characters, and names that it does not know.

    A name is two capitalised words or more; of those, what is an English word tells nothing.
    """
    unknown = [
        f"{name} {kind}".rstrip()
        for match in _NAMES.finditer(claim)
        for name, kind in _runs(match[0].split())
        if not _is_known(name, kind, profile)
    ]
    for person in profile.names:
        for written in _ways(person):
            claim = re.sub(rf"\b{written}\b", person, claim, flags=re.IGNORECASE)
    return claim, unknown


def _runs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words that are no English ones, together, each run with the English word behind it."""
    runs = [(english, list(run)) for english, run in groupby(words, _is_english)]
    for (english, run), (_, behind) in zip(runs, [*runs[1:], (True, [""])], strict=True):
        if not english:
            yield " ".join(run), behind[0].lower()


def _is_english(word: str) -> bool:
    return word.lower() in _NO_NAMES or bool(same_thing(word.lower()))


def _is_known(name: str, kind: str, profile: Profile) -> bool:
    """``kind``: what follows it; of Jinshui District, 金水区 must stand in the report."""
    first, _, rest = name.lower().partition(" ")
    rest = rest.replace(" ", "")
    if kind in _KINDS:
        known = _syllables(" ".join(profile.places | profile.around)) | _syllables(
            " ".join(_named(profile.report.text, _KINDS[kind]))
        )
    else:
        known = _syllables(profile.report.text)
    return first + rest in known or rest + first in known


def _named(text: str, kind: str) -> set[str]:
    return set(re.findall(rf"[\u4e00-\u9fff]{{2,4}}(?={kind})", text))


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
