"""A whole installation whose files lie in an S3 bucket: uploads, results, thumbnails, downloads."""

from __future__ import annotations

import hashlib

import pytest

from tests.buckets import PREFIX, running_bucket
from tests.clients import Api, Editor, expected, image_input, sample
from tests.servers import running_server

PLATES = "read-licence-plates"


@pytest.fixture(scope="module")
def bucket():
    with running_bucket() as running:
        yield running


@pytest.fixture(scope="module")
def installation(tmp_path_factory, bucket):
    with running_server(tmp_path_factory.mktemp("weft"), **bucket.environment) as running:
        yield running


@pytest.fixture(scope="module")
def bucket_api(installation):
    return Api(installation, installation.token())


@pytest.fixture(scope="module")
def bucket_editor(installation):
    return Editor(installation)


def own(number):
    """A picture that nobody kept before."""
    return sample("street-two-cars.jpg") + number.to_bytes(2)


def test_a_run_reads_its_input_from_the_bucket_and_keeps_its_outputs_there(
    bucket, installation, bucket_api, bucket_editor
):
    picture = own(1)
    answer = bucket_api.results(PLATES, image_input(picture))
    assert answer.status_code == 200, answer.text
    run = bucket_editor.get(f"/runs/{answer.json()['run']['id']}").json()
    crops = [port["blob"] for port in blobs_in(run["outputs"])]
    assert crops
    keys = {key.rpartition("/")[2] for key in bucket.names() if key.startswith(f"{PREFIX}/")}
    assert {*crops, hashlib.sha256(picture).hexdigest()} <= keys
    assert not (installation.data / "blobs").exists()
    for crop in crops:
        shown = bucket_editor.get(f"/apps/local/demo/blobs/{crop}")
        assert hashlib.sha256(shown.content).hexdigest() == crop
        small = bucket_editor.get(f"/apps/local/demo/blobs/{crop}?w=64")
        assert small.headers["Content-Type"] == "image/jpeg"


def test_a_sample_is_read_from_the_bucket(bucket_api):
    answer = bucket_api.results("read-text", image_input(sample("notice.jpg")))
    (result,) = answer.json()["results"]
    read = next(out for out in result["outputs"] if out["node_id"] == "read")
    assert all(line in read["data"]["text"]["raw"] for line in expected("notice.jpg"))


def test_a_bucket_that_is_away_answers_at_once_and_says_when_to_try_again(
    bucket, bucket_api, bucket_editor
):
    """The last test of this file: it stops the bucket."""
    bucket.process.terminate()
    bucket.process.wait(10)
    answer = bucket_api.results(PLATES, image_input(own(2)))
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    sample_id = bucket_editor.get("/apps/local/demo/samples").json()["samples"][0]["id"]
    refused = bucket_editor.post(
        f"/apps/local/demo/workflows/{PLATES}/runs", {"inputs": [{"sample": sample_id}]}
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "files_unavailable")
    assert bucket_editor.get("/apps").status_code == 200


def blobs_in(tree):
    """Every stored value with a file in it."""
    if isinstance(tree, dict):
        if "blob" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for item in tree:
            yield from blobs_in(item)
