from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.voice_activity import spans


def found(scores: list[float], **how: float) -> list[tuple[float, float]]:
    told = {"threshold": 0.5, "merge": 0.0, "shortest": 0.0, "margin": 0.0, **how}
    array = np.array(scores, np.float32)
    answers = spans(array, len(scores) / 10, piece=0.1, **told)
    return [(round(item.start, 3), round(item.end, 3)) for item in answers]


@pytest.mark.parametrize(
    ("scores", "how", "expected"),
    [
        ([0, 0, 0.9, 0.9, 0, 0], {}, [(0.2, 0.4)]),
        ([0.9, 0.9], {}, [(0, 0.2)]),
        ([0, 0.9, 0.4, 0.9, 0], {}, [(0.1, 0.4)]),
        ([0, 0.9, 0.3, 0.9, 0], {}, [(0.1, 0.2), (0.3, 0.4)]),
        ([0, 0.9, 0, 0.9, 0], {"merge": 0.15}, [(0.1, 0.4)]),
        ([0, 0.9, 0, 0, 0.9], {"merge": 0.15}, [(0.1, 0.2), (0.4, 0.5)]),
        ([0, 0.9, 0, 0.9, 0.9], {"shortest": 0.15}, [(0.3, 0.5)]),
        ([0, 0.9, 0, 0.9, 0], {"margin": 0.2}, [(0, 0.4), (0.4, 0.5)]),
        ([0.4, 0.2], {}, []),
        ([], {}, []),
    ],
)
def test_stretches_begin_and_end_where_the_scores_say(scores, how, expected):
    assert found(scores, **how) == expected


def test_a_stretch_has_the_mean_score_of_its_pieces():
    (span,) = spans(
        np.array([0, 0.6, 1.0], np.float32),
        0.3,
        piece=0.1,
        threshold=0.5,
        merge=0,
        shortest=0,
        margin=0,
    )
    assert span.score == pytest.approx(0.8)
