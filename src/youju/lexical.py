"""Words: documents are cut with jieba's whole dictionary, queries with the words of the index.

jieba's own dictionary takes longer to load than an answer may take. A document is cut with it once,
when it is added; the words found are kept with jieba's frequencies in the index's lexicon, and a
query is cut by the same algorithm with these alone. A word that is not in the lexicon could match
nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from youju.dictionary import dictionary, tokenizer_of
from youju.text import fold
from youju.vocabulary import known_words

_RUN = re.compile(r"[a-z0-9][a-z0-9.%‰\-]*|[^a-z0-9]+")
_WORD = re.compile(r"[\w%‰.+\-]*\w[\w%‰.+\-]*")
_QUOTED = re.compile(r"[“‘「《]([^“”‘’「」《》\n]{2,12})[”’」》]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,16}")
_TERM_FREQUENCY = 2000
_QUESTION_FREQUENCY = 5000
_JIEBA_TOTAL = 60_101_967
"""Sum of the frequencies of jieba's dictionary: with less, compounds would fall apart."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def cut_with(cutter: Callable[[str], Iterable[str]], text: str) -> list[str]:
    """Words of a text; a run of Latin letters and digits is one, whatever a dictionary says."""
    words: list[str] = []
    for run in _RUN.findall(_THOUSANDS.sub("", fold(text))):
        words += [run.rstrip(".-")] if run[0].isascii() and run[0].isalnum() else cutter(run)
    return [word for word in words if _WORD.fullmatch(word)]


def terms_of(text: str, headings: Iterable[str]) -> list[str]:
    """Words that a dictionary cannot know: what a report puts in quotes, and its headings."""
    quoted = [fold(match[1]) for match in _QUOTED.finditer(text)]
    quoted = [term for term in quoted if _WORD.fullmatch(term)]
    titles = [run for heading in headings for run in _HAN_RUN.findall(fold(heading))]
    return sorted(set(quoted) | set(titles))


class DocumentCutter:
    """Cuts documents with jieba's dictionary; loads it when it is first needed."""

    @cached_property
    def _tokenizer(self) -> Any:
        return dictionary().tokenizer()

    def cut(
        self, texts: Sequence[str], terms: Iterable[str]
    ) -> tuple[list[list[str]], dict[str, int]]:
        """Words of each text, and jieba's frequency of every word that occurs."""
        with self._with_terms(terms):
            words = [cut_with(self._tokenizer.cut_for_search, text) for text in texts]
            frequencies = self._tokenizer.FREQ
            found = {w: max(1, int(frequencies.get(w) or 0)) for text in words for w in text}
        return words, found

    @contextmanager
    def _with_terms(self, terms: Iterable[str]) -> Iterator[None]:
        """One report's terms must not change how the next one is cut."""
        tokenizer = self._tokenizer
        before: dict[str, int | None] = {}
        total = tokenizer.total
        for term in terms:
            for length in range(1, len(term) + 1):
                before.setdefault(term[:length], tokenizer.FREQ.get(term[:length]))
            tokenizer.add_word(term, max(_TERM_FREQUENCY, before[term] or 0))
        try:
            yield
        finally:
            for word, frequency in before.items():
                if frequency is None:
                    tokenizer.FREQ.pop(word, None)
                else:
                    tokenizer.FREQ[word] = frequency
            tokenizer.total = total


@dataclass(frozen=True)
class Lexicon:
    """Every word of an index: how frequent jieba holds it, and in how many passages it stands."""

    frequencies: Mapping[str, int]
    document_frequencies: Mapping[str, int]
    passages: int

    @classmethod
    def of(cls, words: Sequence[Sequence[str]], frequencies: Mapping[str, int]) -> Lexicon:
        counts = Counter(word for passage in words for word in set(passage))
        return cls(frequencies, counts, len(words))

    def dump(self) -> str:
        lines = [
            f"{word}\t{self.frequencies[word]}\t{count}"
            for word, count in sorted(self.document_frequencies.items())
        ]
        return "\n".join([str(self.passages), *lines]) + "\n"

    @classmethod
    def parse(cls, dumped: str) -> Lexicon:
        head, *lines = dumped.splitlines()
        frequencies, counts = {}, {}
        for line in lines:
            word, frequency, count = line.split("\t")
            frequencies[word] = int(frequency)
            counts[word] = int(count)
        return cls(frequencies, counts, int(head))

    @cached_property
    def _tokenizer(self) -> Any:
        known = dict(self.frequencies)
        for word in known_words():
            known[word] = max(_QUESTION_FREQUENCY, known.get(word, 0))
        return tokenizer_of(known, _JIEBA_TOTAL)

    def cut(self, query: str) -> list[str]:
        """Words of a query, compounds with their parts, as documents were cut."""
        return cut_with(partial(self._tokenizer.cut_for_search, HMM=False), query)

    def cut_plain(self, query: str) -> list[str]:
        """Words of a query, each character once."""
        return cut_with(partial(self._tokenizer.cut, HMM=False), query)

    def parts(self, term: str) -> Sequence[str]:
        """Words of a term of the vocabulary, kept: the vocabulary is small."""
        found = self._parts.get(term)
        if found is None:
            found = self._parts[term] = self.cut_plain(term)
        return found

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        return {}

    def near_words(self, word: str) -> tuple[str, ...]:
        """Words of the index that differ from a mistyped one (three characters or more) in one."""
        if not 3 <= len(word) <= 8:
            return ()
        ends = ((len(word), place, word[place]) for place in (0, -1))
        alike = {known for end in ends for known in self._by_ends.get(end, ())}
        return tuple(
            sorted(
                known
                for known in alike
                if sum(a != b for a, b in zip(known, word, strict=True)) == 1
            )
        )

    @cached_property
    def _by_ends(self) -> dict[tuple[int, int, str], list[str]]:
        """Words by length and first or last character: one of these a near word shares."""
        words: dict[tuple[int, int, str], list[str]] = {}
        for word in self.document_frequencies:
            if not word.isascii():
                for place in (0, -1):
                    words.setdefault((len(word), place, word[place]), []).append(word)
        return words

    def inverse_document_frequency(self, word: str) -> float:
        """BM25's: Robertson & Zaragoza 2009, with the +1 that keeps it above zero."""
        count = self.document_frequencies.get(word, 0)
        return math.log(1 + (self.passages - count + 0.5) / (count + 0.5))
