"""What the pictures of a call take together, through the doors that accept inputs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from builder.actions import in_hand
from builder.actions.accept_inputs import RawInput, accept_inputs, accept_readable
from builder.models import App
from runtime.contracts.errors import TooLargeError
from runtime.contracts.graph import parse_graph
from runtime.media.encode import encode_png
from tests.pictures import solid
from tests.sample_operators import graph_of

pytestmark = pytest.mark.django_db
SPEC = parse_graph(graph_of(("size", "image-size", {"image": "IN.image"}), inputs=("image",)))
RAW = [
    RawInput(f"{level}.png", {"image": encode_png(solid(20, 10, (level, 0, 0)))})
    for level in (10, 20, 30)
]


@pytest.fixture
def app():
    owner = User.objects.create_user("painter")
    return App.objects.create(owner=owner, key="shop", name="Shop")


def test_many_pixels_in_small_files_are_refused_by_both_ways_in(app, monkeypatch):
    monkeypatch.setattr(in_hand, "MOST_PIXELS_BROUGHT", 500)
    assert len(accept_inputs(app, SPEC, RAW[:2])) == 2
    with pytest.raises(TooLargeError, match="million pixels together"):
        accept_inputs(app, SPEC, RAW)
    with pytest.raises(TooLargeError, match="million pixels together"):
        accept_readable(app, SPEC, RAW)


def test_decoded_pictures_are_let_go_of_and_stored_all_the_same(app, monkeypatch):
    monkeypatch.setattr(in_hand, "MOST_PIXELS", 0)
    first, *_ = accept_inputs(app, SPEC, RAW)
    assert (first.values["image"]["width"], first.values["image"]["height"]) == (20, 10)
