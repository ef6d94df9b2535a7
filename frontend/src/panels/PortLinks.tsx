import { Plus, Unlink } from 'lucide-react';
import { Fragment } from 'react';
import type { GraphNode, OperatorCard, Port } from '../api/types';
import { useScene } from '../commands/scene';
import { connectPorts, cutWire } from '../commands/wire';
import { sourcesFor, targetsFor } from '../graph/connect';
import { mainKind, phrase } from '../graph/kinds';
import {
  GATE,
  nodeName,
  outputPorts,
  type PortRef,
  parseRef,
  sourcesOf,
  WHEN,
  wiresOf,
} from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/Menu';
import { PortDot } from '../ui/PortDot';
import { NamedWires } from './NamedWires';

interface PortLinksProps {
  node: GraphNode;
  card: OperatorCard;
  disabled: boolean;
}

/** A port's own name, or that of a gate in words. */
const portWords = (port: string) => (port === WHEN ? 'only when' : port.replaceAll('_', ' '));

function useNames() {
  const { graph, layout } = useEditor(shownDocument);
  const catalogue = useEditor((state) => state.catalogue);
  const say = (ref: PortRef) =>
    `${nodeName(graph, catalogue, ref.node, layout)} · ${portWords(ref.port)}`;
  return { graph, catalogue, say };
}

function InputLink({ node, port, disabled }: { node: GraphNode; port: Port; disabled: boolean }) {
  const scene = useScene();
  const { graph, catalogue, say } = useNames();
  const target = { node: node.id, port: port.name };
  const wired = sourcesOf(graph, target).flatMap((text) => parseRef(text) ?? []);
  const options = sourcesFor(graph, catalogue, target);
  const [first] = wired;
  const words = first
    ? wired.map(say).join(', ')
    : port.name === WHEN
      ? 'Always'
      : port.many
        ? 'Add a wire…'
        : port.required
          ? 'Connect…'
          : 'Connect… (optional)';
  return (
    <li className="row">
      <PortDot kind={mainKind(port)} />
      <span title={port.help}>
        {port.name === WHEN ? 'Runs only when' : port.title.toLowerCase()}
      </span>
      <Menu
        trigger={
          <button
            type="button"
            className="link-button end"
            disabled={disabled}
            aria-label={`${words}: connect input ${port.title.toLowerCase()}`}
          >
            {words}
          </button>
        }
      >
        <MenuLabel>
          {port.name === WHEN ? 'Run only where this is there' : `Take ${phrase(port.kinds)} from`}
        </MenuLabel>
        {options.map((source) => (
          <MenuItem key={say(source)} onSelect={() => connectPorts(scene, source, target)}>
            {say(source)}
          </MenuItem>
        ))}
        {options.length === 0 && (
          <MenuItem disabled onSelect={() => undefined}>
            {first ? 'No other output fits' : 'No output fits yet'}
          </MenuItem>
        )}
        {first && <MenuLine />}
        {wired.map((source) => (
          <MenuItem
            key={say(source)}
            danger
            icon={<Unlink aria-hidden />}
            onSelect={() => {
              cutWire(scene.editor, { source, target });
            }}
          >
            Cut the wire from {say(source)}
          </MenuItem>
        ))}
      </Menu>
    </li>
  );
}

function OutputLink({ node, port, disabled }: { node: GraphNode; port: Port; disabled: boolean }) {
  const scene = useScene();
  const { graph, catalogue, say } = useNames();
  const source = { node: node.id, port: port.name };
  const wired = wiresOf(graph).filter(
    (wire) => wire.source.node === node.id && wire.source.port === port.name,
  );
  const options = targetsFor(graph, catalogue, source);
  return (
    <li className="row">
      <PortDot kind={mainKind(port)} />
      <span title={port.help}>{port.title.toLowerCase()}</span>
      <span className="end port-targets">
        {wired.length > 0 && `→ ${wired.map((wire) => say(wire.target)).join(', ')}`}
      </span>
      <Menu
        trigger={
          <button
            type="button"
            className="link-button"
            disabled={disabled}
            aria-label={`${wired.length > 0 ? 'Connect' : 'Connect…'} output ${port.title.toLowerCase()}`}
          >
            {wired.length > 0 ? <Plus aria-hidden width={14} height={14} /> : 'Connect…'}
          </button>
        }
      >
        <MenuLabel>{`Give ${port.title.toLowerCase()} to`}</MenuLabel>
        {options.map((target) => (
          <MenuItem key={say(target)} onSelect={() => connectPorts(scene, source, target)}>
            {say(target)}
          </MenuItem>
        ))}
        {options.length === 0 && (
          <MenuItem disabled onSelect={() => undefined}>
            No input fits yet
          </MenuItem>
        )}
      </Menu>
    </li>
  );
}

/** A node's wires in words, and the keyboard's way to draw them. */
export function PortLinks({ node, card, disabled }: PortLinksProps) {
  const { graph, say } = useNames();
  const wired = wiresOf(graph).flatMap(({ source }) =>
    source.node === node.id ? [source.port] : [],
  );
  return (
    <>
      <ul aria-label="Inputs">
        {card.inputs.map((port) => (
          <Fragment key={port.name}>
            <InputLink node={node} port={port} disabled={disabled} />
            {port.many && <NamedWires {...{ node, port, disabled, say }} />}
          </Fragment>
        ))}
        <InputLink node={node} port={GATE} disabled={disabled} />
      </ul>
      <ul aria-label="Outputs">
        {outputPorts(node, card, wired).map((port) => (
          <OutputLink key={port.name} node={node} port={port} disabled={disabled} />
        ))}
      </ul>
    </>
  );
}
