"""The matcher answers as Python's does, but never takes for ever."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.inference import patterns
from tests.contexts import Token

PATTERNS = [
    r"a", r"a*", r"a+?b", r"(a|b)+c", r"(a|ab)(c|bcd)(d*)", r"(?:x|y){2,3}", r"x{2}", r"x{,2}y",
    r"a{1,}?", r"^\w+", r"\w+$", r"(?m)^(\w)\w*$", r"(?i)HELLO", r"(?s)a.b", r"a.b", r"[^\s\]]+",
    r"[]a]+", r"\bcat\b", r"\Bat", r"\d{3}-(?P<rest>\d+)", r"(a*)*", r"(a|b|)+", r"\x41\u00e9?",
    r"a{b}", r"\.\*\[", r"(\w+)@(\w+)\.com", r"(?:a?){5}a{5}", r"", r"x|", r"\A.|.\Z", r"(a)?(b)?",
]  # fmt: skip
TEXTS = [
    "", "a", "aab", "abcd", "ababc abc", "xxyyxx", "hello Hello", "a\nb a.b", "cat concat cats\n",
    "555-1234 and 12", "[]a] x]", "Aé .*[", "ann@home.com, bob@work.com", "aaaaa", "a{b}", "ß\n\n",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_finds_what_python_finds(pattern: str):
    answers = patterns.find(pattern, TEXTS)
    for text, found in zip(TEXTS, answers, strict=True):
        assert isinstance(found, list)
        ours = [(match.start, match.text) for match in found]
        theirs = [(match.start(), match[0]) for match in re.finditer(pattern, text)]
        assert ours == theirs, text


@pytest.mark.parametrize(
    "pattern", [r"(a|b)+c", r"(a|ab)(c|bcd)(d*)", r"(\w+)@(\w+)\.com", r"(a)?(b)?"]
)
def test_groups_hold_what_python_s_hold(pattern: str):
    for text, found in zip(TEXTS, patterns.find(pattern, TEXTS), strict=True):
        assert isinstance(found, list)
        assert [match.groups for match in found] == [m.groups() for m in re.finditer(pattern, text)]


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*b", r"(.*a){20}b", r"(\w+\s?)*!"])
def test_patterns_that_stop_python_end_soon(pattern: str):
    begun = perf_counter()
    patterns.find(pattern, ["a" * 200])
    assert perf_counter() - begun < 20


def test_a_text_with_too_many_steps_fails_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(patterns, "MAX_STEPS", 1000)
    failed, fine = patterns.find(r"a+", ["a" * 1000, "aa"])
    assert isinstance(failed, OperatorFailedError)
    assert "over 1,000 steps" in failed.message
    assert isinstance(fine, list)


def test_a_cancelled_search_stops():
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        patterns.find("a+b", ["a" * 100_000], cancel=token)


@pytest.mark.parametrize(
    "pattern", ["(", "(?=a)", "(?<!a)b", r"(a)\1", "(?P<x>a)(?P=x)", "a++", "(?>a)", "(?i:a)",
                "((a{99}){99}){99}", "(" * 400 + ")" * 400],
)  # fmt: skip
def test_what_cannot_be_kept_in_bounds_is_refused_with_a_reason(pattern: str):
    assert patterns.why_bad(pattern)


@pytest.mark.parametrize(
    ("pattern", "replacement", "text", "expected"),
    [
        (r"(\w)(\w)", r"\2\1", "abcd!", "badc!"),
        (r"(?P<first>\w)\w", r"<\g<first>>\n\t\\", "ab", "<a>\n\t\\"),
        (r"x*", "-", "abxd", "-a-b--d-"),
        (r"(a)|b", r"[\1]", "ab", "[a][]"),
    ],
)
def test_matches_are_replaced_as_python_does(pattern, replacement, text, expected):
    assert patterns.why_bad_replacement(pattern, replacement) is None
    assert patterns.replace(pattern, replacement, [text]) == [expected]
    assert re.sub(pattern, replacement, text) == expected
