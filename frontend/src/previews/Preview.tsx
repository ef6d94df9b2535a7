import type { AppRef } from '../api/client';
import type { StoredValue, Tree } from '../api/types';
import { lazily } from '../ui/lazily';
import { AudioPreview } from './AudioPreview';
import { ClustersPreview } from './ClustersPreview';
import { ColorsPreview } from './ColorsPreview';
import { ConceptsPreview } from './ConceptsPreview';
import { EmbeddingsPreview } from './EmbeddingsPreview';
import { ErrorPreview } from './ErrorPreview';
import { FanPreview } from './FanPreview';
import { ImagePreview } from './ImagePreview';
import { JsonPreview } from './JsonPreview';
import { MaskPreview } from './MaskPreview';
import type { PreviewSize } from './Picture';
import { RegionsPreview } from './RegionsPreview';
import { ScalarPreview } from './ScalarPreview';
import { TablePreview } from './TablePreview';
import { TextPreview } from './TextPreview';
import type { Trail } from './trails';
import { isError, isFan, isImage, type PictureTree } from './tree';
import { VideoPreview } from './VideoPreview';

const WithinPreview = lazily(async () => (await import('./WithinPreview')).WithinPreview, {
  soon: false,
});
const MAY_HOLD_VALUES = /"(\$value|\$plain|blob)":/;

export interface PreviewProps {
  tree: Tree;
  /** "node": fills the fixed box it stands in; "full": with filters, tables and copy buttons */
  size: PreviewSize;
  app: AppRef;
  /** what regions are drawn over: from pictureFor */
  picture?: PictureTree;
  /** the region that is followed through the graph */
  marked?: string | null | undefined;
  /** a fan-out of regions that belongs to a fan-out of texts */
  marks?: Tree | undefined;
  /** the way that the tracked regions of one frame came */
  trails?: readonly Trail[] | undefined;
}

function ValuePreview({
  value,
  size,
  app,
  picture,
  marked,
  trails,
}: Omit<PreviewProps, 'tree' | 'marks'> & { value: StoredValue }) {
  switch (value.kind) {
    case 'image':
      return <ImagePreview image={value} app={app} size={size} />;
    case 'regions':
      return (
        <RegionsPreview
          regions={value.items}
          picture={isImage(picture) ? picture : undefined}
          app={app}
          size={size}
          marked={marked}
          trails={trails}
        />
      );
    case 'concepts':
      return <ConceptsPreview items={value.items} size={size} />;
    case 'text':
      return <TextPreview text={value.raw} size={size} />;
    case 'string':
      return <TextPreview text={value.value} size={size} />;
    case 'number':
    case 'boolean':
      return <ScalarPreview value={value.value} size={size} />;
    case 'embeddings':
      return <EmbeddingsPreview vectors={value.vectors} size={size} />;
    case 'colors':
      return <ColorsPreview items={value.items} size={size} />;
    case 'table':
      return <TablePreview columns={value.columns} rows={value.rows} size={size} />;
    case 'video':
      return <VideoPreview video={value} app={app} size={size} />;
    case 'audio':
      return <AudioPreview audio={value} app={app} size={size} />;
    case 'mask':
      return (
        <MaskPreview
          blob={value.blob}
          names={value.names}
          picture={isImage(picture) ? picture : undefined}
          app={app}
          size={size}
        />
      );
    case 'list':
    case 'json':
      return MAY_HOLD_VALUES.test(JSON.stringify(value.value)) ? (
        <WithinPreview
          value={value.value}
          size={size}
          app={app}
          draw={(tree) => <Preview tree={tree} size={size} app={app} />}
        />
      ) : (
        <JsonPreview value={value.value} size={size} />
      );
    case 'clusters':
      return <ClustersPreview labels={value.labels} size={size} />;
  }
}

/** Draws any output from its data. */
export function Preview({ tree, size, app, picture, marks, marked, trails }: PreviewProps) {
  if (tree === null) return <p className="muted small">No value: this path did not continue.</p>;
  if (isError(tree)) return <ErrorPreview problem={tree.error} />;
  if (isFan(tree)) {
    return (
      <FanPreview
        fan={tree}
        marks={marks && isFan(marks) ? marks : undefined}
        pictures={picture}
        app={app}
        size={size}
        draw={(value, branch, branchSize) => (
          <Preview tree={value} picture={branch} app={app} size={branchSize} />
        )}
      />
    );
  }
  return <ValuePreview value={tree} {...{ size, app, picture, marked, trails }} />;
}
