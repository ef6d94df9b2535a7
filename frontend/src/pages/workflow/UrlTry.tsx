import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/Field';

interface UrlTryProps {
  disabled: boolean;
  onUrl: (url: string) => void;
}

/** A file by its address; the server fetches it. */
export function UrlTry({ disabled, onUrl }: UrlTryProps) {
  const [url, setUrl] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onUrl(url.trim());
  };
  return (
    <form className="try-url" onSubmit={submit}>
      <TextInput
        type="url"
        aria-label="Address of a file"
        placeholder="or the address of a file, https://"
        pattern="[hH][tT][tT][pP][sS]?://.+"
        title="An address that begins with http:// or https://"
        required
        value={url}
        onChange={(event) => {
          setUrl(event.target.value);
        }}
      />
      <Button type="submit" size="small" disabled={disabled || !url.trim()}>
        Run file
      </Button>
    </form>
  );
}
