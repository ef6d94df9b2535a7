import './Dialog.css';
import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** one sentence under the title */
  hint?: string;
  children: ReactNode;
  width?: number;
}

/** A question over the page. Esc, the corner button and a click beside it close it. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({
  onOpenChange,
  title,
  hint,
  children,
  width = 440,
}: Omit<DialogProps, 'open'>) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    (element.querySelector<HTMLElement>('input, textarea, select') ?? element).focus();
    // The browser gives the focus back to where it was.
    return () => {
      element.close();
    };
  }, []);
  const close = () => {
    onOpenChange(false);
  };
  return (
    <dialog
      ref={dialog}
      role="dialog"
      className="dialog"
      style={{ width }}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      aria-describedby={hint ? `${id}-hint` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={(event) => {
        // Only the backdrop is outside the inner box.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="dialog-inner">
        <header className="dialog-head">
          <h2 className="dialog-title" id={`${id}-title`}>
            {title}
          </h2>
          <IconButton label="Close dialog" size="small" onClick={close}>
            <X aria-hidden />
          </IconButton>
        </header>
        {hint && (
          <p className="dialog-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {children}
      </div>
    </dialog>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>;
}
