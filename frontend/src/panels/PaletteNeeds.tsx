import { offering, useConnections } from '../api/connections';
import { useAppModels } from '../api/queries';
import type { OperatorCard } from '../api/types';
import { signature } from '../graph/kinds';
import { useEditor } from '../store/editor';

/** The palette's second line of a node that a person has to bring something for: what is missing, else its ports. */
export function PaletteNeeds({ card }: { card: OperatorCard }) {
  return card.connection ? <NeedsConnection card={card} /> : <NeedsModel card={card} />;
}

function NeedsConnection({ card }: { card: OperatorCard }) {
  const connections = useConnections(useEditor((state) => state.workflow));
  if (connections.data && offering(connections.data, card.connection ?? '').length === 0)
    return 'needs a connection';
  return signature(card.inputs, card.outputs);
}

function NeedsModel({ card }: { card: OperatorCard }) {
  const models = useAppModels(useEditor((state) => state.workflow));
  if (models.data && !models.data.some((model) => model.task === card.task)) return 'needs a model';
  return signature(card.inputs, card.outputs);
}
