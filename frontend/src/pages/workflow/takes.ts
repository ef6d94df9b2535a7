/** Which inputs a workflow takes. Pure. */
import type { GraphDocument } from '../../api/types';
import { mediaTaken } from '../../graph/files';

export interface Takes {
  /** kinds a person may give, in the graph's order */
  offered: string[];
  /** those that come as files */
  files: string[];
  /** a text, alone or beside the files */
  text: boolean;
}

export function takesOf(graph: GraphDocument | undefined): Takes {
  const offered = mediaTaken(graph);
  return {
    offered,
    files: offered.filter((kind) => kind !== 'text'),
    text: offered.includes('text'),
  };
}
