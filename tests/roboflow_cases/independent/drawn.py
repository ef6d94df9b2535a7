"""Pictures drawn by `supervision` itself, by cases' names: its annotators, called with boxes."""

from __future__ import annotations

import numpy as np
import supervision as sv

GREEN_AND_BLUE = sv.ColorPalette.from_hex(["#00ff00", "#0000ff"])
BY_INDEX = sv.ColorLookup.INDEX
ALONG = sv.Color.from_hex("#A351FB")


def detections(found, size):
    """What is drawn, of a call's detections; `size` is (width, height) of the picture."""
    items = found["predictions"]
    corners = [
        [one["x"] - one["width"] / 2, one["y"] - one["height"] / 2,
         one["x"] + one["width"] / 2, one["y"] + one["height"] / 2] for one in items
    ]  # fmt: skip
    masks = [
        sv.polygon_to_mask(np.array([[p["x"], p["y"]] for p in one["points"]], np.int32), size)
        for one in items if "points" in one
    ]  # fmt: skip
    return sv.Detections(
        xyxy=np.array(corners, np.float32),
        mask=np.array(masks, bool) if masks else None,
        confidence=np.array([one["confidence"] for one in items]),
        class_id=np.array([one["class_id"] for one in items]),
        data={"class_name": np.array([one["class"] for one in items])},
    )


def points(found):
    """The keypoints of detections."""
    places = [[[p["x"], p["y"]] for p in one["keypoints"]] for one in found["predictions"]]
    return sv.KeyPoints(xy=np.array(places, np.float32))


def with_boxes(annotator, **more):
    """How this annotator draws detections."""

    def drawn(scene, inputs):
        size = scene.shape[1], scene.shape[0]
        return annotator().annotate(scene, detections(inputs["found"], size), **more)

    return drawn


def with_points(annotator):
    """How this annotator draws keypoints."""
    return lambda scene, inputs: annotator().annotate(scene, points(inputs["found"]))


def labels(tell, **settings):
    """Each box with a text of its own."""

    def drawn(scene, inputs):
        found = detections(inputs["found"], (scene.shape[1], scene.shape[0]))
        texts = [tell(one) for one in inputs["found"]["predictions"]]
        style = {"text_scale": 1.0, "text_thickness": 1, "text_padding": 10, **settings}
        return sv.LabelAnnotator(**style).annotate(scene, found, labels=texts)

    return drawn


EDGES = ("masks", "background around outlines")
"""Where the edge of a shape may lie half a pixel further in."""

DRAWN = {
    "boxes": with_boxes(lambda: sv.BoxAnnotator(thickness=2)),
    "boxes, thick and round": with_boxes(
        lambda: sv.RoundBoxAnnotator(thickness=5, roundness=0.4)
    ),
    "boxes in colours of one's own": with_boxes(
        lambda: sv.BoxAnnotator(GREEN_AND_BLUE, thickness=4, color_lookup=BY_INDEX)
    ),
    "background": with_boxes(lambda: sv.BackgroundOverlayAnnotator(sv.Color.RED, opacity=0.7)),
    "blur of boxes": with_boxes(lambda: sv.BlurAnnotator(kernel_size=9)),
    "circles": with_boxes(lambda: sv.CircleAnnotator(thickness=4)),
    "colour": with_boxes(lambda: sv.ColorAnnotator(opacity=0.6)),
    "corners": with_boxes(lambda: sv.BoxCornerAnnotator(thickness=4, corner_length=12)),
    "crops on the picture": with_boxes(
        lambda: sv.CropAnnotator(sv.Position.TOP_CENTER, scale_factor=1.5, border_thickness=2)
    ),
    "dots": with_boxes(lambda: sv.DotAnnotator(radius=8)),
    "dots at a corner": with_boxes(
        lambda: sv.DotAnnotator(radius=9, position=sv.Position.TOP_LEFT, outline_thickness=2)
    ),
    "ellipses": with_boxes(
        lambda: sv.EllipseAnnotator(thickness=3, start_angle=-45, end_angle=235)
    ),
    "pixels of boxes": with_boxes(lambda: sv.PixelateAnnotator(pixel_size=10)),
    "triangles": with_boxes(lambda: sv.TriangleAnnotator(base=20, height=20)),
    "labels": labels(lambda one: one["class"]),
    "labels with confidence": labels(
        lambda one: f"{one['class']} {one['confidence']:.2f}",
        text_scale=0.5, text_position=sv.Position.CENTER,
    ),
    "heat": with_boxes(lambda: sv.HeatMapAnnotator(
        sv.Position.BOTTOM_CENTER, opacity=0.2, radius=40, kernel_size=25, top_hue=0, low_hue=125
    )),
    "masks": with_boxes(lambda: sv.MaskAnnotator(opacity=0.5)),
    "background around outlines": with_boxes(
        lambda: sv.BackgroundOverlayAnnotator(sv.Color.from_hex("#00ff00"), opacity=1.0)
    ),
    "keypoints": with_points(lambda: sv.VertexAnnotator(ALONG, radius=6)),
    "keypoints joined": with_points(
        lambda: sv.EdgeAnnotator(ALONG, thickness=4, edges=[(1, 2)])
    ),
}  # fmt: skip


def drawn(name, pixels, inputs):
    """The picture of a case, in RGB; the annotators draw where blue comes first."""
    scene = np.ascontiguousarray(pixels[:, :, ::-1])
    return np.asarray(DRAWN[name](scene, inputs))[:, :, ::-1]
