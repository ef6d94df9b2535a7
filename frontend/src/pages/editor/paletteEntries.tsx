/** What the command palette lists: commands that can be used now, nodes to go to, nodes to add. */
import type { ReactNode } from 'react';
import { addAtCentre } from '../../commands/addOperator';
import { COMMANDS } from '../../commands/all';
import { type CommandScene, isEditable } from '../../commands/command';
import { showShortcut } from '../../commands/shortcuts';
import { cardOf, nodeName } from '../../graph/ports';
import { OperatorIcon } from '../../panels/OperatorIcon';
import { shownDocument } from '../../store/editor';

export interface PaletteEntry {
  key: string;
  label: string;
  hint: string;
  kind: string;
  icon: ReactNode;
  shortcut: string;
  /** what the text is looked for in besides the label */
  more: string;
  perform: () => void;
}

const HIDDEN = new Set(['commandPalette', 'clearSelection']);

function commandEntries(scene: CommandScene): PaletteEntry[] {
  return COMMANDS.filter((command) => !HIDDEN.has(command.id) && command.enabled(scene)).map(
    (command) => ({
      key: `command ${command.id}`,
      label: command.label,
      hint: '',
      kind: '',
      icon: <command.icon aria-hidden />,
      shortcut: showShortcut(command.shortcuts[0] ?? ''),
      more: '',
      perform: () => void command.perform(scene),
    }),
  );
}

function nodeEntries({ editor, view }: CommandScene): PaletteEntry[] {
  const state = editor.getState();
  const { graph, layout } = shownDocument(state);
  return graph.nodes.map(({ id, operator }) => {
    const card = cardOf(graph, state.catalogue, id);
    const name = nodeName(graph, state.catalogue, id, layout);
    return {
      key: `node ${id}`,
      label: name,
      hint: card && card.title !== name ? `${card.title} · ${id}` : id,
      kind: 'Go to',
      icon: <OperatorIcon name={card?.icon} />,
      shortcut: '',
      more: `${operator} ${id}`,
      perform: () => {
        view.focusNode(id);
      },
    };
  });
}

function operatorEntries(scene: CommandScene): PaletteEntry[] {
  if (!isEditable(scene)) return [];
  return scene.editor
    .getState()
    .catalogue.operators.filter((card) => card.available)
    .map((card) => ({
      key: `add ${card.id}`,
      label: card.title,
      hint: card.hint,
      kind: 'Add',
      icon: <OperatorIcon name={card.icon} />,
      shortcut: '',
      more: `${card.id} ${card.aliases.join(' ')} add`,
      perform: () => {
        addAtCentre(scene, card);
      },
    }));
}

export function paletteEntries(scene: CommandScene, scope: 'all' | 'nodes'): PaletteEntry[] {
  if (scope === 'nodes') return nodeEntries(scene);
  return [...commandEntries(scene), ...nodeEntries(scene), ...operatorEntries(scene)];
}

const MOST_SHOWN = 60;

/** Those that hold every word, labels that begin with the first word before the others. */
export function findEntries(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const rank = (entry: PaletteEntry) => {
    const label = entry.label.toLowerCase();
    if (label.startsWith(first)) return 0;
    return label.includes(first) ? 1 : 2;
  };
  return entries
    .filter((entry) => {
      const all = `${entry.label} ${entry.hint} ${entry.kind} ${entry.more}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => (first ? rank(a) - rank(b) : 0))
    .slice(0, MOST_SHOWN);
}
