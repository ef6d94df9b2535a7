import './Dialog.css';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
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

/** A question over the page. Esc and the corner button close it. */
export function Dialog({ open, onOpenChange, title, hint, children, width = 440 }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-overlay" />
        <Radix.Content
          className="dialog"
          style={{ width }}
          {...(hint ? {} : { 'aria-describedby': undefined })}
        >
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close dialog" size="small">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          {hint && <Radix.Description className="dialog-hint">{hint}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>;
}
