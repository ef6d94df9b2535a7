"""Texts are written to an index and found again, through the real server."""

from __future__ import annotations

from tests.connected import APP, graph, node, outcome

EMBED = node("embed", "connected-text-embedder", text="IN.text")


def write(desk, index, *texts):
    document = graph(
        EMBED,
        node("keep", "annotation-writer", {"index": index}, embeddings="embed.embeddings",
             text="IN.text"),
    )  # fmt: skip
    return outcome(desk, document, texts=texts)


def search(desk, index, text, **params):
    settings = {"index": index, **params}
    document = graph(EMBED, node("find", "input-searcher", settings, embeddings="embed.embeddings"))
    return outcome(desk, document, texts=[text])


def test_what_was_written_is_found_by_what_is_like_it(desk):
    run = write(desk, "words", "banana", "cherry pie", "aa")
    assert run["outputs"]["keep"][0]["total"]["value"] == 3
    found = search(desk, "words", "bananas", max_results=2)["outputs"]["find"][0]
    hits = found["hits"]["value"]
    assert [hit["text"] for hit in hits] == ["banana", "cherry pie"]
    assert hits[0]["score"] > 0.99
    assert hits[0]["run"] == run["id"]
    assert [item["name"] for item in found["concepts"]["items"]] == ["banana", "cherry pie"]
    assert found["table"]["columns"][:3] == ["score", "label", "text"]
    assert found["images"] == {"each": []}


def test_writing_the_same_again_changes_nothing_and_what_is_new_is_found(desk):
    write(desk, "again", "banana")
    assert write(desk, "again", "banana")["outputs"]["keep"][0]["total"]["value"] == 1
    assert len(search(desk, "again", "b")["outputs"]["find"][0]["hits"]["value"]) == 1
    write(desk, "again", "cherry")
    assert len(search(desk, "again", "b")["outputs"]["find"][0]["hits"]["value"]) == 2


def test_pictures_are_found_with_their_thumbnails(desk):
    samples = desk.get(f"{APP}/samples").json()["samples"]
    picture = next(each["id"] for each in samples if each["kind"] == "image")
    common = [
        node("size", "image-size", image="IN.image"),
        node("say", "text-template", {"template": "{first}"}, first="size.width"),
        node("embed", "connected-text-embedder", text="say.text"),
    ]
    keep = node("keep", "annotation-writer", {"index": "pictures"}, embeddings="embed.embeddings",
                image="IN.image")  # fmt: skip
    outcome(desk, graph(*common, keep, image="image"), files=[{"sample": picture}])
    find = node("find", "input-searcher", {"index": "pictures"}, embeddings="embed.embeddings")
    run = outcome(desk, graph(*common, find, image="image"), files=[{"sample": picture}])
    (shown,) = run["outputs"]["find"][0]["images"]["each"]
    assert max(shown["value"]["width"], shown["value"]["height"]) == 256
    assert shown["anchor"]["region"]["concepts"][0]["value"] > 0.99


def test_hits_are_passages_for_a_prompt(desk):
    write(desk, "shop", "We open at 9", "Banana cake: aaaa")
    document = graph(
        EMBED,
        node("find", "input-searcher", {"index": "shop", "max_results": 1},
             embeddings="embed.embeddings"),
        node("prompt", "rag-prompter", text="IN.text", hits="find.hits"),
    )  # fmt: skip
    run = outcome(desk, document, texts=["We open at?"])
    assert "We open at 9" in run["outputs"]["prompt"][0]["text"]["raw"]


def test_an_index_that_is_not_there_is_named(desk):
    run = search(desk, "nothing", "x")
    assert "no index nothing" in run["nodes"]["find"]["error"]["message"]


def test_an_index_that_is_not_there_may_be_taken_for_an_empty_one(desk):
    found = search(desk, "nothing", "x", when_missing="find nothing")["outputs"]["find"][0]
    assert found["hits"]["value"] == []
    assert found["images"] == {"each": []}


def test_indexes_are_listed_and_deleted(desk):
    write(desk, "old", "banana")
    rows = {row["name"]: row for row in desk.get(f"{APP}/indexes").json()["indexes"]}
    assert (rows["old"]["count"], rows["old"]["dimensions"]) == (1, 3)
    assert desk.call("DELETE", f"{APP}/indexes/old").status_code == 204
    assert "old" not in {row["name"] for row in desk.get(f"{APP}/indexes").json()["indexes"]}
