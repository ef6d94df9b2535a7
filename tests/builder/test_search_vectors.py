"""PostgreSQL's own search: the same answers as the matrix gives, and taken up whenever it comes."""

from __future__ import annotations

import numpy as np
import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from builder import search_store, search_vectors
from builder.actions.create_app import create_app
from builder.actions.delete_index import delete_index
from builder.models import SearchIndex
from builder.permissions import Actor
from builder.search_store import DatabaseEmbeddingStore
from config.files import file_store
from runtime.contracts.stores import NewEntry
from tests.databases import running_postgresql, used_by_django, without_rights

FEW = 50
"""Among thousands some scores differ by less than both ways round; those may change places."""


@pytest.fixture(scope="module")
def server():
    with running_postgresql() as address:
        yield address, without_rights(address)


@pytest.fixture
def database(server, db, tmp_path, monkeypatch):
    """Weft on the database that may make itself pgvector."""
    search_store.matrices.cache_clear()
    files = file_store("", tmp_path, endpoint="", region="")
    with override_settings(STORAGES={"default": files}), used_by_django(server[0]):
        yield
        monkeypatch.undo()
        call_command("flush", verbosity=0, interactive=False)


def made_app(name="App"):
    actor = Actor(User.objects.get_or_create(username="ana")[0])
    return actor, DatabaseEmbeddingStore().of(create_app(actor, name, "text").pk, "run-1")


def entries(vectors, first=0):
    return [NewEntry(vector, text=f"text {at}") for at, vector in enumerate(vectors, first)]


def by_the_matrix(indexes, *asked):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_vectors, "in_use", lambda: False)
        return indexes.search(*asked)


def compare(indexes, wanted, limit=10, min_score=0.0):
    """Both ways; answers what PostgreSQL found."""
    assert search_vectors.in_use()
    found = indexes.search("a", wanted, limit, min_score)
    assert not search_store.matrices()._kept
    other = by_the_matrix(indexes, "a", wanted, limit, min_score)
    search_store.matrices.cache_clear()
    for row, other_row in zip(found, other, strict=True):
        if len(row) <= FEW:
            assert [hit.id for hit in row] == [hit.id for hit in other_row]
        assert [h.score for h in row] == pytest.approx([h.score for h in other_row], abs=1e-5)
        scores = {hit.id: hit.score for hit in other_row}
        assert {hit.id: hit.score for hit in row} == pytest.approx(scores, abs=1e-5)
    return found


@pytest.mark.parametrize("dimensions", [3, 384, 4096])
def test_both_ways_find_the_same(database, dimensions):
    _, indexes = made_app()
    random = np.random.default_rng(dimensions)
    count = min(3000, 1_200_000 // dimensions)
    indexes.add("a", entries(random.normal(size=(count, dimensions)).tolist()))
    wanted = random.normal(size=(4, dimensions)).tolist()
    for limit, min_score in ((1, 0.0), (25, 0.0), (50, 0.04), (count + 5, -1.0)):
        found = compare(indexes, wanted, limit, min_score)
        assert max(len(row) for row in found) <= min(limit, count)
    assert len(found[0]) == count


def test_what_is_equally_near_comes_in_the_order_of_entry(database):
    _, indexes = made_app()
    indexes.add("a", entries([[0, 1], [1, 0], [2, 0], [3, 0], [-1, 0]]))
    (hits,) = compare(indexes, [[1, 0]])
    assert [hit.text for hit in hits] == ["text 1", "text 2", "text 3", "text 0"]
    assert [hit.score for hit in hits] == pytest.approx([1, 1, 1, 0])


def test_growth_and_deletion_are_seen_at_once(database):
    actor, indexes = made_app()
    _, others = made_app("Other")
    others.add("a", entries([[1, 0, 0]], 90))
    random = np.random.default_rng(2)
    for first in (0, 400, 800):
        indexes.add("a", entries(random.normal(size=(400, 8)).tolist(), first))
        (hits,) = compare(indexes, [[1.0] * 8], 2000, -1.0)
        assert len(hits) == first + 400
    delete_index(actor, SearchIndex.objects.get(app=indexes.app))
    indexes.add("a", entries([[1, 0], [0, 1]], 7))
    assert [hit.text for hit in compare(indexes, [[1, 0]])[0]] == ["text 7", "text 8"]
    assert [hit.text for hit in compare(others, [[1, 0, 0]])[0]] == ["text 90"]


def test_rows_that_an_older_process_wrote_are_found_and_taken_up_later(database, monkeypatch):
    _, indexes = made_app()
    indexes.add("a", entries([[1, 0], [1, 1]]))
    monkeypatch.setattr(search_vectors, "in_use", lambda: False)
    indexes.add("a", entries([[0, 1]], 2))
    monkeypatch.undo()
    assert not search_vectors.is_complete(SearchIndex.objects.get())
    (hits,) = indexes.search("a", [[0, 1]], 5, 0)
    assert [hit.text for hit in hits] == ["text 2", "text 1", "text 0"]
    call_command("migrate", verbosity=0)
    assert search_vectors.is_complete(SearchIndex.objects.get())
    search_store.matrices.cache_clear()
    assert [hit.text for hit in compare(indexes, [[0, 1]])[0]] == ["text 2", "text 1", "text 0"]


def test_an_index_that_an_administrator_adds_changes_no_answer(database):
    _, indexes = made_app()
    random = np.random.default_rng(3)
    indexes.add("a", entries(random.normal(size=(2000, 8)).tolist()))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE INDEX approximate ON builder_storedembedding "
            "USING ivfflat ((near::vector(8)) vector_ip_ops) WITH (lists = 50)"
        )
        cursor.execute("ANALYZE builder_storedembedding")
        compare(indexes, random.normal(size=(5, 8)).tolist(), 20)
        cursor.execute("DROP INDEX approximate")


def test_the_extension_is_taken_up_when_it_comes(server, db, caplog):
    search_store.matrices.cache_clear()
    mine, plain = server
    random = np.random.default_rng(4)
    with used_by_django(plain):
        assert "permission denied" in caplog.text
        assert not search_vectors.in_use()
        _, indexes = made_app()
        indexes.add("a", entries(random.normal(size=(1500, 1000)).tolist()))
        wanted = random.normal(size=(2, 1000)).tolist()
        before = indexes.search("a", wanted, 9, 0)
        search_store.matrices.cache_clear()
        with psycopg.connect(mine.replace("/weft", "/plain", 1), autocommit=True) as rows:
            rows.execute("CREATE EXTENSION vector")
        call_command("migrate", verbosity=0)
        assert search_vectors.in_use()
        after = compare(indexes, wanted, 9)
        assert [[hit.id for hit in row] for row in after] == [
            [hit.id for hit in row] for row in before
        ]
        with psycopg.connect(mine.replace("/weft", "/plain", 1), autocommit=True) as rows:
            rows.execute("DROP EXTENSION vector CASCADE")
        call_command("migrate", verbosity=0)
        assert not search_vectors.in_use()
        assert indexes.search("a", wanted, 9, 0) == before
