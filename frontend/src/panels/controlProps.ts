import type { JsonSchema } from '../api/types';

/** What every control of a parameter gets. */
export interface ControlProps {
  id: string;
  label: string;
  schema: JsonSchema;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
}
