import { useCallback, useEffect, useRef, useState } from 'react';

const EVENTS = [
  'timeupdate',
  'seeked',
  'loadedmetadata',
  'durationchange',
  'play',
  'pause',
  'ended',
];

/** Where a player is, in milliseconds: by the picture that is drawn where the browser tells, else by its clock. */
export function usePlayhead<T extends HTMLMediaElement>(
  known: number,
  onMove?: (ms: number) => void,
) {
  const ref = useRef<T>(null);
  const told = useRef(onMove);
  const [at, setAt] = useState({ now: 0, total: known, playing: false });
  useEffect(() => {
    told.current = onMove;
  });
  useEffect(() => {
    const player = ref.current;
    if (!player) return undefined;
    let asked: number | undefined;
    const look = (seconds = player.currentTime) => {
      const length = Number.isFinite(player.duration) ? player.duration * 1000 : 0;
      const now = seconds * 1000;
      setAt({ now, total: length || known, playing: !player.paused });
      told.current?.(now);
    };
    const tick = () => {
      look();
    };
    const film =
      player instanceof HTMLVideoElement && 'requestVideoFrameCallback' in player ? player : null;
    const next = () => {
      asked = film?.requestVideoFrameCallback((_now, { mediaTime }) => {
        if (!film.paused) look(mediaTime);
        next();
      });
    };
    next();
    for (const name of EVENTS) player.addEventListener(name, tick);
    // What is in the browser's cache may have been read before this listens.
    if (player.readyState >= HTMLMediaElement.HAVE_METADATA) tick();
    return () => {
      if (asked !== undefined) film?.cancelVideoFrameCallback(asked);
      for (const name of EVENTS) player.removeEventListener(name, tick);
    };
  }, [known]);
  const seek = useCallback((ms: number) => {
    if (ref.current) ref.current.currentTime = ms / 1000;
    setAt((before) => ({ ...before, now: ms }));
  }, []);
  return { ref, ...at, seek };
}
