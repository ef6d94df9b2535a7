import './Notice.css';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useGesture } from '../store/gesture';
import { Button, IconButton } from '../ui/Button';

const SHOWN_MS = 6000;
/** time to reach the button */
const SHOWN_WITH_BUTTON_MS = 12_000;

/** The last thing the canvas had to say: a refused wire, a reached limit. Read aloud, gone after a while. */
export function Notice() {
  const notice = useGesture((state) => state.notice);
  const hush = useGesture((state) => state.hush);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(hush, notice.action ? SHOWN_WITH_BUTTON_MS : SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [notice, hush]);
  return (
    <div
      className="canvas-notice-area"
      role="status"
      aria-live="polite"
      data-testid="canvas-notice"
    >
      {notice && (
        <div className="canvas-notice" key={notice.at}>
          <span>
            {notice.text} {notice.cure && <span className="cure">{notice.cure}</span>}
          </span>
          {notice.action && (
            <Button
              size="small"
              onClick={() => {
                hush();
                notice.action?.perform();
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" size="small" onClick={hush}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
