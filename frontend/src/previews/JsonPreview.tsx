import './JsonPreview.css';
import { useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { classes } from '../ui/classes';
import { heldIn, picturesHeld, plain } from './held';
import type { PreviewSize } from './Picture';
import { describe, isImage, type StoredImage } from './tree';

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

const THUMB = 160;
const MOST_THUMBS = 4;

function Thumb({ image, app }: { image: StoredImage; app: AppRef }) {
  return (
    <img
      className="json-thumb"
      src={blobUrl(app, image.blob, THUMB)}
      alt={`Picture, ${image.width} by ${image.height} pixels`}
      loading="lazy"
    />
  );
}

function Branch({
  name,
  value: written,
  path,
  depth,
  app,
}: {
  name: string;
  value: unknown;
  path: string;
  depth: number;
  app: AppRef | undefined;
}) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const held = app ? heldIn(written) : null;
  const value = app ? plain(written) : written;
  const children = childrenOf(value);
  const isArray = Array.isArray(value);
  const copyPath = () => void navigator.clipboard.writeText(path);
  const key = (
    <button type="button" className="json-key" title={`Copy path ${path}`} onClick={copyPath}>
      {name}
    </button>
  );
  if (held) {
    return (
      <li>
        {key}: <span className="json-size">{describe(held)}</span>
        {app && isImage(held) && <Thumb image={held} app={app} />}
      </li>
    );
  }
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
              app={app}
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

/** A folded tree; clicking a key copies its path. With `app`, pictures that stand in it are shown. */
export function JsonPreview({
  value,
  size,
  root = '$',
  app,
}: {
  value: unknown;
  size: PreviewSize;
  root?: string;
  app?: AppRef;
}) {
  const pictures = app && size === 'node' ? picturesHeld(value, MOST_THUMBS) : [];
  if (app && pictures.length > 0)
    return (
      <div className="json-thumbs">
        {pictures.map((image, index) => (
          <Thumb key={`${index}:${image.blob}`} image={image} app={app} />
        ))}
      </div>
    );
  if (size === 'node') return <pre className="json-node">{JSON.stringify(value, null, 1)}</pre>;
  return (
    <ul className="json-tree">
      <Branch name={root} value={value} path={root} depth={0} app={app} />
    </ul>
  );
}
