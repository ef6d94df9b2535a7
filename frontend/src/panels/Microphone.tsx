import './Webcam.css';
import { Mic, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { ticking } from '../ui/format';

const LOOK_MS = 100;

/** Why nothing is heard, and what to do about it. */
function refusalOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The browser does not let this page use the microphone. Allow it beside the address, then open the recorder again.';
  if (name === 'NotFoundError') return 'No microphone was found. Connect one, or choose a file.';
  if (name === 'NotReadableError')
    return 'Another program uses the microphone. Close it there, then open the recorder again.';
  return 'The microphone did not start. Choose a file instead.';
}

interface Recording {
  /** ends it and answers the file */
  finish: () => Promise<File>;
  /** how loud it is now, 0 to 1 */
  level: () => number;
  /** ends it and keeps nothing */
  drop: () => void;
}

async function record(): Promise<Recording> {
  // Absent where the page is not served securely.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices || typeof MediaRecorder === 'undefined')
    throw new DOMException('', 'NotAllowedError');
  const stream = await devices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => {
    parts.push(data);
  };
  const context = new AudioContext();
  const meter = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  recorder.start();
  return {
    level: () => {
      meter.getFloatTimeDomainData(samples);
      return Math.min(
        1,
        samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0),
      );
    },
    finish: () =>
      new Promise((resolve) => {
        recorder.onstop = () => {
          release();
          const [type = 'audio/webm'] = recorder.mimeType.split(';');
          const ending = type.split('/')[1] ?? 'webm';
          resolve(new File(parts, `Recording.${ending}`, { type }));
        };
        recorder.stop();
      }),
    drop: () => {
      recorder.ondataavailable = null;
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}

interface MicrophoneProps {
  /** it ends by itself after so many seconds */
  longest: number;
  onTaken: (sound: File) => void;
  onClose: () => void;
}

/** Listens from when it opens until it is ended, and gives the recording. */
export function Microphone({ longest, onTaken, onClose }: MicrophoneProps) {
  const recording = useRef<Recording | null>(null);
  const [state, setState] = useState<'opening' | 'live' | { refusal: string }>('opening');
  const [heard, setHeard] = useState({ ms: 0, level: 0 });
  const finish = async () => {
    const now = recording.current;
    recording.current = null;
    if (now) onTaken(await now.finish());
  };
  const full = heard.ms >= longest * 1000;
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    record().then(
      (begun) => {
        if (left) {
          begun.drop();
          return;
        }
        recording.current = begun;
        const start = performance.now();
        setState('live');
        timer = setInterval(() => {
          setHeard({ ms: performance.now() - start, level: begun.level() });
        }, LOOK_MS);
      },
      (error: unknown) => {
        if (!left) setState({ refusal: refusalOf(error) });
      },
    );
    return () => {
      left = true;
      clearInterval(timer);
      recording.current?.drop();
    };
  }, []);
  useEffect(() => {
    if (full) void finish();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Record a sound"
      width={420}
    >
      {typeof state === 'object' ? (
        <p className="webcam-refusal" role="alert">
          {state.refusal}
        </p>
      ) : (
        <div className="recorder">
          <Mic aria-hidden />
          <meter aria-label="How loud it is" min={0} max={1} value={heard.level} />
          <span role="timer">{ticking(heard.ms)}</span>
        </div>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>Close</Button>
        <Button look="primary" disabled={state !== 'live'} onClick={() => void finish()}>
          {state === 'opening' ? (
            'Waiting for the microphone'
          ) : (
            <>
              <Square aria-hidden /> Stop and run
            </>
          )}
        </Button>
      </div>
    </Dialog>
  );
}
