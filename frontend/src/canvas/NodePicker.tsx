import './NodePicker.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { OperatorCard } from '../api/types';
import { addOperator } from '../commands/addOperator';
import { useScene } from '../commands/scene';
import { phrase, signature } from '../graph/kinds';
import { findInput, findOutput } from '../graph/ports';
import { joinable, searchOperators } from '../graph/search';
import { OperatorIcon } from '../panels/OperatorIcon';
import { useEditor } from '../store/editor';
import { type Picker, useGesture } from '../store/gesture';

const WIDTH = 272;
const HEIGHT = 340;

/** Which node shall come here? Filtered to those the dropped wire fits, the best first. */
function PickerList({ picker }: { picker: Picker }) {
  const scene = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const graph = useEditor((state) => state.document.graph);
  const closePicker = useGesture((state) => state.closePicker);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { from } = picker;
  const port =
    from && (from.side === 'source' ? findOutput : findInput)(graph, catalogue, from.ref);
  const able = searchOperators(catalogue, text).filter((card) => card.available);
  const shown = from ? joinable(able, port ?? undefined, from.side) : able;
  const current = shown[Math.min(active, shown.length - 1)];

  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) closePicker();
    };
    window.addEventListener('pointerdown', away, true);
    return () => {
      window.removeEventListener('pointerdown', away, true);
    };
  }, [closePicker]);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const pick = (card: OperatorCard) => {
    closePicker();
    const side = from?.side === 'target' ? -220 : 0;
    const place = { x: picker.place.x + side, y: picker.place.y - 48 };
    const id = addOperator(scene, card, place, from);
    if (id) scene.view.focusNode(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((Math.min(active, shown.length - 1) + step + shown.length) % shown.length);
    else if (event.key === 'Enter' && current) pick(current);
    else if (event.key === 'Escape') closePicker();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const place = {
    left: Math.max(8, Math.min(picker.screen.x, window.innerWidth - WIDTH - 8)),
    top: Math.max(8, Math.min(picker.screen.y, window.innerHeight - HEIGHT - 8)),
  };
  return (
    <div ref={box} className="picker" style={place} data-testid="node-picker">
      <input
        className="text-input"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
        aria-label="Search nodes to add"
        placeholder={
          port
            ? `Nodes that ${from.side === 'source' ? 'take' : 'give'} ${phrase(port.kinds)}`
            : 'Search nodes'
        }
        value={text}
        ref={(element) => element?.focus({ preventScroll: true })}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={listId} aria-label="Nodes">
        {shown.map((card, index) => (
          <li
            key={card.id}
            id={`${listId}-${card.id}`}
            role="option"
            aria-selected={card === current}
            data-testid={`pick-${card.id}`}
            onPointerEnter={() => {
              setActive(index);
            }}
            onClick={() => {
              pick(card);
            }}
          >
            <OperatorIcon name={card.icon} />
            <span>
              {card.title}
              <small>{signature(card.inputs, card.outputs)}</small>
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="picker-none">No node fits this wire. Press Esc to go back.</p>
      )}
    </div>
  );
}

export function NodePicker() {
  const picker = useGesture((state) => state.picker);
  return picker && <PickerList picker={picker} />;
}
