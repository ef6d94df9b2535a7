/** The public try page. */

import type { MediaLimits, OperatorCard } from './catalogue';
import type { GraphDocument, Layout } from './graph';
import type { Run } from './runs';
import type { Sample } from './workflows';

export interface TryPageSettings {
  enabled: boolean;
  /** of the link; null until the page was first switched on */
  path: string | null;
  /** ids of the samples that visitors are offered */
  samples: string[];
  runs_this_hour: number;
  limits: { per_visitor: number; per_page: number; inputs: number };
}
/** What a stranger is told of a workflow: no parameters, no models. */
export interface PublicPage {
  title: string;
  note: string;
  graph: GraphDocument;
  layout: Layout;
  operators: OperatorCard[];
  samples: { id: string; title: string; kind: Sample['kind']; text: string | null }[];
  limits: MediaLimits & { inputs: number };
}
/** A stranger's run and what to show for seeing it. */
export interface Visit {
  ticket: string;
  run: Run;
}
