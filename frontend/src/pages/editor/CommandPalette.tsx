import '../../canvas/NodePicker.css';
import './CommandPalette.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useScene } from '../../commands/scene';
import { useEditor } from '../../store/editor';
import { Kbd } from '../../ui/Kbd';
import { findEntries, type PaletteEntry, paletteEntries } from './paletteEntries';

interface CommandPaletteProps {
  /** only the nodes of the graph, to go to one */
  scope: 'all' | 'nodes';
  onClose: () => void;
}

/** Everything that can be done, every node to go to, every node to add: found by typing. */
export function CommandPalette({ scope, onClose }: CommandPaletteProps) {
  const scene = useScene();
  const viewing = useEditor((state) => state.viewing);
  const [entries] = useState(() => paletteEntries(scene, scope));
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const shown = findEntries(entries, text);
  const at = Math.min(active, shown.length - 1);

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, text]);

  const pick = (entry: PaletteEntry) => {
    // Closed first: what it does may focus something, or open a dialog of its own.
    dialog.current?.close();
    onClose();
    entry.perform();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const current = shown[at];
    if (step && shown.length > 0) setActive((at + step + shown.length) % shown.length);
    else if (event.key === 'Enter' && current) pick(current);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = scope === 'nodes' ? 'Find a node' : 'Commands';
  return (
    <dialog
      ref={dialog}
      role="dialog"
      className="picker command-palette"
      aria-label={title}
      data-testid="command-palette"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="palette-inner">
        <input
          className="text-input"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined}
          aria-label={title}
          placeholder={
            scope === 'nodes'
              ? 'Find a node of this graph'
              : 'Type a command, or a node to add or find'
          }
          value={text}
          ref={(element) => element?.focus({ preventScroll: true })}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul role="listbox" id={listId} aria-label={title}>
          {shown.map((entry, index) => (
            <li
              key={entry.key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => {
                setActive(index);
              }}
              onClick={() => {
                pick(entry);
              }}
            >
              {entry.icon}
              <span className="entry-words">
                {entry.label}
                {entry.hint && <small>{entry.hint}</small>}
              </span>
              <span className="entry-kind">{entry.kind}</span>
              {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
            </li>
          ))}
        </ul>
        {shown.length === 0 && (
          <p className="picker-none">
            {text
              ? `Nothing matches “${text}”.`
              : viewing
                ? 'There is no node in this graph.'
                : 'There is no node yet. Press Esc, then / to add one.'}
          </p>
        )}
      </div>
    </dialog>
  );
}
