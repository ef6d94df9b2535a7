import './exchange.css';
import type { AppRef } from '../../api/client';
import type { Trouble } from '../../graph/exchange/translator';
import { count } from '../../ui/format';
import { ChooseModels } from './ChooseModels';

/** Fields that only what a definition answers has. */
const OF_OUTPUTS = new Set(['selector', 'coordinates_system']);

interface DefinitionTroubleProps {
  at: AppRef;
  trouble: Trouble;
  /** the models that were asked for are known now */
  onKept: () => void | Promise<void>;
}

/** What is wrong in a definition, step by step with its cure, and models to choose for ids unknown here. */
export function DefinitionTrouble({ at, trouble, onKept }: DefinitionTroubleProps) {
  const { unknownModels } = trouble;
  const others = trouble.problems.filter(
    ({ node, message }) =>
      !unknownModels.some(({ id, step }) => step === node && message.includes(id)),
  );
  return (
    <>
      {others.length > 0 && (
        <section className="trouble">
          <h3>{count(others.length, 'problem')} in the definition</h3>
          <ol>
            {others.map(({ node, port, message, cure }) => (
              <li key={`${node ?? ''} ${port ?? ''} ${message}`}>
                {(node ?? port) && (
                  <p className="trouble-place">
                    {node && (
                      <>
                        {port && OF_OUTPUTS.has(port) ? 'Output' : 'Step'} <code>{node}</code>
                      </>
                    )}
                    {port && (
                      <>
                        {node ? ', field ' : 'Field '}
                        <code>{port}</code>
                      </>
                    )}
                  </p>
                )}
                <p>{message}</p>
                <p className="trouble-cure">{cure}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
      {unknownModels.length > 0 && <ChooseModels at={at} unknown={unknownModels} onKept={onKept} />}
    </>
  );
}
