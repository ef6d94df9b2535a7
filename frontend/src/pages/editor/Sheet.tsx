import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button';

/** A panel that comes up from the bottom of a phone. */
export function Sheet({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <aside className="sheet" data-testid="sheet">
      <span className="sheet-close">
        <IconButton size="small" label="Close" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </span>
      {children}
    </aside>
  );
}
