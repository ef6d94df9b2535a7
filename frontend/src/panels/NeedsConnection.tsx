import { offering, useConnections } from '../api/connections';
import type { OperatorCard } from '../api/types';
import { signature } from '../graph/kinds';
import { useEditor } from '../store/editor';

/** The palette's second line of a connector: what it takes and gives, once the app has a connection for it. */
export function NeedsConnection({ card }: { card: OperatorCard }) {
  const connections = useConnections(useEditor((state) => state.workflow));
  if (connections.data && offering(connections.data, card.connection ?? '').length === 0)
    return 'needs a connection';
  return signature(card.inputs, card.outputs);
}
