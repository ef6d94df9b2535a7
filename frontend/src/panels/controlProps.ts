import type { JsonSchema } from '../api/types';
import type { Flow } from '../graph/query/operationTable';

/** What every control of a parameter gets. */
export interface ControlProps {
  id: string;
  label: string;
  schema: JsonSchema;
  value: unknown;
  disabled: boolean;
  /** what the value may well be: the classes a model knows */
  suggestions?: readonly string[];
  /** of a chain of operations: what it begins with, and what it has to end with */
  flows?: { from: Flow; to: Flow };
  onChange: (value: unknown) => void;
}
