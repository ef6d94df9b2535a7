import type { JsonSchema } from '../api/types';

/** What every control of a parameter gets. */
export interface ControlProps {
  id: string;
  label: string;
  schema: JsonSchema;
  value: unknown;
  disabled: boolean;
  /** what the value may well be: the classes a model knows */
  suggestions?: readonly string[];
  onChange: (value: unknown) => void;
}
