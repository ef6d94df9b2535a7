"""Opens video and audio files: known by content, names ignored, nothing outside the file touched.

FFmpeg guesses formats by name and content, and some of what it would guess (playlists, lists of
parts, subtitles) opens other files and addresses. So the format is sniffed here and named to it, it
reads through an object that has no name, and every protocol is forbidden.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.contracts.errors import BadMediaError, UnsupportedMediaError
from runtime.contracts.limits import MAX_VIDEO_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from av.container import InputContainer

HEAD_BYTES = 64
ACCEPTED_VIDEO = "MP4, MOV, WEBM, MKV, AVI or WMV"
ACCEPTED_AUDIO = "WAV, MP3, FLAC, OGG, M4A, AAC or WEBM"
VIDEO_CODECS = frozenset(
    (
        "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg1video", "mpeg2video", "h263",
        "msmpeg4v2", "msmpeg4v3", "wmv1", "wmv2", "wmv3", "vc1", "mjpeg", "prores", "theora",
        "rawvideo", "ffv1",
    )
)  # fmt: skip
AUDIO_CODECS = frozenset(
    (
        "aac", "mp3", "mp2", "opus", "vorbis", "flac", "alac", "ac3", "eac3", "wmav1", "wmav2",
        "amrnb", "amrwb",
    )
)  # fmt: skip
"""Beside plain samples (`pcm_...`). Decoders that nobody needs are not run on strangers' bytes."""

_ISO_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_ASF = bytes.fromhex("3026b2758e66cf11")
_FIXED = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (_ASF, "asf"),
)


def sniff_container(head: bytes) -> str | None:
    """FFmpeg's name of the format that the first bytes tell; None when it is none of ours.

    Pictures that share a container with videos (AVIF, HEIC) are told apart before this is asked.
    """
    for prefix, name in _FIXED:
        if head.startswith(prefix):
            return name
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head[4:8] in _ISO_BOXES:
        return "mov"
    return _bare_audio(head)


def _bare_audio(head: bytes) -> str | None:
    """Frames of MPEG audio or AAC without a container, by the fields of their first header."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if head[1] & 0xF6 == 0xF0:
        return "aac"
    sound = version != 1 and layer in (1, 2) and head[2] >> 4 not in (0, 15)
    return "mp3" if sound and head[2] >> 2 & 3 != 3 else None


def size_of(file: BinaryIO) -> int:
    """The length of a seekable file, which is left at its beginning."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def head_of(file: BinaryIO) -> bytes:
    """The first bytes of a seekable file, which is left at its beginning."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


@contextmanager
def open_media(file: BinaryIO, name: str) -> Iterator[InputContainer]:
    """A video or audio file, opened to be decoded.

    `name` only appears in error sentences. What goes wrong in FFmpeg within the block comes out as
    a `BadMediaError`.
    """
    import av
    from av.error import FFmpegError

    container = sniff_container(head_of(file))
    if container is None:
        message = (
            f"“{name}” is neither a video nor audio, whatever its name says. "
            f"Send {ACCEPTED_VIDEO}, or {ACCEPTED_AUDIO}."
        )
        raise UnsupportedMediaError(message, reason="unknown_media")
    options = {
        "protocol_whitelist": "none",
        "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,wav,mp3,flac,aac,asf",
        "max_pixels": str(MAX_VIDEO_PIXELS),
    }
    try:
        opened = av.open(_Nameless(file), "r", format=container, options=options)
        with opened:
            yield opened
    except (FFmpegError, EOFError, UnicodeDecodeError) as error:
        raise damaged(name) from error


def pictures_of(opened: InputContainer, name: str) -> Any:
    """The stream with the moving picture. Raises `BadMediaError`, `UnsupportedMediaError`."""
    stream = picture_stream(opened)
    if stream is None:
        message = f"“{name}” has no picture, only sound. Send a video: {ACCEPTED_VIDEO}."
        raise BadMediaError(message, reason="no_picture")
    _check_codec(stream, VIDEO_CODECS, name, "picture", "H.264 in MP4")
    stream.codec_context.options = {"max_pixels": str(MAX_VIDEO_PIXELS)}
    return stream


def sound_of(opened: InputContainer, name: str) -> Any:
    """The stream with the sound. Raises `BadMediaError`, `UnsupportedMediaError`."""
    stream = next(iter(opened.streams.audio), None)
    if stream is None:
        message = f"“{name}” has no sound. Send audio, or a video that has a sound track."
        raise BadMediaError(message, reason="no_sound")
    if not str(_codec_name(stream) or "").startswith("pcm_"):
        _check_codec(stream, AUDIO_CODECS, name, "sound", "MP3, FLAC or WAV")
    return stream


def picture_stream(opened: InputContainer) -> Any:
    """The first stream of moving pictures, or None: a song's cover does not count."""
    from av.stream import Disposition

    for stream in opened.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def decoded(opened: InputContainer, stream: Any) -> Iterator[Any]:
    """The pieces of a stream in order; what is damaged after the first good one is left out."""
    return decoded_packets(opened.demux(stream))


def decoded_packets(packets: Iterable[Any]) -> Iterator[Any]:
    """The same of packets."""
    from av.error import InvalidDataError

    good = False
    for packet in packets:
        try:
            for piece in packet.decode():
                good = True
                yield piece
        except InvalidDataError:
            if not good:
                raise


def damaged(name: str) -> BadMediaError:
    """The error for a file that cannot be decoded."""
    message = f"“{name}” is damaged or cut short and cannot be decoded. Save or send it again."
    return BadMediaError(message, reason="damaged")


def _codec_name(stream: Any) -> str | None:
    context = stream.codec_context
    return None if context is None else str(context.codec.canonical_name)


def _check_codec(stream: Any, known: frozenset[str], name: str, part: str, instead: str) -> None:
    codec = _codec_name(stream)
    if codec not in known:
        coded = f"is coded as {codec}" if codec else "has an unknown coding"
        message = (
            f"The {part} of “{name}” {coded}, which cannot be decoded here. "
            f"Save it as {instead} and send it again."
        )
        raise UnsupportedMediaError(message, reason="missing_codec", codec=codec or "")


class _Nameless:
    """What FFmpeg reads through: the bytes, and nothing that looks like an address."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()
