"""Speaks ONVIF with a camera: what it can do, where its presets are, and how it is moved.

Who asks is put in where a request leaves (`builder/onvif_requests.py`); here is only what is said.
Addresses that a camera tells of itself are taken for their paths: it is reached where the
connection leads, also behind another address than the one it knows.
"""

from __future__ import annotations

import calendar
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from runtime.contracts.outside import Call, ConnectorError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.outside import Endpoint, Outside

DEVICE_PATH = "/onvif/device_service"
DEVICE = "http://www.onvif.org/ver10/device/wsdl"
MEDIA = "http://www.onvif.org/ver10/media/wsdl"
PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
SCHEMA = "http://www.onvif.org/ver10/schema"
MAX_ANSWER_BYTES = 1024 * 1024
MOVE_SECONDS = 5
"""A movement ends after so long by itself: a camera that is told no more stands still."""
_T = f"{{{SCHEMA}}}"


class Camera:
    """One camera, asked once what it can do; `about` is what it said, as JSON."""

    def __init__(
        self, outside: Outside, endpoint: Endpoint, cancel: CancelToken, seconds: float
    ) -> None:
        self.outside, self.endpoint, self.cancel = outside, endpoint, cancel
        self.seconds = seconds
        self.ahead = 0.0

    def ask_about(self) -> dict[str, Any]:
        """Its clock, services, profile, limits and presets. Raises `ConnectorError`."""
        self.ahead = self._ahead()
        told = self._ask(DEVICE_PATH, f'<GetCapabilities xmlns="{DEVICE}"/>')
        media, ptz = (_path(told, f".//{_T}{name}/{_T}XAddr") for name in ("Media", "PTZ"))
        if not media or not ptz:
            raise self._cannot("It says that it cannot be turned.")
        told = self._ask(media, f'<GetProfiles xmlns="{MEDIA}"/>')
        token, setting = _turned(told)
        if not setting:
            raise self._cannot("None of its profiles can be turned.")
        wanted = f"<ConfigurationToken>{escape(setting)}</ConfigurationToken>"
        told = self._ask(ptz, _ptz("GetConfigurationOptions", wanted))
        turning = told.find(f".//{_T}ContinuousPanTiltVelocitySpace")
        if turning is None:
            raise self._cannot("It cannot be turned at a speed.")
        zooming = told.find(f".//{_T}ContinuousZoomVelocitySpace")
        presets = self._ask(ptz, _ptz("GetPresets", _profile(token)))
        return {
            "ahead": self.ahead, "ptz": ptz, "profile": token,
            "x": _range(turning, "XRange"), "y": _range(turning, "YRange"),
            "z": _range(zooming, "XRange") if zooming is not None else [0.0, 0.0],
            "presets": {
                (one.findtext(_T + "Name") or ""): one.get("token", "")
                for one in presets.iter(f"{{{PTZ}}}Preset")
            },
        }  # fmt: skip

    def move(self, about: dict[str, Any], x: float, y: float, z: float) -> None:
        """Turn and zoom at these speeds, -1 to 1, for some seconds at most."""
        speed = [_scaled(one, about[axis]) for axis, one in zip("xyz", (x, y, z), strict=True)]
        velocity = (
            f'<Velocity><PanTilt xmlns="{SCHEMA}" x="{speed[0]:.6g}" y="{speed[1]:.6g}"/>'
            f'<Zoom xmlns="{SCHEMA}" x="{speed[2]:.6g}"/></Velocity>'
        )
        timeout = f"<Timeout>PT{MOVE_SECONDS}S</Timeout>"
        self._tell(about, "ContinuousMove", velocity + timeout)

    def stop(self, about: dict[str, Any]) -> None:
        """Stand still."""
        self._tell(about, "Stop", "<PanTilt>true</PanTilt><Zoom>true</Zoom>")

    def go_to(self, about: dict[str, Any], preset: str) -> None:
        """To a place that it knows by a name. Raises `ConnectorError` where it knows none."""
        if preset not in about["presets"]:
            known = ", ".join(sorted(about["presets"])) or "none"
            raise self._cannot(f"It has no preset {preset[:100]!r}; it has {known[:300]}.")
        token = escape(about["presets"][preset])
        speed = (
            f'<Speed><PanTilt xmlns="{SCHEMA}" x="1" y="1"/><Zoom xmlns="{SCHEMA}" x="1"/></Speed>'
        )
        self._tell(about, "GotoPreset", f"<PresetToken>{token}</PresetToken>{speed}")

    def _tell(self, about: dict[str, Any], verb: str, inside: str) -> None:
        self.ahead = about["ahead"]
        self._ask(about["ptz"], _ptz(verb, _profile(about["profile"]) + inside), tries=1)

    def _ahead(self) -> float:
        """By how many seconds the camera's clock is ahead; signatures are told by its clock."""
        told = self._ask(DEVICE_PATH, f'<GetSystemDateAndTime xmlns="{DEVICE}"/>')
        utc = told.find(f".//{_T}UTCDateTime")
        parts = ("Date/Year", "Date/Month", "Date/Day", "Time/Hour", "Time/Minute", "Time/Second")
        try:
            if utc is None:
                return 0.0
            numbers = [
                int(utc.findtext("/".join(_T + name for name in part.split("/"))) or "")
                for part in parts
            ]
            return calendar.timegm((*numbers, 0, 0, 0)) - time.time()
        except (ValueError, OverflowError):
            return 0.0

    def _ask(self, path: str, body: str, tries: int = 2) -> Element:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring

        call = Call(
            path, body=body.encode(), media_type="application/soap+xml; charset=utf-8",
            max_bytes=MAX_ANSWER_BYTES, seconds=self.seconds, tries=tries,
            signed_at=time.time() + self.ahead,
        )  # fmt: skip
        answer = self.outside.call(self.endpoint, call, self.cancel)
        try:
            found: Element = fromstring(answer.body)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise self._cannot("It answers, but not in ONVIF's words.") from error
        return found

    def _cannot(self, why: str) -> ConnectorError:
        who = f"The connection {self.endpoint.name} ({self.endpoint.address})"
        return ConnectorError(f"{who} cannot be moved. {why}", connection=self.endpoint.name)


def _ptz(verb: str, inside: str) -> str:
    return f"<{verb} xmlns={quoteattr(PTZ)}>{inside}</{verb}>"


def _profile(token: str) -> str:
    return f"<ProfileToken>{escape(token)}</ProfileToken>"


def _turned(told: Element) -> tuple[str, str]:
    """The first profile that turns the camera, and its setting; empty where none does."""
    for profile in told.iter(f"{{{MEDIA}}}Profiles"):
        setting = profile.find(_T + "PTZConfiguration")
        if setting is not None:
            return profile.get("token", ""), setting.get("token", "")
    return "", ""


def _path(told: Element, where: str) -> str:
    path = urlsplit((told.findtext(where) or "").strip()).path
    return path if path.startswith("/") else ""


def _range(space: Element, axis: str) -> list[float]:
    """The least and the greatest speed; -1 to 1 where the camera does not say."""
    found = []
    for end, usual in (("Min", -1.0), ("Max", 1.0)):
        try:
            found.append(float(space.findtext(f"{_T}{axis}/{_T}{end}") or usual))
        except ValueError:
            found.append(usual)
    return found


def _scaled(speed: float, ends: list[float]) -> float:
    return abs(ends[0] if speed < 0 else ends[1]) * speed
