import './RunInputTray.css';
import { Camera, ClipboardPaste, FileUp } from 'lucide-react';
import { useRef } from 'react';
import { blobUrl } from '../api/client';
import { useSamples } from '../api/queries';
import type { Sample } from '../api/types';
import { picturesOnClipboard } from '../commands/clipboardPictures';
import { useScene } from '../commands/scene';
import { useEditor } from '../store/editor';
import { classes } from '../ui/classes';

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
  const setInput = useEditor((state) => state.setInput);
  return (
    <li>
      <button
        type="button"
        className={classes('sample', chosen && 'on')}
        aria-pressed={chosen}
        onClick={() => {
          setInput({ kind: 'sample', sample });
          onChosen?.();
        }}
      >
        {sample.kind === 'image' ? (
          <img src={blobUrl(workflow, sample.blob, THUMB_WIDTH)} alt="" loading="lazy" />
        ) : (
          <span className="sample-text">{sample.text}</span>
        )}
        <span className="sample-title">{sample.title}</span>
      </button>
    </li>
  );
}

/** What the draft runs on: a sample of the app, files of one's own, or typed text. */
export function RunInputTray({ onChosen }: { onChosen?: () => void }) {
  const { page, gesture } = useScene();
  const workflow = useEditor((state) => state.workflow);
  const takesText = useEditor((state) =>
    state.document.graph.inputs.some((input) => input.type === 'text'),
  );
  const takesPictures = useEditor((state) =>
    state.document.graph.inputs.some((each) => each.type === 'image'),
  );
  const input = useEditor((state) => state.input);
  const setInput = useEditor((state) => state.setInput);
  const samples = useSamples(workflow);
  const chooser = useRef<HTMLInputElement>(null);
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
        {samples.data?.map((sample) => (
          <SampleButton key={sample.id} sample={sample} onChosen={onChosen} />
        ))}
        <li>
          <button type="button" className="sample own" onClick={() => chooser.current?.click()}>
            <FileUp aria-hidden />
            <span className="sample-title">
              {input?.kind === 'files' ? (input.files[0]?.name ?? 'Your file') : 'Your own'}
            </span>
          </button>
        </li>
        {takesPictures && (
          <li>
            <button type="button" className="sample own" onClick={() => void pastePicture()}>
              <ClipboardPaste aria-hidden />
              <span className="sample-title">Paste</span>
            </button>
          </li>
        )}
        {takesPictures && (
          <li>
            <button
              type="button"
              className="sample own"
              onClick={() => {
                onChosen?.();
                page.openCamera();
              }}
            >
              <Camera aria-hidden />
              <span className="sample-title">Camera</span>
            </button>
          </li>
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
        aria-label="Choose files to run on"
        data-testid="run-files"
        onChange={(event) => {
          if (event.target.files?.length) runOn([...event.target.files]);
          event.target.value = '';
        }}
      />
      {takesText && (
        <textarea
          className="text-input area"
          aria-label="Text to run on"
          placeholder="Or type a text to run on"
          value={input?.kind === 'text' ? input.text : ''}
          onChange={(event) => {
            setInput(event.target.value ? { kind: 'text', text: event.target.value } : null);
          }}
        />
      )}
    </div>
  );
}
