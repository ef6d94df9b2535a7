import type { ReactNode } from 'react';
import type { AppRef } from '../api/client';
import type { StoredValue, Tree } from '../api/types';
import { FileLinks } from './FileLinks';
import { JsonPreview } from './JsonPreview';
import type { PreviewSize } from './Picture';
import { filesIn, onlyValues, readable, valuesIn } from './within';

interface WithinPreviewProps {
  value: unknown;
  size: PreviewSize;
  app: AppRef;
  /** draws other values; this knows no kinds */
  draw: (tree: Tree) => ReactNode;
}

const SEEN: StoredValue['kind'][] = ['image', 'video', 'audio', 'mask'];

function asFan(values: readonly StoredValue[]): Tree {
  return { each: values.map((value) => ({ anchor: {}, value })) };
}

/** A list or JSON in which values or kept files stand: what can be looked at or heard is drawn, all else is told. */
export function WithinPreview({ value, size, app, draw }: WithinPreviewProps) {
  const listed = onlyValues(value);
  if (listed) return draw(asFan(listed));
  const seen = valuesIn(value).filter(({ kind }) => SEEN.includes(kind));
  if (size === 'node' && seen.length > 0) return draw(asFan(seen));
  // strangers are given the run, not the files that lie in its app
  const files = app.shared || app.files ? [] : filesIn(value);
  if (size === 'node' && files.length > 0) return <FileLinks files={files} app={app} />;
  return (
    <>
      <FileLinks files={files} app={app} />
      {seen.length > 0 && draw(asFan(seen))}
      <JsonPreview value={readable(value)} size={size} />
    </>
  );
}
