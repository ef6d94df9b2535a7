import './Palette.css';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { OperatorCard } from '../api/types';
import { addAtCentre, OPERATOR_DRAG_TYPE } from '../commands/addOperator';
import { focusSearch } from '../commands/focusSearch';
import { useScene } from '../commands/scene';
import { hintOf } from '../commands/shortcuts';
import { signature } from '../graph/kinds';
import { byGroup, searchOperators } from '../graph/search';
import { useEditor } from '../store/editor';
import { useGesture } from '../store/gesture';
import { classes } from '../ui/classes';
import { Kbd } from '../ui/Kbd';
import { lazily } from '../ui/lazily';
import { OperatorIcon } from './OperatorIcon';

const PaletteNeeds = lazily(async () => (await import('./PaletteNeeds')).PaletteNeeds);

/** The id that the search key focuses. */
export const PALETTE_SEARCH_ID = 'palette-search';

function PaletteItem({ card, onAdd }: { card: OperatorCard; onAdd: (card: OperatorCard) => void }) {
  const drag = useGesture((state) => state.drag);
  return (
    <li>
      <button
        type="button"
        className={classes('palette-item', !card.available && 'off')}
        draggable={card.available}
        aria-disabled={!card.available}
        title={
          card.available
            ? `${card.hint}\nDrag onto the canvas or a wire, or press Enter to add.`
            : (card.why_not ?? '')
        }
        data-testid={`palette-${card.id}`}
        onClick={() => {
          onAdd(card);
        }}
        onDragStart={(event) => {
          event.dataTransfer.setData(OPERATOR_DRAG_TYPE, card.id);
          event.dataTransfer.effectAllowed = 'copy';
          drag(card.id);
        }}
        onDragEnd={() => {
          drag(null);
        }}
      >
        <span className="palette-icon">
          <OperatorIcon name={card.icon} />
        </span>
        <span className="palette-words">
          {card.title}
          <small>
            {card.available ? (
              card.connection || (card.task && !card.default_model) ? (
                <PaletteNeeds card={card} />
              ) : (
                signature(card.inputs, card.outputs)
              )
            ) : (
              (card.why_not ?? 'not available here')
            )}
          </small>
        </span>
      </button>
    </li>
  );
}

/** Up and down walk through the list; the search field is its top. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, .palette-item')];
  const index = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[index + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Every operator, found by words, added by drag, click or Enter. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const scene = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const [text, setText] = useState('');
  const found = searchOperators(catalogue, text);
  const groups = byGroup(found);
  const add = (card: OperatorCard) => {
    addAtCentre(scene, card);
    onAdded?.();
  };
  return (
    <section className="panel palette" aria-label="Nodes" onKeyDown={walk}>
      <div className="palette-search" title={hintOf(focusSearch)}>
        <Search aria-hidden />
        <input
          id={PALETTE_SEARCH_ID}
          type="search"
          className="text-input"
          placeholder="Search nodes"
          aria-label="Search nodes"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === 'Enter' && text && first) add(first);
            if (event.key === 'Escape') setText('');
          }}
        />
        {!text && <Kbd>/</Kbd>}
      </div>
      {groups.map(({ group, cards }) => (
        <div key={group}>
          <h3>{group}</h3>
          <ul>
            {cards.map((card) => (
              <PaletteItem key={card.id} card={card} onAdd={add} />
            ))}
          </ul>
        </div>
      ))}
      {found.length === 0 && (
        <p className="panel-empty">
          No node matches “{text}”. Try what goes in or comes out, such as <b>regions</b>.
        </p>
      )}
    </section>
  );
}
