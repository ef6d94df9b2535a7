from __future__ import annotations

from io import BytesIO

import pytest

from runtime.contracts.values import Video
from runtime.media.folder_files import FolderFiles
from runtime.media.probe import read_media


class Clips(FolderFiles):
    """Files in a folder, and videos made of bytes."""

    def video(self, data: bytes) -> Video:
        info = read_media(BytesIO(data), "clip")
        blob = self.keep(BytesIO(data), info.media_type)
        return Video(blob, info.media_type, info.width, info.height, info.duration_ms, info.fps)

    def read(self, video: Video) -> bytes:
        with self.open(video.blob) as file:
            return file.read()


@pytest.fixture
def clips(tmp_path) -> Clips:
    return Clips(tmp_path)
