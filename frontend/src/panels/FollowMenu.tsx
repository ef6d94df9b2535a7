import { Link2 } from 'lucide-react';
import type { JsonSchema } from '../api/types';
import { wouldLoop } from '../graph/cycles';
import { formatRef, IN, nodeName, type PortRef, shownOutputsOf } from '../graph/ports';
import { PARAMETER_TYPES } from '../graph/validate';
import { shownDocument, useEditor } from '../store/editor';
import { IconButton } from '../ui/Button';
import { Menu, MenuItem, MenuLabel } from '../ui/Menu';

/** Kinds of value that a setting of each type may follow; any other setting takes all plain ones. */
const KINDS: Record<string, readonly string[]> = {
  number: ['number', 'any', 'json'],
  integer: ['number', 'any', 'json'],
  boolean: ['boolean', 'any', 'json'],
  string: ['string', 'text', 'any', 'json'],
  array: ['list', 'any', 'json'],
  object: ['json', 'any', 'dict'],
};
const PLAIN = [...new Set(Object.values(KINDS).flat())];

/** A reference as people read it: the node's name and its output. */
export function useReferenceWords(): (ref: PortRef) => string {
  const { graph, layout } = useEditor(shownDocument);
  const catalogue = useEditor((state) => state.catalogue);
  return ({ node, port }) =>
    node === IN
      ? `Input · ${port}`
      : `${nodeName(graph, catalogue, node, layout)} · ${port.replaceAll('_', ' ')}`;
}

interface FollowMenuProps {
  node: string;
  label: string;
  schema: JsonSchema;
  onFollow: (source: string) => void;
}

/** Lets a setting follow an input of the workflow, or what another node gives. */
export function FollowMenu({ node, label, schema, onFollow }: FollowMenuProps) {
  const { graph } = useEditor(shownDocument);
  const catalogue = useEditor((state) => state.catalogue);
  const say = useReferenceWords();
  const kinds: readonly string[] = KINDS[schema.type ?? ''] ?? PLAIN;
  const inputs = graph.inputs
    .filter(({ type }) => PARAMETER_TYPES.includes(type) && kinds.includes(type))
    .map(({ name }) => ({ node: IN, port: name }));
  const outputs = graph.nodes
    .filter(({ id }) => !wouldLoop(graph, id, node))
    .flatMap(({ id }) =>
      shownOutputsOf(graph, catalogue, id)
        .filter((port) => port.kinds.some((kind) => kinds.includes(kind)))
        .map((port) => ({ node: id, port: port.name })),
    );
  const sources = [...inputs, ...outputs];
  return (
    <Menu
      trigger={
        <IconButton label={`Let ${label.toLowerCase()} follow a value`} size="small">
          <Link2 aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>{`${label} follows`}</MenuLabel>
      {sources.map((source) => (
        <MenuItem
          key={formatRef(source)}
          onSelect={() => {
            onFollow(formatRef(source));
          }}
        >
          {say(source)}
        </MenuItem>
      ))}
      {sources.length === 0 && (
        <MenuItem disabled onSelect={() => undefined}>
          No input or output fits yet
        </MenuItem>
      )}
    </Menu>
  );
}
