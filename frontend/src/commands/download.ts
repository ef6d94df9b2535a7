/** Hands what the canvas shows over as a file. */
import { shownDocument } from '../store/editor';
import type { CommandScene } from './command';

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}

export async function download(
  { editor, gesture, view }: CommandScene,
  format: string,
): Promise<void> {
  const { TRANSLATORS } = await import('../graph/exchange/registry');
  const translator = TRANSLATORS.find(({ id }) => id === format);
  if (!translator?.write) return;
  const state = editor.getState();
  const name = state.workflow.workflow;
  const bytes = await translator.write({
    name,
    document: shownDocument(state),
    catalogue: state.catalogue,
    sizes: view.sizes(),
  });
  save(`${name}.${translator.extension}`, new Blob([bytes], { type: translator.mediaType }));
  gesture.getState().tell(`Downloaded ${name}.${translator.extension}.`);
}
