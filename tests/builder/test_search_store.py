"""Search indexes: exact, one tenant's own, bounded in memory, right after every change."""

from __future__ import annotations

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings

from builder import pruning, search_store, search_vectors
from builder.actions.create_app import create_app
from builder.actions.delete_index import delete_index
from builder.models import Blob, SearchIndex, StoredEmbedding
from builder.permissions import Actor
from builder.search_store import DatabaseEmbeddingStore
from config.files import file_store
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.stores import NewEntry
from tests.databases import running_postgresql, used_by_django, without_rights


@pytest.fixture(scope="module")
def postgresql():
    with running_postgresql() as address:
        yield address


@pytest.fixture(scope="module")
def addresses(request):
    """A database that makes itself pgvector, and one whose role may not."""
    pgvector = request.getfixturevalue("postgresql")
    return {"pgvector": pgvector, "postgresql": without_rights(pgvector)}


@pytest.fixture(params=["sqlite", "postgresql", "pgvector"])
def actor(request, db, tmp_path):
    search_store.matrices.cache_clear()
    files = file_store("", tmp_path, endpoint="", region="")
    with override_settings(STORAGES={"default": files}):
        if request.param == "sqlite":
            yield Actor(User.objects.create(username="ana"))
            return
        with used_by_django(request.getfixturevalue("addresses")[request.param]):
            assert search_vectors.in_use() == (request.param == "pgvector")
            yield Actor(User.objects.create(username="ana"))
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def app(actor):
    return create_app(actor, "App", "text")


@pytest.fixture
def indexes(app):
    return DatabaseEmbeddingStore().of(app.pk, "run-1")


def entries(vectors, first=0):
    return [NewEntry(vector, text=f"text {first + at}") for at, vector in enumerate(vectors)]


def texts(hits):
    return [hit.text for hit in hits]


def test_the_nearest_come_first_with_their_cosine(indexes):
    indexes.add("a", entries([[1, 0], [0, 2], [3, 3], [-1, 0]]))
    (hits,) = indexes.search("a", [[5, 0]], 10, 0)
    assert texts(hits) == ["text 0", "text 2", "text 1", "text 3"][: len(hits)]
    assert [round(hit.score, 4) for hit in hits] == [1, 0.7071, 0]
    assert texts(indexes.search("a", [[5, 0]], 1, 0)[0]) == ["text 0"]
    assert texts(indexes.search("a", [[5, 0]], 10, 0.5)[0]) == ["text 0", "text 2"]


def test_it_finds_what_comparing_all_finds(indexes):
    random = np.random.default_rng(1)
    vectors = random.normal(size=(9000, 16))
    indexes.add("many", entries(vectors[:5000].tolist()))
    indexes.add("many", entries(vectors[5000:].tolist(), 5000))
    wanted = random.normal(size=(3, 16))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = (wanted / np.linalg.norm(wanted, axis=1, keepdims=True)) @ unit.T
    found = indexes.search("many", wanted.tolist(), 7, 0)
    assert [texts(hits) for hits in found] == [
        [f"text {at}" for at in np.argsort(-row)[:7]] for row in scores
    ]


def test_an_index_that_is_larger_than_the_memory_is_read_in_pieces(indexes, monkeypatch):
    monkeypatch.setattr(search_store, "ROWS_AT_ONCE", 3)
    with override_settings(SEARCH_MEGABYTES=0):
        indexes.add("a", entries([[at, 10] for at in range(1, 11)]))
        (hits,) = indexes.search("a", [[10, 10]], 2, 0)
        assert texts(hits) == ["text 9", "text 8"]
        assert not search_store.matrices()._kept


def test_what_is_added_later_is_found_and_the_rest_not_read_again(indexes, monkeypatch):
    indexes.add("a", entries([[1, 0]]))
    assert texts(indexes.search("a", [[0, 1]], 5, 0)[0]) == ["text 0"]
    read = []
    blocks = search_store._blocks
    monkeypatch.setattr(
        search_store, "_blocks", lambda index, after: read.append(after) or blocks(index, after)
    )
    indexes.add("a", entries([[0, 1]], 1))
    assert texts(indexes.search("a", [[0, 1]], 5, 0)[0]) == ["text 1", "text 0"]
    if search_vectors.in_use():
        assert not read
        return
    assert read[0] > 0
    indexes.search("a", [[0, 1]], 5, 0)
    assert len(read) == 1


def test_the_same_entry_is_kept_once(indexes):
    assert indexes.add("a", entries([[1, 0], [1, 0]])) == 2
    assert indexes.add("a", [NewEntry([2, 0], text="text 0")]) == 2
    assert indexes.add("a", [NewEntry([2, 0], text="other")]) == 3
    assert SearchIndex.objects.get().count == StoredEmbedding.objects.count() == 3


@pytest.mark.parametrize(
    ("vectors", "said"),
    [
        ([[1, 2, 3]], "holds vectors of 2 numbers; these have 3"),
        ([[1, 2], [1]], "differ in length"),
        ([[0, 0]], "nothing but zeros"),
        ([[float("nan"), 1]], "nothing but zeros"),
        ([[1.0] * 4097], "1 to 4096 numbers"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(indexes, vectors, said):
    indexes.add("a", entries([[1, 0]]))
    with pytest.raises(OperatorFailedError, match=said):
        indexes.add("a", entries(vectors))
    assert SearchIndex.objects.get().count == 1


def test_a_full_index_takes_no_more(indexes, monkeypatch):
    monkeypatch.setattr(search_store, "MAX_INDEX_VECTORS", 2)
    indexes.add("a", entries([[1, 0], [0, 1]]))
    with pytest.raises(OperatorFailedError, match="at most 2 fit"):
        indexes.add("a", entries([[1, 1]], 2))


def test_another_app_has_indexes_of_its_own(indexes, actor):
    other = DatabaseEmbeddingStore().of(create_app(actor, "Other", "text").pk, "run-2")
    indexes.add("a", entries([[1, 0]]))
    with pytest.raises(OperatorFailedError, match="no index a"):
        other.search("a", [[1, 0]], 5, 0)
    other.add("a", [NewEntry([1, 0, 0], text="theirs")])
    assert texts(other.search("a", [[1, 0, 0]], 5, 0)[0]) == ["theirs"]
    assert texts(indexes.search("a", [[1, 0]], 5, 0)[0]) == ["text 0"]


def test_a_deleted_index_can_be_made_anew_with_other_vectors(indexes, actor):
    indexes.add("a", entries([[1, 0]]))
    indexes.search("a", [[1, 0]], 5, 0)
    delete_index(actor, SearchIndex.objects.get())
    assert not StoredEmbedding.objects.exists()
    indexes.add("a", entries([[1, 0, 0]], 7))
    assert texts(indexes.search("a", [[1, 0, 0]], 5, 0)[0]) == ["text 7"]


def test_thumbnails_stay_as_long_as_their_entries(indexes, actor):
    indexes.add("a", [NewEntry([1, 0], thumbnail=b"\xff\xd8picture")])
    (hits,) = indexes.search("a", [[1, 0]], 5, 0)
    assert indexes.picture(hits[0].thumbnail) == b"\xff\xd8picture"
    Blob.objects.update(used_at="2020-01-01T00:00:00Z")
    assert pruning.prune(30, 10).files == 0
    delete_index(actor, SearchIndex.objects.get())
    Blob.objects.update(used_at="2020-01-01T00:00:00Z")
    assert pruning.prune(30, 10).files == 1
