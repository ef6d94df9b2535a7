"""What Roboflow's blocks of the family *trackers* have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.blocks import Block, Ignored, Setting, Wire

if TYPE_CHECKING:
    from runtime.contracts.blocks import Field


def tracker_block(name: str, fields: dict[str, Field], **fixed: Any) -> Block:
    """A block that follows regions; `fixed` are parameters of ours that it does not have."""
    return Block(
        f"roboflow_core/{name}",
        fields={
            "image": Wire("image", required=True),
            "detections": Wire("regions"),
            "lost_track_buffer": Setting("max_disappeared", default=30),
            "instances_cache_size": Ignored("Every track is remembered."),
            **fields,
        },
        outputs={
            "tracked_detections": "regions",
            "new_instances": "new",
            "already_seen_instances": "again",
        },
        fixed={"min_confidence": 0, "per_class": False, "first_number": 0, **fixed},
        loose=("min_confidence", "per_class", "first_number"),
    )
