import { Plus } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { TextArea } from '../../ui/Field';

interface TextTryProps {
  disabled: boolean;
  onText: (text: string) => void;
  /** files stand above this one, and their plus is the page's plus */
  second: boolean;
}

/** A text to run on. Ctrl and Enter run it too. */
export function TextTry({ disabled, onText, second }: TextTryProps) {
  const [text, setText] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim()) onText(text);
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
        placeholder="Write or paste a text, then press the plus"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
    </form>
  );
}
