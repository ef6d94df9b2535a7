"""OpenCV with one thread: the cores belong to onnxruntime's pool and to neighbouring runs.

Import `cv2` from here, inside a function, because it is slow to load.
"""

from __future__ import annotations

import cv2

cv2.setNumThreads(1)

__all__ = ["cv2"]
