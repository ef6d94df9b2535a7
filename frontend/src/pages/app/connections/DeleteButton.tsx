import { useState } from 'react';
import { Button } from '../../../ui/Button';

interface DeleteButtonProps {
  /** as in "connection lender" */
  what: string;
  pending: boolean;
  onDelete: () => void;
}

/** Asks once more in its own place before anything goes. */
export function DeleteButton({ what, pending, onDelete }: DeleteButtonProps) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      size="small"
      look={asked ? 'danger' : 'plain'}
      disabled={pending}
      aria-label={asked ? `Really delete ${what}` : `Delete ${what}`}
      onBlur={() => {
        setAsked(false);
      }}
      onClick={() => {
        setAsked(!asked);
        if (asked) onDelete();
      }}
    >
      {asked ? 'Really delete' : 'Delete'}
    </Button>
  );
}
