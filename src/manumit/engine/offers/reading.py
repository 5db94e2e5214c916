"""An offer as it is read: folded words, sentences and clauses, the concepts on them, the language they are in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from manumit.engine import signals
from manumit.engine.offers.lexicon import ELISION, GAP, UNSPACED, bare, candidates, entries_of, fits, lexicon
from manumit.engine.signals import Folded, fold

LONGEST_TEXT = 20_000
"""Code points that are read; what lies behind is a dump, not an offer."""
_PIECE = re.compile(
    rf"(?P<unspaced>[{UNSPACED}]+)"
    rf"|(?P<elision>{ELISION})"
    r"|(?P<number>\d{1,3}(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2}(?!\d))?)"
    r"|(?P<word>[^\W\d_][^\W_]*(?:'[^\W\d_]+)*)"
    r"|(?P<hard>[.!?;\n\r•|…。！？؟؛]+|\s[✅✔☑➡▶🔹🔸👉💥🔥📌⭐✨]+\s?)"
    r"|(?P<soft>[,،，、:：()—–\[\]]|\s-\s|[\u2190-\u2bff\U0001f300-\U0001faff])"
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_SPELT = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]([^\w\n]{1,2}))(?:[^\W\d_]\1){2,}[^\W\d_](?![^\W\d_])")
_GLUE = re.compile(r"[\u2190-\u2bff\U0001f300-\U0001faff*_~^]+|[-.·'*_]")
_GRAMMAR = frozenset("COMMON NEG BUT WARN WORKER EMPLOYER BEFORE ADDRESS".split())
"""Words that mean something only in a text of their own language ('no' is 'in the' in Portuguese)."""
_LEAST_SHARE = 0.2
_SURE_SHARE, _SURE_LEAD = 0.35, 1.5
_FEWEST_WORDS = 6
_YOUNG = (15, 35)
_LONGEST_SENTENCE = 60
"""Words; a text without stops is cut there, so that work stays linear in its length."""
Span = tuple[int, int]


@dataclass(slots=True)
class Sentence:
    """Concepts of one sentence: where each stands (token numbers, half-open), and which clause a token is in."""

    start: int
    end: int
    concepts: dict[str, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """One text, read. `spans` are the tokens' places in the folded text; `clause` numbers their clauses."""

    folded: Folded
    words: list[str]
    spans: list[Span]
    clause: list[int]
    sentences: list[Sentence]
    language: str
    known: bool
    word_count: int

    def span(self, first: int, last: int) -> Span:
        """Tokens [first, last) as code points of the text as given."""
        return self.folded.span(self.spans[first][0], self.spans[last - 1][1])


def _tokens(text: str) -> tuple[list[str], list[Span], list[int], list[int]]:
    """Words, their places, and the sentence and clause each is in."""
    words: list[str] = []
    spans: list[Span] = []
    sentence: list[int] = []
    clause: list[int] = []
    hard = soft = begun = 0
    spelt = {m.start(): m for m in _SPELT.finditer(text)}
    skip = 0
    for match in _PIECE.finditer(text):
        at, end = match.span()
        if at < skip:
            continue
        kind = match.lastgroup
        if at in spelt and kind == "word":
            whole = spelt[at]
            word, end = re.sub(r"[\W_]", "", whole.group()), whole.end()
            skip, pieces = end, [(word, at, end)]
        elif kind == "hard":
            hard, soft = hard + 1, soft + 1
            continue
        elif kind == "soft":
            soft += 1
            continue
        elif kind == "elision":
            continue
        elif kind == "unspaced":
            pieces = _unspaced(match.group(), at)
        else:
            word = match.group()
            if kind == "word" and not word.isalpha() and word.translate(_LEET).isalpha():
                word = word.translate(_LEET)
            pieces = [(bare(word), at, end)]
        for word, first, last in pieces:
            if spans and _glued(text[spans[-1][1] : first], words[-1], word):
                words[-1] += word
                spans[-1] = (spans[-1][0], last)
                clause[-1], sentence[-1] = soft, hard
                continue
            if len(words) - begun >= _LONGEST_SENTENCE or (sentence and sentence[-1] != hard):
                hard, begun = hard + (sentence[-1:] == [hard]), len(words)
            words.append(word)
            spans.append((first, last))
            sentence.append(hard)
            clause.append(soft)
    return words, spans, sentence, clause


def _glued(between: str, left: str, right: str) -> bool:
    """Whether two pieces are one known word with a sign or an emoji pushed into it."""
    if not between or not _GLUE.fullmatch(between) or not (left.isalpha() and right.isalpha()):
        return False
    return bool(entries_of(left + right)) and not (entries_of(left) and entries_of(right))


def _unspaced(run: str, at: int) -> list[tuple[str, int, int]]:
    """Where no spaces part words: known words, longest first, and what lies between them."""
    pieces = []
    done = 0
    for match in lexicon().unspaced.finditer(run):
        if match.start() > done:
            pieces.append((run[done : match.start()], at + done, at + match.start()))
        pieces.append((match.group(), at + match.start(), at + match.end()))
        done = match.end()
    if done < len(run):
        pieces.append((run[done:], at + done, at + len(run)))
    return pieces


