/** Whatever arrives from outside, by paste, drop or file chooser: nodes are added, workflows are shown first. */
import { type Fragment, parseNodes } from '../graph/clipboard';
import type { Point } from '../graph/document';
import { looksLikeClarifai } from '../graph/exchange/sniff';
import type { Incoming } from '../graph/exchange/translator';
import type { IncomingModel } from '../store/gesture';
import { addFragment } from './addFragment';
import { type CommandScene, isEditable } from './command';

/** Far enough from the original to be seen, or in the middle of the view when it comes from elsewhere. */
function offsetOf({ editor, view }: CommandScene, fragment: Fragment): Point {
  const [first] = fragment.nodes;
  const note = fragment.notes?.[0] ?? fragment.groups?.[0];
  const place = first ? fragment.layout[first.id] : note;
  const { layout } = editor.getState().document;
  const others = [...(layout.notes ?? []), ...(layout.groups ?? [])];
  const isHere = first
    ? Object.keys(layout.nodes).includes(first.id)
    : others.some(({ id }) => id === note?.id);
  if (isHere) return { x: 40, y: 56 };
  const centre = view.centre();
  const from = place ?? { x: 0, y: 0 };
  return { x: Math.round(centre.x - from.x - 110), y: Math.round(centre.y - from.y - 60) };
}

async function read({ editor }: CommandScene, name: string, bytes: Uint8Array): Promise<Incoming> {
  const [{ readSource }, { readerAt }] = await Promise.all([
    import('../graph/exchange/registry'),
    import('../api/exchange'),
  ]);
  const { workflow, catalogue } = editor.getState();
  return readSource(name, bytes, readerAt(workflow), () => catalogue);
}

async function take(scene: CommandScene, name: string, bytes: Uint8Array): Promise<void> {
  scene.gesture.getState().receive(await read(scene, name, bytes));
}

/** Read a text once more, after what was missing for it came. */
export async function takeAgain(scene: CommandScene, name: string, text: string): Promise<void> {
  await take(scene, name, new TextEncoder().encode(text));
}

export async function takeText(scene: CommandScene, text: string): Promise<void> {
  if (!isEditable(scene)) return;
  const fragment = parseNodes(text);
  if (fragment) {
    addFragment(scene, fragment, offsetOf(scene, fragment));
    return;
  }
  if (text.trim().startsWith('{') || looksLikeClarifai(text)) {
    await take(scene, 'clipboard', new TextEncoder().encode(text));
    return;
  }
  scene.gesture
    .getState()
    .tell('The clipboard holds no nodes and no picture.', 'Copy some first, then paste.');
}

export async function takeFile(scene: CommandScene, file: File): Promise<void> {
  if (!isEditable(scene)) return;
  if (/^(audio|video)\//.test(file.type)) {
    scene.page.runFiles([file]);
    return;
  }
  await take(scene, file.name, new Uint8Array(await file.arrayBuffer()));
}

/** Weights, also of kinds that the importer refuses with a sentence that helps. */
const MODEL = /\.(onnx|onnx_data|pt|pth|safetensors|tflite|h5|gguf)$/i;

/** Several files at once: a model with what lies beside it, or else the first as a workflow. */
export async function takeFiles(
  scene: CommandScene,
  files: IncomingModel['files'],
  place?: Point,
): Promise<void> {
  if (!isEditable(scene)) return;
  const [first] = files;
  if (files.some(({ name }) => MODEL.test(name)))
    scene.gesture.getState().receive({ kind: 'model', files, ...(place && { place }) });
  else if (first) await takeFile(scene, first.file);
}

/** Browsers call a picture without a file `image.png`; people know where it came from. */
function named(file: File): File {
  const [, ending = ''] = /^image\.(\w+)$/.exec(file.name) ?? [];
  return ending ? new File([file], `Pasted picture.${ending}`, { type: file.type }) : file;
}

/** A pasted picture: the workflow in it, or else an input to run on. */
export async function takePicture(scene: CommandScene, file: File): Promise<void> {
  const found = await read(scene, file.name, new Uint8Array(await file.arrayBuffer()));
  if (found.kind === 'read') scene.gesture.getState().receive(found);
  else scene.page.runFiles([named(file)]);
}
