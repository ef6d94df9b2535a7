import type { GraphDocument, Layout } from '../../api/types';
import { GraphThumbnail } from '../../ui/GraphThumbnail';
import { useKindOf } from './useKindOf';

/** A workflow's graph in small, or quiet paper while there is none. */
export function Thumbnail({ of }: { of: { graph: GraphDocument; layout: Layout } | null }) {
  const kindOf = useKindOf(of?.graph);
  return (
    <div className="thumbnail">
      {of && <GraphThumbnail graph={of.graph} layout={of.layout} kindOf={kindOf} />}
    </div>
  );
}
