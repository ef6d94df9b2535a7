"""Texts become vectors, many in one request, each its own."""

from __future__ import annotations

from tests.connected import graph, node, outcome

EMBED = graph(node("embed", "connected-text-embedder", text="IN.text"))


def test_texts_are_sent_together_and_get_their_own_vectors(desk, lender):
    """The other side answers in reverse: length, number of a's, and 1."""
    run = outcome(desk, EMBED, texts=["banana", "cherry", "a"])
    vectors = [each["embeddings"]["vectors"] for each in run["outputs"]["embed"]]
    assert vectors == [[[6, 3, 1]], [[6, 0, 1]], [[1, 1, 1]]]
    (asked,) = lender.asked("/embeddings")
    assert asked.json["input"] == ["banana", "cherry", "a"]


def test_an_endpoint_that_fails_fails_the_node(desk, lender):
    lender.fail_next[:] = [(404, {})]
    run = outcome(desk, EMBED)
    assert (
        "Check the connection's address and the model's name"
        in (run["nodes"]["embed"]["error"]["message"])
    )
