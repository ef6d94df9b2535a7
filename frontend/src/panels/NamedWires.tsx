import { Unlink } from 'lucide-react';
import { useState } from 'react';
import type { GraphNode, Port } from '../api/types';
import { useScene } from '../commands/scene';
import { cutWire } from '../commands/wire';
import { namedWires, renameWire, whyNotName } from '../graph/namedWires';
import { type PortRef, parseRef } from '../graph/ports';
import { useEditor } from '../store/editor';
import { IconButton } from '../ui/Button';

interface WireRowProps {
  node: GraphNode;
  port: string;
  own: string;
  words: string;
  disabled: boolean;
  onCut: () => void;
}

function WireRow({ node, port, own, words, disabled, onCut }: WireRowProps) {
  const change = useEditor((state) => state.change);
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = typed?.trim() ?? own;
  const wrong = wanted === own ? null : whyNotName(node, port, wanted);
  const commit = () => {
    if (!wrong && wanted !== own)
      change((document) => ({
        ...document,
        graph: renameWire(document.graph, node.id, port, own, wanted),
      }));
    setTyped(null);
  };
  return (
    <li className="named-wire">
      <div className="row">
        <input
          className="text-input mono"
          aria-label={`Name of the wire ${own}`}
          aria-invalid={wrong !== null}
          value={typed ?? own}
          maxLength={64}
          spellCheck={false}
          disabled={disabled}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
        <span className="end port-targets" title={words}>
          {words}
        </span>
        {!disabled && (
          <IconButton label={`Cut the wire ${own}`} size="small" onClick={onCut}>
            <Unlink aria-hidden />
          </IconButton>
        )}
      </div>
      {wrong && (
        <p className="field-note bad" role="alert">
          {wrong}
        </p>
      )}
    </li>
  );
}

interface NamedWiresProps {
  node: GraphNode;
  port: Port;
  disabled: boolean;
  say: (ref: PortRef) => string;
}

/** The wires of a port that takes several: each with its name, which settings may speak of. */
export function NamedWires({ node, port, disabled, say }: NamedWiresProps) {
  const { editor } = useScene();
  return namedWires(node, port.name).map(({ own, source }) => {
    const ref = parseRef(source);
    return (
      <WireRow
        key={own}
        {...{ node, own, disabled }}
        port={port.name}
        words={ref ? say(ref) : source}
        onCut={() => {
          const target = { node: node.id, port: `${port.name}.${own}` };
          if (ref) cutWire(editor, { source: ref, target });
        }}
      />
    );
  });
}
