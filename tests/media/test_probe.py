from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from runtime.contracts.errors import BadMediaError, TooLargeError, UnsupportedMediaError, WeftError
from runtime.media import containers, probe
from runtime.media.probe import read_media, what_it_is
from tests.movies import movie, song

VIDEO_TYPES = {
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "matroska": "video/x-matroska", "avi": "video/x-msvideo", "asf": "video/x-ms-wmv",
}  # fmt: skip
AUDIO_TYPES = {
    "wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "ogg": "audio/ogg",
    "ipod": "audio/mp4", "adts": "audio/aac", "webm": "audio/webm",
}  # fmt: skip
PLAYLISTS = {
    "HLS": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:%s\n#EXT-X-ENDLIST\n",
    "list of parts": b"ffconcat version 1.0\nfile '%s'\n",
    "address": b"file:%s\n",
    "DASH": b'<?xml version="1.0"?><MPD><BaseURL>%s</BaseURL></MPD>',
    "session": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=%s\n",
}


def read(data: bytes, name: str = "clip.mp4") -> probe.MediaInfo:
    return read_media(BytesIO(data), name)


@pytest.mark.parametrize("form", VIDEO_TYPES)
def test_a_video_of_every_format_is_known_by_its_content(form: str):
    data = movie(20, 10, (64, 48), form)
    assert what_it_is(data[:64]) == "media"
    info = read(data, "wrong-name.txt")
    assert (info.kind, info.media_type) == ("video", VIDEO_TYPES[form])
    assert (info.width, info.height) == (64, 48)
    assert info.duration_ms == pytest.approx(2000, abs=110)
    assert info.fps == pytest.approx(10, abs=0.6)


@pytest.mark.parametrize("form", AUDIO_TYPES)
def test_audio_of_every_format_is_known_by_its_content(form: str):
    info = read(song(form), "clip.mp4")
    assert (info.kind, info.media_type, info.rate) == ("audio", AUDIO_TYPES[form], 48_000)
    assert info.duration_ms == pytest.approx(1000, abs=60)


def test_a_turned_video_tells_its_size_as_it_is_shown():
    info = read(movie(3, size=(64, 48), turned=90))
    assert (info.width, info.height) == (48, 64)


def test_a_recording_without_a_length_is_measured():
    """Browsers write no length into what they record, as they cannot know it before."""
    import av

    out = BytesIO()
    with av.open(out, "w", format="webm", options={"live": "1"}) as file:
        stream = file.add_stream("libopus", rate=48_000)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 96_000), np.float32), "flt", "mono")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode())
    with av.open(BytesIO(out.getvalue())) as file:
        assert file.duration is None
    info = read(out.getvalue())
    assert (info.kind, info.media_type) == ("audio", "audio/webm")
    assert info.duration_ms == pytest.approx(2000, abs=60)


def test_the_cover_of_a_song_makes_it_no_video():
    import av

    out = BytesIO()
    with av.open(out, "w", format="mp3") as file:
        sound = file.add_stream("libmp3lame", rate=48_000)
        sound.layout = "mono"
        cover = file.add_stream("png", rate=1)
        cover.width, cover.height, cover.pix_fmt = 16, 16, "rgb24"
        cover.disposition = av.stream.Disposition.attached_pic
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        for packet in cover.encode(picture):
            file.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), "fltp", "mono")
        frame.sample_rate = 48_000
        file.mux(sound.encode(frame))
        file.mux(sound.encode())
    assert read(out.getvalue()).kind == "audio"


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_named_like_a_video_opens_nothing(kind: str, tmp_path, monkeypatch):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(movie(3))
    text = PLAYLISTS[kind] % str(secret).encode()
    with pytest.raises(UnsupportedMediaError, match="neither a video nor audio") as caught:
        read(text, "clip.mp4")
    assert str(secret) not in caught.value.message
    # Even if the sniffer were fooled, the format is named and every protocol is forbidden.
    for form in ("mov", "matroska", "avi", "mp3", "ogg"):
        monkeypatch.setattr(containers, "sniff_container", lambda _, form=form: form)
        with pytest.raises(WeftError):
            read(text, "clip.mp4")


@pytest.mark.parametrize(
    ("data", "error", "sentence"),
    [
        (b"", BadMediaError, "is empty"),
        (b"just some text", UnsupportedMediaError, "neither a video nor audio"),
        (movie(10)[:200], BadMediaError, "damaged or cut short"),
        (movie(10)[:32] + bytes(5000), BadMediaError, "damaged or cut short"),
        (b"\x1aE\xdf\xa3" + bytes(500), BadMediaError, "damaged or cut short"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", BadMediaError, "damaged or cut short"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data: bytes, error: type[WeftError], sentence: str):
    with pytest.raises(error, match=sentence) as caught:
        read(data, "clip.mp4")
    assert "“clip.mp4”" in caught.value.message


def test_limits_are_told_with_what_to_do(monkeypatch):
    data = movie(30)
    monkeypatch.setattr(probe, "MAX_VIDEO_SECONDS", 2)
    with pytest.raises(BadMediaError, match=r"0\.\d minutes long.*Cut it first"):
        read(data)
    monkeypatch.setattr(probe, "MAX_VIDEO_URL_BYTES", 1000)
    with pytest.raises(TooLargeError, match="limit for a video"):
        read(data)
    monkeypatch.setattr(probe, "MAX_VIDEO_URL_BYTES", 10**9)
    monkeypatch.setattr(probe, "MAX_VIDEO_SIDE_PIXELS", 50)
    with pytest.raises(BadMediaError, match=r"64 by 48 pixels.*Scale it down"):
        read(data)
    monkeypatch.setattr(probe, "MAX_AUDIO_SECONDS", 0)
    with pytest.raises(BadMediaError, match="limit for audio"):
        read(song("wav"))


def test_a_coding_that_is_not_decoded_here_is_named(monkeypatch):
    monkeypatch.setattr(containers, "VIDEO_CODECS", frozenset())
    with pytest.raises(UnsupportedMediaError, match="coded as h264, which cannot be decoded"):
        read(movie(3))
