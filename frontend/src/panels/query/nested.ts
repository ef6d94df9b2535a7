import { type ComponentType, createContext, useContext } from 'react';
import type { Flow } from '../../graph/query/operationTable';
import type { QueryProps } from './queryProps';

/** Operations hold conditions, which hold operations: each asks here for the form of the other. */
export interface Builders {
  Operations: ComponentType<QueryProps & { end?: Flow }>;
  Condition: ComponentType<QueryProps & { required?: boolean }>;
}

export const Nested = createContext<Builders | null>(null);

export function useNested(): Builders {
  const builders = useContext(Nested);
  if (!builders) throw new Error('Parts of a query are drawn inside a QueryControl only.');
  return builders;
}
