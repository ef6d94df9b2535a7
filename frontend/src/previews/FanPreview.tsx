import './FanPreview.css';
import { type ReactNode, useState } from 'react';
import type { AppRef } from '../api/client';
import type { Anchor, Tree } from '../api/types';
import { Button } from '../ui/Button';
import { classes } from '../ui/classes';
import { CropOf } from './CropOf';
import { Picture, type PreviewSize } from './Picture';
import { preciseClock } from './peaks';
import { leastScore } from './regions';
import { branchOf, type Fan, isFan, isImage, type PictureTree } from './tree';

interface FanPreviewProps {
  fan: Fan<Tree>;
  /** regions of the same split, drawn on the pictures: the lines of the texts below them */
  marks?: Fan<Tree> | undefined;
  pictures: PictureTree;
  app: AppRef;
  size: PreviewSize;
  /** draws the value of one branch; the fan itself knows no kinds */
  draw: (value: Tree, picture: PictureTree, size: PreviewSize) => ReactNode;
}

const SHOWN = { node: 4, full: 12 } as const;

function anchorWords({ frame, time_ms: time }: Anchor): string | null {
  if (time !== undefined) return preciseClock(time);
  return frame === undefined ? null : `frame ${frame}`;
}

/** What this branch is about: its own crop, else the anchored part of the picture it came from. */
function BranchPicture({
  picture,
  anchor,
  app,
  fanned,
}: {
  picture: PictureTree;
  anchor: Anchor;
  app: AppRef;
  fanned: boolean;
}) {
  if (!isImage(picture)) return null;
  if (!fanned && anchor.region) return <CropOf image={picture} box={anchor.region.box} app={app} />;
  return (
    <Picture image={picture} app={app} size="node" alt="The part of the picture this came from" />
  );
}

interface BranchProps extends Omit<FanPreviewProps, 'fan'> {
  anchor: Anchor;
  value: Tree;
  index: number;
}

function Branch({ anchor, value, index, pictures, marks, app, size, draw }: BranchProps) {
  const picture = branchOf(pictures, anchor, index);
  const fanned = Boolean(pictures && isFan(pictures));
  const ownPicture = isImage(value) || (value && 'kind' in value && value.kind === 'regions');
  const nested = value !== null && isFan(value);
  const words = anchorWords(anchor);
  const marked = marks?.each[index]?.value;
  const lines = marked && 'kind' in marked && marked.kind === 'regions' ? marked.items : null;
  const score = lines && leastScore(lines);
  return (
    <li className={classes('fan-item', nested && 'wide')}>
      {!ownPicture && !nested && (
        <div className="fan-picture">
          {lines && isImage(picture) ? (
            draw({ kind: 'regions', items: lines }, picture, 'node')
          ) : (
            <BranchPicture {...{ picture, anchor, app, fanned }} />
          )}
        </div>
      )}
      <div className={ownPicture ? 'fan-picture' : 'fan-value'}>
        {draw(value, picture, ownPicture ? 'node' : size)}
      </div>
      {typeof score === 'number' && size === 'full' && (
        <span className="fan-anchor" title="How sure the least sure line is">
          {score.toFixed(2)}
        </span>
      )}
      {words && <span className="fan-anchor">{words}</span>}
    </li>
  );
}

/** A fan-out: one card a region or frame, its crop above and the value of the same lineage below. */
export function FanPreview({ fan, ...rest }: FanPreviewProps) {
  const [all, setAll] = useState(false);
  if (fan.each.length === 0) {
    return <p className="muted small">Nothing to work on: no regions came in.</p>;
  }
  const shown = all ? fan.each : fan.each.slice(0, SHOWN[rest.size]);
  const left = fan.each.length - shown.length;
  return (
    <div className={`fan ${rest.size}`}>
      <ul>
        {shown.map((branch, index) => (
          <Branch key={branch.anchor.region?.id ?? index} {...branch} {...rest} index={index} />
        ))}
      </ul>
      {left > 0 && rest.size === 'full' && (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            setAll(true);
          }}
        >
          Show {left} more
        </Button>
      )}
      {left > 0 && rest.size === 'node' && <span className="fan-more">+{left}</span>}
    </div>
  );
}
