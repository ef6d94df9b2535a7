"""A camera that turns: enough of ONVIF for a client, with every digest of a password worked out."""

from __future__ import annotations

import base64
import datetime
import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator

SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
OPEN = ("GetSystemDateAndTime", "GetCapabilities")
"""What is answered before anybody says who they are."""
NO = (
    '<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">'
    "Sender not Authorized</s:Text></s:Reason></s:Fault>"
)


@dataclass
class CameraServer:
    """What the camera was told."""

    port: int = 0
    user: str = "root"
    password: str = "turn-me-please"
    minutes_ahead: int = 0
    turns: bool = True
    asked: list[str] = field(default_factory=list)
    moves: list[tuple[str, ...]] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=self.minutes_ahead)

    def forget(self) -> None:
        self.asked.clear()
        self.moves.clear()
        self.minutes_ahead, self.turns = 0, True

    def knows(self, envelope: ElementTree.Element) -> bool:
        """Whether the head proves the password, for the first time and just now."""
        said = {one.tag.rpartition("}")[2]: one.text or "" for one in envelope.iter()}
        if "Nonce" not in said or said["Nonce"] in self.nonces:
            return False
        self.nonces.add(said["Nonce"])
        nonce, created = base64.b64decode(said["Nonce"]), said["Created"]
        digest = hashlib.sha1(nonce + created.encode() + self.password.encode()).digest()
        age = abs((self.now - datetime.datetime.fromisoformat(created)).total_seconds())
        right = base64.b64encode(digest).decode() == said["Password"]
        return right and said["Username"] == self.user and age < 60


@contextmanager
def camera_server() -> Iterator[CameraServer]:
    camera = CameraServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            envelope = ElementTree.fromstring(self.rfile.read(int(self.headers["Content-Length"])))
            [asked] = envelope.findall(f"{SOAP}Body/*")
            verb = asked.tag.rpartition("}")[2]
            camera.asked.append(f"{self.path} {verb}")
            known = verb in OPEN or camera.knows(envelope)
            body = ANSWERS[verb](camera, asked) if known else NO
            answer = (
                '<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
                ' xmlns:tt="http://www.onvif.org/ver10/schema"'
                ' xmlns:t="http://www.onvif.org/ver20/ptz/wsdl"'
                ' xmlns:m="http://www.onvif.org/ver10/media/wsdl"'
                ' xmlns:d="http://www.onvif.org/ver10/device/wsdl">'
                f"<s:Body>{body}</s:Body></s:Envelope>"
            ).encode()
            self.send_response(200 if known else 400)
            self.send_header("Content-Type", "application/soap+xml")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    camera.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield camera
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _clock(camera, asked):
    now = camera.now
    return (
        "<d:GetSystemDateAndTimeResponse><d:SystemDateAndTime><tt:UTCDateTime><tt:Time>"
        f"<tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
        f"<tt:Second>{now.second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.year}</tt:Year>"
        f"<tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date></tt:UTCDateTime>"
        "</d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>"
    )


def _services(camera, asked):
    """It tells an address of its own, as cameras behind a router do."""
    told = "<tt:Media><tt:XAddr>http://10.9.8.7/onvif/media</tt:XAddr></tt:Media>"
    if camera.turns:
        told += "<tt:PTZ><tt:XAddr>http://10.9.8.7/onvif/ptz</tt:XAddr></tt:PTZ>"
    return (
        f"<d:GetCapabilitiesResponse><d:Capabilities>{told}</d:Capabilities>"
        "</d:GetCapabilitiesResponse>"
    )


def _profiles(camera, asked):
    return (
        '<m:GetProfilesResponse><m:Profiles token="small"><tt:Name>s</tt:Name></m:Profiles>'
        '<m:Profiles token="main"><tt:Name>m</tt:Name><tt:PTZConfiguration token="cfg"/>'
        "</m:Profiles></m:GetProfilesResponse>"
    )


def _limits(camera, asked):
    def ends(name, least, most):
        return f"<tt:{name}><tt:Min>{least}</tt:Min><tt:Max>{most}</tt:Max></tt:{name}>"

    assert asked[0].text == "cfg"
    return (
        "<t:GetConfigurationOptionsResponse><t:PTZConfigurationOptions><tt:Spaces>"
        "<tt:ContinuousPanTiltVelocitySpace><tt:URI>u</tt:URI>"
        f"{ends('XRange', -1, 1)}{ends('YRange', -0.5, 0.5)}</tt:ContinuousPanTiltVelocitySpace>"
        f"<tt:ContinuousZoomVelocitySpace>{ends('XRange', -1, 1)}</tt:ContinuousZoomVelocitySpace>"
        "</tt:Spaces></t:PTZConfigurationOptions></t:GetConfigurationOptionsResponse>"
    )


def _presets(camera, asked):
    return (
        '<t:GetPresetsResponse><t:Preset token="p1"><tt:Name>door</tt:Name></t:Preset>'
        '<t:Preset token="p2"><tt:Name>gate &amp; yard</tt:Name></t:Preset></t:GetPresetsResponse>'
    )


def _moved(camera, asked):
    said = {one.tag.rpartition("}")[2]: one for one in asked.iter()}
    assert said["ProfileToken"].text == "main"
    verb = asked.tag.rpartition("}")[2]
    if verb == "ContinuousMove":
        turned = said["PanTilt"].attrib
        camera.moves.append(
            ("move", turned["x"], turned["y"], said["Zoom"].attrib["x"], said["Timeout"].text)
        )
    else:
        camera.moves.append(("stop",) if verb == "Stop" else ("go", said["PresetToken"].text))
    return f"<t:{verb}Response/>"


def _model(camera, asked):
    return (
        "<d:GetDeviceInformationResponse><d:Manufacturer>Acme</d:Manufacturer>"
        "<d:Model>Dome 3</d:Model></d:GetDeviceInformationResponse>"
    )


ANSWERS = {
    "GetSystemDateAndTime": _clock, "GetCapabilities": _services, "GetProfiles": _profiles,
    "GetConfigurationOptions": _limits, "GetPresets": _presets, "ContinuousMove": _moved,
    "Stop": _moved, "GotoPreset": _moved, "GetDeviceInformation": _model,
}  # fmt: skip
