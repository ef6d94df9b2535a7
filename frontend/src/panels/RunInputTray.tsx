import './RunInputTray.css';
import { Camera, ClipboardPaste, FileUp, Link2, Mic } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { blobUrl } from '../api/client';
import { useSamples } from '../api/queries';
import type { Sample } from '../api/types';
import { picturesOnClipboard } from '../commands/clipboardPictures';
import { useScene } from '../commands/scene';
import { isAddress, limitWords, mediaTaken } from '../graph/files';
import { useEditor } from '../store/editor';
import { textOf, withText } from '../store/inputText';
import { Button } from '../ui/Button';
import { classes } from '../ui/classes';
import { lazily } from '../ui/lazily';

const MediaThumb = lazily(async () => (await import('../previews/MediaThumb')).MediaThumb, {
  soon: false,
});

const THUMB_WIDTH = 160;

function SampleButton({
  sample,
  onChosen,
}: {
  sample: Sample;
  onChosen?: (() => void) | undefined;
}) {
  const workflow = useEditor((state) => state.workflow);
  const chosen = useEditor(
    (state) => state.input?.kind === 'sample' && state.input.sample.id === sample.id,
  );
  const input = useEditor((state) => state.input);
  const setInput = useEditor((state) => state.setInput);
  return (
    <li>
      <button
        type="button"
        className={classes('sample', chosen && 'on')}
        aria-pressed={chosen}
        onClick={() => {
          setInput({ kind: 'sample', sample, text: textOf(input) });
          onChosen?.();
        }}
      >
        {sample.kind === 'image' && (
          <img src={blobUrl(workflow, sample.blob, THUMB_WIDTH)} alt="" loading="lazy" />
        )}
        {sample.kind === 'text' && <span className="sample-text">{sample.text}</span>}
        {(sample.kind === 'video' || sample.kind === 'audio') && (
          <MediaThumb
            kind={sample.kind}
            source={blobUrl(workflow, sample.blob)}
            poster={blobUrl(workflow, sample.blob, THUMB_WIDTH)}
          />
        )}
        <span className="sample-title">{sample.title}</span>
      </button>
    </li>
  );
}

function Device({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: () => void }) {
  return (
    <li>
      <button type="button" className="sample own" onClick={onClick}>
        {icon}
        <span className="sample-title">{label}</span>
      </button>
    </li>
  );
}

/** A file by its address; the server fetches it. */
function AddressField({ onAddress }: { onAddress: (url: string) => void }) {
  return (
    <form
      className="input-address"
      onSubmit={(event) => {
        event.preventDefault();
        const url = new FormData(event.currentTarget).get('url');
        if (typeof url === 'string' && isAddress(url)) onAddress(url.trim());
      }}
    >
      <input
        className="text-input"
        name="url"
        ref={(field) => field?.focus()}
        type="url"
        required
        aria-label="Address of a file to run on"
        placeholder="or the address of a file, https://"
      />
      <Button size="small" type="submit">
        Run file
      </Button>
    </form>
  );
}

/** What the draft runs on: a sample of the app, files of one's own, or typed text. */
export function RunInputTray({ onChosen }: { onChosen?: () => void }) {
  const { page, gesture } = useScene();
  const workflow = useEditor((state) => state.workflow);
  const kinds = useEditor(useShallow(({ document }) => mediaTaken(document.graph)));
  const limits = useEditor(({ catalogue }) => catalogue.limits);
  const input = useEditor((state) => state.input);
  const setInput = useEditor((state) => state.setInput);
  const samples = useSamples(workflow);
  const chooser = useRef<HTMLInputElement>(null);
  const [addressing, setAddressing] = useState(false);
  const fileKinds = kinds.filter((kind) => kind !== 'text');
  // A workflow that takes nothing yet shows them all, so that there is something to see.
  const fits = (sample: Sample) => kinds.length === 0 || kinds.includes(sample.kind);
  const runOn = (files: File[]) => {
    page.runFiles(files);
    onChosen?.();
  };
  const pastePicture = async () => {
    const pictures = await picturesOnClipboard();
    if (pictures.length > 0) runOn(pictures);
    else
      gesture
        .getState()
        .tell(
          'The clipboard holds no picture that this page may read.',
          'Copy a picture, and allow the clipboard for this page.',
        );
  };
  return (
    <div className="input-tray">
      <ul>
        {samples.data?.filter(fits).map((sample) => (
          <SampleButton key={sample.id} sample={sample} onChosen={onChosen} />
        ))}
        <li>
          <button type="button" className="sample own" onClick={() => chooser.current?.click()}>
            <FileUp aria-hidden />
            <span className="sample-title">
              {input?.kind === 'files'
                ? input.files.map((file) => file.name).join(', ')
                : 'Your own'}
            </span>
          </button>
        </li>
        {kinds.includes('image') && (
          <li>
            <button type="button" className="sample own" onClick={() => void pastePicture()}>
              <ClipboardPaste aria-hidden />
              <span className="sample-title">Paste</span>
            </button>
          </li>
        )}
        {kinds.includes('image') && (
          <Device
            icon={<Camera aria-hidden />}
            label="Camera"
            onClick={() => {
              onChosen?.();
              page.openCamera();
            }}
          />
        )}
        {fileKinds.length > 0 && (
          <Device
            icon={<Link2 aria-hidden />}
            label="Address"
            onClick={() => {
              setAddressing(!addressing);
            }}
          />
        )}
        {kinds.includes('audio') && (
          <Device
            icon={<Mic aria-hidden />}
            label="Microphone"
            onClick={() => {
              onChosen?.();
              page.openMicrophone();
            }}
          />
        )}
      </ul>
      {samples.isError && (
        <p className="hint">The samples did not load. Choose a file of your own.</p>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept={fileKinds.map((kind) => `${kind}/*`).join()}
        aria-label="Choose files to run on"
        data-testid="run-files"
        onChange={(event) => {
          if (event.target.files?.length) runOn([...event.target.files]);
          event.target.value = '';
        }}
      />
      {fileKinds.some((kind) => kind !== 'image') && (
        <p className="hint input-limits">{limitWords(fileKinds, limits)}.</p>
      )}
      {addressing && (
        <AddressField
          onAddress={(url) => {
            setInput({ kind: 'url', url, text: textOf(input) });
            page.run();
            onChosen?.();
          }}
        />
      )}
      {kinds.includes('text') && (
        <textarea
          className="text-input area"
          aria-label="Text to run on"
          placeholder={
            fileKinds.length > 0 ? 'And the text that goes with it' : 'Or type a text to run on'
          }
          value={textOf(input)}
          onChange={(event) => {
            setInput(withText(input, event.target.value));
          }}
        />
      )}
    </div>
  );
}
