"""Which files belong to stored values: those within JSON too, and none that somebody only names."""

from __future__ import annotations

from builder.actions.share_run import stored_files
from builder.api.public.shapes import shown_ports
from builder.models.blob import digests_in
from runtime.contracts.values import Json
from runtime.media.stored import to_stored
from tests.pictures import solid


def stored(value):
    return to_stored(value, lambda data, kind: f"{kind} {len(data)}")


PICTURE = solid(4, 4)
NAME = stored(PICTURE)["blob"]


def test_files_within_json_belong_to_the_run():
    tree = {"each": [{"anchor": {}, "value": stored(Json({"a": [{"b": PICTURE}]}))}]}
    assert list(stored_files([{"out": tree}])) == [NAME]
    assert NAME in set(digests_in(tree))


def test_json_that_only_names_a_file_does_not_bring_it():
    forged = {"$value": {"kind": "image", "blob": "somebody's"}, "kind": "image", "blob": "x"}
    assert list(stored_files(stored(Json(forged)))) == []
    assert list(stored_files(stored(Json({"$value": forged})))) == []
    assert list(stored_files(stored(Json([{"$plain": {"$value": forged}}])))) == []
    assert list(stored_files(stored(Json({"$plain": 5})))) == []


def test_an_output_may_show_all_of_a_node():
    nodes = [{"id": "a"}, {"id": "b"}]
    outputs = [{"name": "one", "source": "a.text"}, {"name": "all", "source": "a.*"}]
    assert shown_ports({"nodes": nodes, "outputs": outputs}) == {"a": None}
    outputs.reverse()
    assert shown_ports({"nodes": nodes, "outputs": outputs}) == {"a": None}