def _phrase_end(words: Sequence[str], at: int, rest: tuple[tuple[str, ...], ...]) -> int:
    """One past the last token of a phrase that begins at `at`, or 0."""
    here, gap = at + 1, 0
    for choices in rest:
        if choices[0] == GAP:
            gap += 2
            continue
        for ahead in range(here, min(here + gap + 1, len(words))):
            if fits(words[ahead], choices):
                here, gap = ahead + 1, 0
                break
        else:
            return 0
    return here


def _found(words: Sequence[str], sentence: Sequence[int]) -> list[tuple[str, str, int, int]]:
    """(language, concept, first, end) of every word and phrase; single words inside a phrase stay, too."""
    hits = []
    for at, (word, follower) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        for entry in candidates(word, follower):
            end = _phrase_end(words, at, entry.rest) if entry.rest else at + 1
            if end and sentence[end - 1] == sentence[at]:
                hits.append((entry.language, entry.concept, at, end))
    return hits


def _votes(hits: Sequence[tuple[str, str, int, int]]) -> list[tuple[str, int]]:
    """Languages by the number of tokens that are words of them."""
    seen: dict[str, set[int]] = {}
    for code, _, first, end in hits:
        seen.setdefault(code, set()).update(range(first, end))
    return Counter({code: len(tokens) for code, tokens in seen.items()}).most_common()


def _language(
    text: str, hits: Sequence[tuple[str, str, int, int]], count: int, told: str | None
) -> tuple[str, bool]:
    """The text's language and whether we know it; what the sender says counts when the words do not contradict."""
    votes = _votes(hits)
    shares = {code: n / max(count, 1) for code, n in votes}
    best = votes[0][0] if votes else "und"
    lead = len(votes) < 2 or votes[0][1] >= _SURE_LEAD * votes[1][1]
    top = shares.get(best, 0.0)
    if told in lexicon().languages and shares.get(told, 0.0) >= max(_LEAST_SHARE, 0.6 * top):
        return told, True
    if top >= _SURE_SHARE and lead:
        return best, True
    guess = signals.language(text[:2000])[0]
    if guess in lexicon().languages and shares.get(guess, 0.0) >= max(_LEAST_SHARE, 0.6 * top):
        return guess, True
    if top >= 0.5 or (top >= _SURE_SHARE and guess in lexicon().languages):
        return best, True
    return (told or guess), False


def read(text: str, told: str | None = None) -> Reading:
    """Fold, cut and understand a text; `told` is the language its sender says (ISO 639-1)."""
    clean = text[:LONGEST_TEXT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    clean = clean if len(clean) == len(text[:LONGEST_TEXT]) else "".join(map(_whole, text[:LONGEST_TEXT]))
    folded = fold(clean)
    words, spans, sentence, clause = _tokens(folded.text)
    hits = _found(words, sentence)
    count = sum(map(str.isalpha, words)) or len(words)
    code, known = _language(clean, hits, count, told)
    main = {code, "en"} if code == "tl" else {code}
    if code == "en" and dict(_votes(hits)).get("tl", 0) >= 0.2 * count:
        main.add("tl")
    sentences: dict[int, Sentence] = {}
    for at, number in enumerate(sentence):
        found = sentences.setdefault(number, Sentence(at, at + 1))
        found.end = at + 1
    kept = [*_kept(hits, main), *_ages(words)]
    for concept, first, end in kept:
        sentences[sentence[first]].concepts.setdefault(concept, []).append((first, end))
    return Reading(folded, words, spans, clause, list(sentences.values()), code, known, len(words))


def _ages(words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """'18-25', '18 to 25': a range of young ages, as a concept (hours look like it; patterns ask for more)."""
    for at, word in enumerate(words):
        for step in (1, 2):
            other = words[at + step] if at + step < len(words) else ""
            if (
                len(word) == len(other) == 2
                and word.isdecimal()
                and other.isdecimal()
                and _YOUNG[0] <= int(word) < int(other) <= _YOUNG[1]
            ):
                yield "AGES", at, at + step + 1


def _kept(hits: Sequence[tuple[str, str, int, int]], main: set[str]) -> list[tuple[str, int, int]]:
    """Concepts in the languages of the text (English loan words too); a negation inside a longer phrase is spent."""
    kept = []
    spent = {
        at
        for code, concept, first, end in hits
        if code in main and end - first > 1 and concept not in ("NEG", "COMMON")
        for at in range(first, end)
    }
    for code, concept, first, end in hits:
        if code not in main and (code != "en" or concept in _GRAMMAR):
            continue
        if concept == "COMMON" or (concept == "NEG" and end - first == 1 and first in spent):
            continue
        kept.append((concept, first, end))
    return list(dict.fromkeys(kept))


def _whole(char: str) -> str:
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def too_short(reading: Reading) -> bool:
    """Too few words to judge by."""
    return reading.word_count < _FEWEST_WORDS
