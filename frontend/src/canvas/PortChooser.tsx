import './NodePicker.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useScene } from '../commands/scene';
import { connectPorts } from '../commands/wire';
import { mainKind } from '../graph/kinds';
import { findOutput } from '../graph/ports';
import { useEditor } from '../store/editor';
import { type Chooser, useGesture, type WireOption } from '../store/gesture';
import { PortDot } from '../ui/PortDot';

const WIDTH = 272;
const HEIGHT = 340;

/** Which ports shall be joined? By name, so that keys and screen readers can. */
function ChooserList({ chooser }: { chooser: Chooser }) {
  const scene = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const graph = useEditor((state) => state.document.graph);
  const choose = useGesture((state) => state.choose);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const shown = chooser.options.filter((option) =>
    option.words.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const at = Math.min(active, shown.length - 1);

  const [before] = useState(() => document.activeElement);

  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) choose(null);
    };
    window.addEventListener('pointerdown', away, true);
    return () => {
      window.removeEventListener('pointerdown', away, true);
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [choose, before]);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const pick = (option: WireOption) => {
    choose(null);
    connectPorts(scene, option.source, option.target, chooser.lifted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const current = shown[at];
    if (step && shown.length > 0) setActive((at + step + shown.length) % shown.length);
    else if (event.key === 'Enter' && current) pick(current);
    else if (event.key === 'Escape' || event.key === 'Tab') choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const place = {
    left: Math.max(8, Math.min(chooser.screen.x, window.innerWidth - WIDTH - 8)),
    top: Math.max(8, Math.min(chooser.screen.y, window.innerHeight - HEIGHT - 8)),
  };
  return (
    <div ref={box} className="picker" style={place} data-testid="port-chooser">
      <input
        className="text-input"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined}
        aria-label={chooser.title}
        placeholder={chooser.title}
        value={text}
        ref={(element) => element?.focus({ preventScroll: true })}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={listId} aria-label={chooser.title}>
        {shown.map((option, index) => (
          <li
            key={`${option.words} ${option.target.node}.${option.target.port}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerEnter={() => {
              setActive(index);
            }}
            onClick={() => {
              pick(option);
            }}
          >
            <PortDot kind={mainKind(findOutput(graph, catalogue, option.source))} />
            <span>
              {option.words}
              {option.note && <small>{option.note}</small>}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="picker-none">No port of that name.</p>}
    </div>
  );
}

export function PortChooser() {
  const chooser = useGesture((state) => state.chooser);
  return chooser && <ChooserList chooser={chooser} />;
}
