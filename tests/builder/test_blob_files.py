"""Files in a folder and in a bucket keep the same promises."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.test import override_settings
from django.utils import timezone

from builder import blob_bucket, blob_files
from builder.actions.create_app import create_app
from builder.models import Blob
from builder.permissions import Actor
from config.env import BadSettingError
from config.files import file_store
from runtime.contracts.errors import FilesUnavailableError, NotFoundError
from tests.buckets import KEYS, NAME, PREFIX, running_bucket
from tests.servers import ROOT, free_port

DATA = b"some bytes"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(scope="module")
def bucket():
    with running_bucket() as running:
        yield running


@pytest.fixture
def keep_in(monkeypatch):
    """Lets this process keep files as these variables say."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as used:

        def use(address, folder=None, endpoint=""):
            store = file_store(address, folder, endpoint=endpoint, region="us-east-1")
            used.enter_context(override_settings(STORAGES={"default": store}))

        yield use


@pytest.fixture(params=["folder", "bucket"])
def store(request, keep_in, tmp_path):
    """Either kind; answers which."""
    if request.param == "folder":
        keep_in("", tmp_path)
    else:
        running = request.getfixturevalue("bucket")
        keep_in(f"s3://{NAME}/{PREFIX}", endpoint=running.endpoint)
    return request.param


@pytest.fixture
def app(db):
    return create_app(Actor(User.objects.create(username="ana")), "App", "image").pk


def test_what_was_kept_is_read_back(store, app):
    digest = blob_files.write_blob(app, DATA, "text/plain")
    assert digest == DIGEST
    assert blob_files.read_blob(app, digest) == DATA
    assert Blob.objects.get(app=app, digest=digest).size == len(DATA)


def test_keeping_it_again_changes_nothing(store, app):
    for _ in range(2):
        blob_files.write_blob(app, DATA, "text/plain")
    assert blob_files.read_blob(app, DIGEST) == DATA
    assert Blob.objects.count() == 1


def test_a_file_of_twenty_megabytes_survives(store, app):
    data = os.urandom(20 * 1024 * 1024)
    assert blob_files.read_blob(app, blob_files.write_blob(app, data, "image/png")) == data


def test_an_open_file_is_kept_and_opened_again_without_being_in_memory(store, app, tmp_path):
    """Nine megabytes: more than any store holds in memory."""
    data = os.urandom(9 * 1024 * 1024)
    (tmp_path / "upload").write_bytes(data)
    with (tmp_path / "upload").open("rb") as file:
        file.seek(5)
        digest = blob_files.write_blob(app, file, "video/mp4")
    assert digest == hashlib.sha256(data).hexdigest()
    assert Blob.objects.get(app=app, digest=digest).size == len(data)
    with blob_files.open_blob(app, digest) as file:
        file.seek(1000)
        assert file.read(16) == data[1000:1016]
        file.seek(-4, os.SEEK_END)
        assert (file.read(), file.tell()) == (data[-4:], len(data))


def test_opening_a_file_that_is_gone_says_so(store, app):
    with pytest.raises(NotFoundError, match="no longer stored"):
        blob_files.open_blob(app, "0" * 64)


def test_a_file_that_is_gone_is_not_found(store, app):
    with pytest.raises(NotFoundError, match="no longer stored"):
        blob_files.read_blob(app, "0" * 64)


def test_another_app_does_not_find_it(store, app):
    blob_files.write_blob(app, DATA, "text/plain")
    with pytest.raises(NotFoundError):
        blob_files.read_blob(app + 1, DIGEST)


def test_the_start_up_check_leaves_nothing_behind(store):
    blob_files.try_files()
    assert not storages["default"].exists(blob_files.PROBE)


def test_many_threads_share_it(store, app):
    name = blob_files.name_of(app, DIGEST)
    blob_files.write_blob(app, DATA, "text/plain")
    with ThreadPoolExecutor(16) as pool:
        read = pool.map(lambda _: storages["default"].open(name).read(), range(64))
        assert set(read) == {DATA}


def test_the_bucket_holds_it_below_the_prefix(bucket, keep_in, app):
    keep_in(f"s3://{NAME}/{PREFIX}", endpoint=bucket.endpoint)
    blob_files.write_blob(app, DATA, "text/plain")
    assert f"{PREFIX}/{app}/{DIGEST[:2]}/{DIGEST}" in bucket.names()


def test_a_file_is_in_the_folder_whole_or_not_at_all(keep_in, tmp_path, app, monkeypatch):
    """The disk is full half-way: nothing lies there under its name, and a later call mends it."""
    keep_in("", tmp_path)

    def half(file, chunk_size=None):
        yield file.read(3)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("builder.blob_files._digest", lambda _: DIGEST)
        broken.setattr("django.core.files.base.ContentFile.chunks", half)
        with pytest.raises(FilesUnavailableError):
            blob_files.write_blob(app, DATA, "text/plain")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Blob.objects.exists()
    blob_files.write_blob(app, DATA, "text/plain")
    assert blob_files.read_blob(app, DIGEST) == DATA


