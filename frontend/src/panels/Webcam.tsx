import './Webcam.css';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';

const JPEG_QUALITY = 0.92;

/** Why there is no picture, and what to do about it. */
function refusalOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The browser does not let this page use the camera. Allow it beside the address, then open the camera again.';
  if (name === 'NotFoundError') return 'No camera was found. Connect one, or choose a file.';
  if (name === 'NotReadableError')
    return 'Another program uses the camera. Close it there, then open the camera again.';
  return 'The camera did not start. Choose a file instead.';
}

async function openCamera(): Promise<MediaStream> {
  // Absent where the page is not served securely.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('', 'NotAllowedError');
  return devices.getUserMedia({ video: { width: { ideal: 1280 } } });
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** One frame of what the camera shows, as a file. */
async function snapshot(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY);
  });
  return new File(blob ? [blob] : [], 'Camera picture.jpg', { type: 'image/jpeg' });
}

interface WebcamProps {
  onTaken: (picture: File) => void;
  onClose: () => void;
}

/** Looks through the camera while it is open, and takes one picture. */
export function Webcam({ onTaken, onClose }: WebcamProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'opening' | 'live' | { refusal: string }>('opening');
  useEffect(() => {
    let left = false;
    let stream: MediaStream | undefined;
    openCamera().then(
      (opened) => {
        if (left) {
          stop(opened);
          return;
        }
        stream = opened;
        if (video.current) video.current.srcObject = opened;
      },
      (error: unknown) => {
        setState({ refusal: refusalOf(error) });
      },
    );
    return () => {
      left = true;
      if (stream) stop(stream);
    };
  }, []);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Take a picture"
      width={520}
    >
      {typeof state === 'object' ? (
        <p className="webcam-refusal" role="alert">
          {state.refusal}
        </p>
      ) : (
        <video
          ref={video}
          className="webcam"
          autoPlay
          muted
          playsInline
          aria-label="What the camera sees"
          onLoadedData={() => {
            setState('live');
          }}
        />
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          disabled={state !== 'live'}
          onClick={() => {
            if (video.current) void snapshot(video.current).then(onTaken);
          }}
        >
          {state === 'opening' ? 'Waiting for the camera' : 'Take picture and run'}
        </Button>
      </div>
    </Dialog>
  );
}
