import './JsonPreview.css';
import { useState } from 'react';
import { classes } from '../ui/classes';
import type { PreviewSize } from './Picture';

const OPEN_DEPTH = 2;
const MOST_CHILDREN = 100;

function childrenOf(value: unknown): [string, unknown][] | null {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  return null;
}

function pathInto(path: string, key: string, isArray: boolean): string {
  if (isArray) return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function Branch({
  name,
  value,
  path,
  depth,
}: {
  name: string;
  value: unknown;
  path: string;
  depth: number;
}) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const children = childrenOf(value);
  const isArray = Array.isArray(value);
  const copyPath = () => void navigator.clipboard.writeText(path);
  const key = (
    <button type="button" className="json-key" title={`Copy path ${path}`} onClick={copyPath}>
      {name}
    </button>
  );
  if (!children) {
    return (
      <li>
        {key}: <span className={classes('json-value', typeof value)}>{JSON.stringify(value)}</span>
      </li>
    );
  }
  const size = isArray ? `[${children.length}]` : `{${children.length}}`;
  return (
    <li>
      <button
        type="button"
        className="json-fold"
        aria-expanded={open}
        aria-label={`${open ? 'Fold' : 'Unfold'} ${name}`}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {open ? '▾' : '▸'}
      </button>
      {key} <span className="json-size">{size}</span>
      {open && (
        <ul>
          {children.slice(0, MOST_CHILDREN).map(([child, item]) => (
            <Branch
              key={child}
              name={child}
              value={item}
              path={pathInto(path, child, isArray)}
              depth={depth + 1}
            />
          ))}
          {children.length > MOST_CHILDREN && (
            <li className="json-size">{children.length - MOST_CHILDREN} more</li>
          )}
        </ul>
      )}
    </li>
  );
}

/** A folded tree; clicking a key copies its path. */
export function JsonPreview({
  value,
  size,
  root = '$',
}: {
  value: unknown;
  size: PreviewSize;
  root?: string;
}) {
  if (size === 'node') return <pre className="json-node">{JSON.stringify(value, null, 1)}</pre>;
  return (
    <ul className="json-tree">
      <Branch name={root} value={value} path={root} depth={0} />
    </ul>
  );
}
