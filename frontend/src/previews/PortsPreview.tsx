import './PortsPreview.css';
import type { AppRef } from '../api/client';
import type { PortOutputs } from '../api/types';
import { MediaStage } from './MediaStage';
import type { StoredMedia } from './mediaFor';
import { Preview } from './Preview';
import { readTexts } from './readTexts';
import type { PictureTree } from './tree';

interface PortsPreviewProps {
  ports: PortOutputs;
  picture: PictureTree;
  app: AppRef;
  /** the film or the sound that it is about */
  media?: StoredMedia | null;
}

/** Everything a node gave for one input, port by port. */
export function PortsPreview({ ports, picture, app, media = null }: PortsPreviewProps) {
  const shown = readTexts(ports);
  return (
    <>
      <MediaStage media={media} ports={ports} app={app} />
      {shown.map(({ port, tree, marks }) => (
        <section key={port} className="port-preview" aria-label={port.replaceAll('_', ' ')}>
          {shown.length > 1 && <h4>{port.replaceAll('_', ' ')}</h4>}
          <Preview tree={tree} marks={marks} picture={picture} app={app} size="full" />
        </section>
      ))}
    </>
  );
}
