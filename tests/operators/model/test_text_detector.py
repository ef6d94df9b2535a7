from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.operators.model import text_detector
from runtime.operators.model.text_detector import Inputs, Params
from tests.contexts import context_for
from tests.pictures import page, solid

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def run(sessions: Sessions, *images, **params: object):
    context = context_for(text_detector, sessions)
    outcomes = text_detector.run([Inputs(image) for image in images], Params(**params), context)
    return [outcome.regions.items for outcome in outcomes], context


def test_each_line_is_a_region_from_top_to_bottom(sessions: Sessions):
    ((*regions,),), _ = run(sessions, page(("First line", "Second line", "Third")))
    assert [region.id for region in regions] == ["r1", "r2", "r3"]
    tops = [region.box.top for region in regions]
    assert tops == sorted(tops)
    assert all(len(region.polygon) == 4 for region in regions)
    assert all(region.concepts[0].name == "text" for region in regions)
    assert all(region.text is None for region in regions)


def test_a_high_least_score_leaves_lines_out(sessions: Sessions):
    assert run(sessions, page(("Words",)), min_value=1)[0] == [()]


def test_a_picture_without_text_has_no_regions_and_progress_is_told(sessions: Sessions):
    answers, context = run(sessions, solid(200, 100), page(("Here",)))
    assert [len(regions) for regions in answers] == [0, 1]
    assert context.progress == [(1, 2), (2, 2)]
