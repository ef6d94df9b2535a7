"""Turns a camera of yours so that an object stays in the middle of its picture.

Behind *Byte tracker* on a stream of the camera's pictures it follows one object: the surest, then
the same as long as it is seen. With `preset` it sends the camera to a place that it knows by name.
The camera has to speak ONVIF and to turn at a speed. It is reached by a connection of the app,
where its address, user and password are kept; `host` and `port` choose among the app's cameras.

Speeds come from three controllers, whose gains are the same for pan, tilt and zoom. If the camera
runs away from the object, flip that axis. A movement ends after 5 seconds when nothing new is told,
so that a stream which breaks off leaves the camera still. `idle_seconds` counts while pictures
come: then the camera goes to the preset. A run of the draft only shows what it would do.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire
from runtime.contracts.operator import Context, operator
from runtime.contracts.outside import ConnectionMissingError, ConnectorError
from runtime.contracts.values import Boolean, Regions, Text
from runtime.outside.drafts import PushParams, would_send
from runtime.outside.onvif import Camera
from runtime.outside.steering import ZOOMED_SPEED, Gains, Seen, Speeds, Steering, Way
from runtime.query.moments import shared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from runtime.contracts.values import Region

OFF = "Sink was disabled by parameter"
LEAST_STEP = 0.1
"""With steps for speeds, less than this would hardly ever move the camera."""
AGAIN_SECONDS = 10
"""A camera that was not reached is asked again after so long."""
_THERE = "the camera's user and password are kept in the app's connection"


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "What is seen in the camera's picture."})


@dataclass(frozen=True)
class Outputs:
    followed: Regions = field(metadata={"help": "The object that is followed; none without one."})
    seeking: Boolean = field(metadata={"help": "Whether the camera is on its way to it."})
    failed: Boolean = field(metadata={"help": "Whether the camera could not be told."})
    message: Text = field(metadata={"help": "What was done, in a few words."})


class Params(PushParams):
    host: str = Field(
        default="", max_length=253,
        description="Which of the app's cameras, by its address; empty for the connection's.",
    )  # fmt: skip
    port: int = Field(default=80, ge=1, le=65_535, description="The camera's port.")
    movement: Literal["follow", "preset"] = Field(
        default="follow", description="Follow an object, or go to the preset."
    )
    in_steps: bool = Field(
        default=False, description="Whether speeds are told by starts and stops at full speed."
    )
    zoom: bool = Field(default=False, description="Whether it also zooms in on the object.")
    follow_track: bool = Field(
        default=True, description="Whether it stays with one tracked object."
    )
    dead_zone: int = Field(
        default=50, ge=0, le=10_000, description="So far from the middle it may be, in pixels."
    )
    preset: str = Field(
        default="", max_length=200, description="The name of a place that the camera knows."
    )
    idle_seconds: int = Field(
        default=0, ge=0, le=86_400,
        description="Go to the preset after standing still for so long; 0 stays.",
    )  # fmt: skip
    least_ms: int = Field(
        default=250, ge=0, le=60_000, description="The least time from one command to the next."
    )
    flip_x: bool = Field(default=False, description="Turn the other way round, left and right.")
    flip_y: bool = Field(default=True, description="Turn the other way round, up and down.")
    least_speed: float = Field(
        default=0.05, ge=0, le=1, description="No movement is slower, as a part of the fastest."
    )
    proportional: float = Field(default=0.25, description="How hard it answers to a distance.")
    integral: float = Field(default=0.0, description="How hard it answers to one that stays.")
    derivative: float = Field(default=1.0, description="How hard it answers to a change.")
    enabled: bool = Field(default=True, description="Whether the camera is told anything at all.")

    @model_validator(mode="after")
    def _has_its_preset(self) -> Self:
        if not self.preset and (self.movement == "preset" or self.idle_seconds):
            message = "name the preset that the camera is to go to"
            raise ValueError(message)
        return self

    @property
    def way(self) -> Way:
        """How an object is followed."""
        least = max(self.least_speed, LEAST_STEP) if self.in_steps else self.least_speed
        gains = Gains(self.proportional, self.integral, self.derivative)
        return Way(gains, self.dead_zone, least, self.zoom, self.flip_x, self.flip_y)


@operator(
    "ptz-camera",
    title="PTZ camera",
    group="Connectors",
    icon="cctv",
    heavy=True,
    keeps_state=True,
    effects="sends",
    connection="onvif",
    summary="{movement} · drafts {in_drafts}",
    blocks=(
        Block(
            "roboflow_core/onvif_sink@v1",
            {
                "predictions": Wire(
                    "regions",
                    kinds=("object_detection_prediction", "instance_segmentation_prediction"),
                ),
                "camera_ip": Setting("host", required=True),
                "camera_port": Setting("port", required=True),
                "camera_username": Ignored(_THERE),
                "camera_password": Ignored(_THERE),
                "movement_type": Setting(
                    "movement", words={"Follow": "follow", "Go To Preset": "preset"}
                ),
                "simulate_variable_speed": Setting("in_steps"),
                "zoom_if_able": Setting("zoom"),
                "follow_tracker": Setting("follow_track"),
                "dead_zone": Setting("dead_zone"),
                "default_position_preset": Setting("preset"),
                "move_to_position_after_idle_seconds": Setting("idle_seconds"),
                "camera_update_rate_limit": Setting("least_ms"),
                "flip_x_movement": Setting("flip_x"),
                "flip_y_movement": Setting("flip_y"),
                "minimum_camera_speed": Setting("least_speed"),
                "pid_kp": Setting("proportional"),
                "pid_ki": Setting("integral"),
                "pid_kd": Setting("derivative"),
            },
            {
                "predictions": Out("followed", ("object_detection_prediction",)),
                "seeking": Out("seeking", ("boolean",)),
            },
            sink=True,
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    if not params.enabled:
        return [_said(inputs.regions, OFF) for inputs in batch]
    outside = context.require_outside()
    target = f"{params.host}:{params.port}" if params.host else ""
    try:
        endpoint = outside.endpoint_to(target, "onvif", params.connection)
    except ConnectionMissingError as error:
        return [_said(_none(inputs), error.message, failed=True) for inputs in batch]
    if outside.draft and params.in_drafts != "send":
        return [_said(inputs.regions, would_send(endpoint.address).raw) for inputs in batch]
    camera = Camera(outside, endpoint, context.cancel, params.timeout_seconds)
    outcomes = []
    for index, inputs in enumerate(batch):
        state = context.of_stream(shared(context.place(index)), Steering)
        outcomes.append(_moved(inputs, params, _Helm(camera, state, params, time.time())))
    return outcomes


def _moved(inputs: Inputs, params: Params, helm: _Helm) -> Outputs:
    found = _none(inputs)
    try:
        helm.ready()
        if params.movement == "preset":
            said = helm.to_preset()
        elif not inputs.regions.items:
            helm.state.track = None
            said = helm.stop()
        else:
            one = _choose(inputs.regions.items, params, helm.state)
            found = replace(inputs.regions, items=(one,))
            said = helm.follow(_seen(one, inputs.regions))
    except (ConnectorError, ConnectionMissingError) as error:
        return _said(found, error.message, failed=True, seeking=helm.state.seeking is True)
    return _said(found, said, seeking=helm.state.seeking is True)


@dataclass(frozen=True)
class _Helm:
    """One camera at one moment."""

    camera: Camera
    state: Steering
    params: Params
    now: float

    def ready(self) -> None:
        """Knows the camera; asks it when it does not, though not with every picture."""
        state = self.state
        if state.camera is not None:
            return
        if state.refused_at is not None and self.now - state.refused_at < AGAIN_SECONDS:
            raise ConnectorError(state.refused)
        try:
            state.camera = self.camera.ask_about()
        except ConnectorError as error:
            state.refused, state.refused_at = error.message, self.now
            raise

    def follow(self, seen: Seen) -> str:
        """Towards the object, at most so often."""
        state = self.state
        speeds = state.aim(seen, self.params.way, self.now)
        if speeds.still:
            return self.stop()
        if self.params.in_steps:
            speeds = state.in_steps(speeds, due=self._due)
        stops = state.begins_to_stop(speeds)
        if not stops and not self._due:
            return "Told it a moment ago"
        self._move(speeds)
        state.seeking = state.seeking or not speeds.still
        state.stopped_at = None
        return "Moving"

    def stop(self) -> str:
        """Stand still, told once; after a while to the preset."""
        state = self.state
        if state.seeking or state.seeking is None:
            assert state.camera is not None
            self.camera.stop(state.camera)
            state.begins_to_stop(Speeds())
            state.told_at = state.stopped_at = self.now
        state.seeking = False
        still = self.now - (state.stopped_at if state.stopped_at is not None else self.now)
        if self.params.idle_seconds and state.stopped_at and still >= self.params.idle_seconds:
            self._go()
            return f"Went to {self.params.preset}"
        return "Standing still"

    def to_preset(self) -> str:
        """To the preset, at most so often."""
        if not self._due:
            return "Told it a moment ago"
        self._go()
        return f"Went to {self.params.preset}"

    @property
    def _due(self) -> bool:
        return self.state.is_due(self.now, self.params.least_ms)

    def _go(self) -> None:
        assert self.state.camera is not None
        self.camera.go_to(self.state.camera, self.params.preset)
        self.state.told_at, self.state.stopped_at = self.now, None
        self.state.seeking = self.state.zoomed = False
        self.state.track = None

    def _move(self, speeds: Speeds) -> None:
        state = self.state
        assert state.camera is not None
        slower = ZOOMED_SPEED if state.zoomed else 1.0
        self.camera.move(state.camera, speeds.x * slower, speeds.y * slower, speeds.z)
        state.told_at = self.now
        state.zoomed = state.zoomed or speeds.z > 0


def _choose(regions: Sequence[Region], params: Params, state: Steering) -> Region:
    """The one that is followed already, else the surest, which is followed from now on."""
    if state.track is not None:
        for one in regions:
            if one.track_id == state.track:
                return one
    best = max(regions, key=lambda one: one.score)
    if params.follow_track and best.track_id is not None:
        state.track = best.track_id
    return best


def _seen(one: Region, regions: Regions) -> Seen:
    """Its box in the picture that came in."""
    placement = regions.placement
    if placement is None:
        message = (
            "It is not known how large the picture is that the regions lie in. Take them from a "
            "node that finds regions in a picture."
        )
        raise ConnectorError(message)
    width, height = placement.root_size
    left, top = placement.to_root(one.box.left, one.box.top)
    right, bottom = placement.to_root(one.box.right, one.box.bottom)
    return Seen(left * width, top * height, right * width, bottom * height, width, height)


def _none(inputs: Inputs) -> Regions:
    return replace(inputs.regions, items=())


def _said(found: Regions, message: str, *, failed: bool = False, seeking: bool = False) -> Outputs:
    return Outputs(found, Boolean(seeking), Boolean(failed), Text(message))
