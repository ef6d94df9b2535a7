import { Plus } from 'lucide-react';
import type { SyntheticEvent } from 'react';
import { TextArea } from '../../ui/Field';

interface TextTryProps {
  disabled: boolean;
  text: string;
  onText: (text: string) => void;
  onRun: () => void;
  /** files stand above this one, and their plus is the page's plus */
  second: boolean;
}

/** A text to run on, alone or with what stands above. Ctrl and Enter run it too. */
export function TextTry({ disabled, text, onText, onRun, second }: TextTryProps) {
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim()) onRun();
  };
  return (
    <form className="try-bar text" onSubmit={submit}>
      <button
        type="submit"
        className={second ? 'plus small' : 'plus'}
        aria-label="Try your own text"
        disabled={disabled || !text.trim()}
      >
        <Plus aria-hidden />
      </button>
      <TextArea
        aria-label="Text to try"
        placeholder={
          second
            ? 'The text that goes with it; it also goes with samples'
            : 'Write or paste a text, then press the plus'
        }
        value={text}
        onChange={(event) => {
          onText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
    </form>
  );
}
