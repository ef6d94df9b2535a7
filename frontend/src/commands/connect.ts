/** Connecting by name: the keyboard's and the screen reader's way to draw a wire, and the question "which port?". */
import { Cable } from 'lucide-react';
import { sourcesFor, targetsFor } from '../graph/connect';
import type { Point } from '../graph/document';
import { inputsOf, nodeName, outputsOf, type PortRef, parseRef, sourcesOf } from '../graph/ports';
import type { EditorStore } from '../store/editor';
import type { WireOption, WireStart } from '../store/gesture';
import { type Command, type CommandScene, isEditable } from './command';
import { focusedNode } from './focusedNode';

const words = (port: string) => port.replaceAll('_', ' ');

function optionOf(
  editor: EditorStore,
  source: PortRef,
  target: PortRef,
  words: string,
): WireOption {
  const { catalogue, document } = editor.getState();
  const [old] = sourcesOf(document.graph, target);
  const from = old ? parseRef(old)?.node : undefined;
  const note = from
    ? `replaces the wire from ${nodeName(document.graph, catalogue, from, document.layout)}`
    : '';
  return { source, target, words, note };
}

/** A wire was let go over a node with several ports that fit. */
export function chooseEnd(
  { editor, gesture }: Pick<CommandScene, 'editor' | 'gesture'>,
  wire: WireStart,
  ends: readonly PortRef[],
  screen: Point,
): void {
  const options = ends.map((end) => {
    const [source, target] = wire.side === 'source' ? [wire.ref, end] : [end, wire.ref];
    return optionOf(editor, source, target, words(end.port));
  });
  const title = wire.side === 'source' ? 'Connect to which input?' : 'Connect to which output?';
  gesture.getState().choose({
    screen,
    title,
    options,
    ...(wire.lifted ? { lifted: wire.lifted } : {}),
  });
}

/** Every wire that could be drawn at a node: from its outputs first, then to its inputs. */
function optionsAt(editor: EditorStore, id: string): WireOption[] {
  const { catalogue, document } = editor.getState();
  const { graph, layout } = document;
  const say = (ref: PortRef) =>
    `${nodeName(graph, catalogue, ref.node, layout)} · ${words(ref.port)}`;
  const given = outputsOf(graph, catalogue, id).flatMap((port) => {
    const source = { node: id, port: port.name };
    return targetsFor(graph, catalogue, source).map((target) =>
      optionOf(editor, source, target, `${words(port.name)} → ${say(target)}`),
    );
  });
  const taken = inputsOf(graph, catalogue, id).flatMap((port) => {
    const target = { node: id, port: port.name };
    return sourcesFor(graph, catalogue, target).map((source) =>
      optionOf(editor, source, target, `${words(port.name)} ← ${say(source)}`),
    );
  });
  return [...given, ...taken];
}

export const connectNode: Command = {
  id: 'connect',
  label: 'Connect by name',
  icon: Cable,
  shortcuts: ['C'],
  enabled: (scene) => isEditable(scene) && focusedNode(scene) !== null,
  perform: (scene) => {
    const { editor, gesture, view } = scene;
    const id = focusedNode(scene);
    if (id === null) return;
    const { catalogue, document } = editor.getState();
    const name = nodeName(document.graph, catalogue, id, document.layout);
    const options = optionsAt(editor, id);
    const screen = view.placeOf(id);
    if (options.length > 0 && screen)
      gesture.getState().choose({ screen, title: `Connect ${name}`, options });
    else gesture.getState().tell(`No port fits ${name} yet.`, 'Add a node that does.');
  },
};
