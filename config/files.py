"""Where uploads and outputs are kept: a folder, or an S3 bucket, as the environment says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

from config.env import BadSettingError

if TYPE_CHECKING:
    from pathlib import Path


def file_store(address: str, folder: Path, *, endpoint: str, region: str) -> dict[str, Any]:
    """The entry of `STORAGES`; the class is only imported when the first file is touched."""
    if not address:
        return {"BACKEND": "builder.blob_folder.BlobFolder", "OPTIONS": {"location": folder}}
    parts = urlparse(address)
    if parts.scheme != "s3" or not parts.netloc or parts.query or parts.fragment:
        raise BadSettingError(
            f"WEFT_FILES is {address!r}; write s3://bucket or s3://bucket/prefix."
        )
    if endpoint and urlparse(endpoint).scheme not in ("http", "https"):
        raise BadSettingError(f"WEFT_S3_ENDPOINT is {endpoint!r}; write an http or https address.")
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": endpoint or None,
        "region_name": region or None,
    }
    return {"BACKEND": "builder.blob_bucket.BlobBucket", "OPTIONS": options}