def test_a_bucket_that_is_away_is_a_clear_error_soon(keep_in, app):
    keep_in(f"s3://{NAME}", endpoint=f"http://127.0.0.1:{free_port()}")
    began = time.monotonic()
    with pytest.raises(FilesUnavailableError) as caught:
        blob_files.write_blob(app, DATA, "text/plain")
    assert time.monotonic() - began < 15
    assert (caught.value.status, caught.value.retry) == (503, True)
    assert "127.0.0.1" not in caught.value.message
    assert not Blob.objects.exists()


def test_a_bucket_that_falls_silent_is_a_clear_error_too(keep_in, app, monkeypatch):
    """The server takes the connection and says nothing."""
    monkeypatch.setattr(blob_bucket, "READ_SECONDS", 0.5)
    with running_bucket() as silent:
        keep_in(f"s3://{NAME}", endpoint=silent.endpoint)
        blob_files.write_blob(app, DATA, "text/plain")
        silent.process.suspend()
        began = time.monotonic()
        with pytest.raises(FilesUnavailableError):
            blob_files.read_blob(app, DIGEST)
        assert time.monotonic() - began < 10
        silent.process.resume()
        assert blob_files.read_blob(app, DIGEST) == DATA


def test_a_bucket_that_does_not_exist_is_no_missing_file(bucket, keep_in, app):
    keep_in("s3://nowhere-at-all", endpoint=bucket.endpoint)
    with pytest.raises(FilesUnavailableError):
        blob_files.read_blob(app, DIGEST)
    with pytest.raises(FilesUnavailableError):
        blob_files.try_files()


def test_a_start_with_a_wrong_bucket_says_so(bucket, tmp_path):
    environment = {**os.environ, **bucket.environment, "WEFT_FILES": "s3://nowhere-at-all"}
    environment["WEFT_DATA_DIR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "WEFT_FILES" in done.stderr
    assert "NoSuchBucket" in done.stderr


@pytest.mark.parametrize("address", ["/tmp/files", "gs://bucket", "s3://", "s3://a?b=c"])
def test_an_address_that_is_no_bucket_stops_the_start(address, tmp_path):
    with pytest.raises(BadSettingError, match="WEFT_FILES"):
        file_store(address, tmp_path, endpoint="", region="")


def test_an_endpoint_that_is_no_web_address_stops_the_start(tmp_path):
    with pytest.raises(BadSettingError, match="WEFT_S3_ENDPOINT"):
        file_store("s3://bucket", tmp_path, endpoint="minio:9000", region="")


def test_boto3_is_not_loaded_unless_a_bucket_is_chosen(tmp_path):
    """It would cost every process memory and time at start."""
    code = (
        "import sys, django; django.setup()\n"
        "from builder import blob_files; blob_files.try_files()\n"
        "import config.asgi, config.celery, runtime.worker.tasks\n"
        "print([name for name in ('boto3', 'botocore', 'storages') if name in sys.modules])"
    )
    environment = {
        **os.environ, "WEFT_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEFT_FILES": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_several_are_kept_at_once_from_many_threads(store, app, django_assert_num_queries):
    """Files when they are given, their rows with one statement."""
    several = [bytes([number]) * 10 for number in range(40)]
    with (
        django_assert_num_queries(1),
        blob_files.writing_blobs(app) as put,
        ThreadPoolExecutor(8) as pool,
    ):
        digests = list(pool.map(lambda data: put(data, "text/plain"), several))
        assert all(storages["default"].exists(blob_files.name_of(app, one)) for one in digests)
    assert [blob_files.read_blob(app, digest) for digest in digests] == several
    assert set(Blob.objects.values_list("digest", flat=True)) == set(digests)


def test_what_is_kept_again_among_others_costs_one_question(store, app, django_assert_num_queries):
    blob_files.write_blob(app, DATA, "text/plain")
    with django_assert_num_queries(1), blob_files.writing_blobs(app) as put:
        assert [put(DATA, "text/plain"), put(DATA, "text/plain")] == [DIGEST, DIGEST]
    assert Blob.objects.count() == 1


def test_a_file_that_is_pruned_before_its_row_is_renewed_is_written_again(store, app):
    blob_files.write_blob(app, DATA, "text/plain")
    Blob.objects.update(used_at=timezone.now() - dt.timedelta(days=40))
    with blob_files.writing_blobs(app) as put:
        put(DATA, "text/plain")
        assert blob_files.remove_blob(Blob.objects.get())
    assert blob_files.read_blob(app, DIGEST) == DATA
    assert Blob.objects.get().digest == DIGEST


def test_files_of_a_block_that_fails_are_known_and_so_can_be_pruned(store, app):
    def fail():
        with blob_files.writing_blobs(app) as put:
            put(DATA, "text/plain")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Blob.objects.get().digest == DIGEST
