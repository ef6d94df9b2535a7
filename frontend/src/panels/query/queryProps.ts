import type { Flow } from '../../graph/query/operationTable';

/** What every part of a query's form gets. */
export interface QueryProps {
  value: unknown;
  disabled: boolean;
  /** values that conditions may speak of */
  names: readonly string[];
  /** what is in hand at the beginning */
  flow: Flow;
  /** says which one it is, for those who hear the page: "of operation 2" */
  of?: string;
  onChange: (value: unknown) => void;
}
