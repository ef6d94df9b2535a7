import './NodeCard.css';
import type { NodeProps } from '@xyflow/react';
import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useAppModels } from '../api/queries';
import { hasEnded } from '../graph/ended';
import { findModel, versionNumber } from '../graph/models';
import { findCard, findNode, nodeName } from '../graph/ports';
import { progressUnit } from '../graph/progressUnit';
import { NodePreview } from '../panels/NodePreview';
import { OperatorIcon } from '../panels/OperatorIcon';
import { StateChip, shownStatus } from '../panels/StateChip';
import { useProblemWords } from '../panels/useProblemWords';
import { shownDocument, useEditor } from '../store/editor';
import { useShownNode } from '../store/shownRun';
import { classes } from '../ui/classes';
import { lazily } from '../ui/lazily';
import { describeNode, settingsLine } from './describe';
import { NodePorts } from './NodePorts';

/** Nothing has failed at first paint. */
const NodeFailure = lazily(async () => (await import('../panels/NodeFailure')).NodeFailure);

/** One node on the canvas. Its run comes from the run store by its own id, so a live run redraws only this card. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps) {
  const catalogue = useEditor((state) => state.catalogue);
  const node = useEditor((state) => findNode(shownDocument(state).graph, id));
  const { name, compact } = useEditor(
    useShallow((state) => {
      const { graph, layout } = shownDocument(state);
      return {
        name: nodeName(graph, catalogue, id, layout),
        compact: layout.nodes[id]?.compact ?? false,
      };
    }),
  );
  const problems = useEditor(
    useShallow((state) =>
      state.viewing ? [] : state.problems.filter((problem) => problem.node === id),
    ),
  );
  const { state, outputs, stale, kept } = useShownNode(id);
  const unit = useEditor((state) => progressUnit(shownDocument(state).graph, catalogue, id));
  const at = useEditor((state) => state.workflow);
  const models = useAppModels(at);
  const wrong = useProblemWords(state?.error);
  if (!node) return null;
  const card = findCard(catalogue, node.operator);
  const ended = hasEnded(outputs);
  const status = shownStatus(state, stale, kept, ended);
  const model = findModel(models.data ?? [], node.model, at);
  const settings = settingsLine(node, card, versionNumber(model, node.model));
  const failure = status === 'failed' ? state?.error : null;
  const skipped = status === 'skipped' ? wrong : null;
  const [problem] = problems;
  return (
    <article
      className={classes(
        'node',
        selected && 'selected',
        `is-${status}`,
        card?.available === false && 'unavailable',
        !card && 'unknown',
      )}
      aria-label={describeNode(name, card, status, state)}
      data-testid={`node-${id}`}
    >
      <header className="node-head">
        <OperatorIcon name={card?.icon} />
        <span className="node-title" title={name}>
          {name}
        </span>
        {problem && (
          <span
            className="node-problem"
            title={problems.map((each) => `${each.message} ${each.cure}`).join('\n')}
          >
            <TriangleAlert aria-label={`${problems.length} problems: ${problem.message}`} />
          </span>
        )}
        <StateChip
          state={state}
          stale={stale}
          kept={kept}
          unit={unit}
          ended={ended}
          testId={`node-state-${id}`}
        />
      </header>
      {settings && (
        <p className="node-settings" title={settings}>
          {settings}
        </p>
      )}
      <NodePorts node={node} card={card} name={name} outputs={outputs} />
      {card?.available === false && (
        <p className="node-note">{card.why_not ?? 'Not available here.'}</p>
      )}
      {!compact && (
        <div className={classes('node-preview', (stale || kept !== null) && 'stale')}>
          {failure ? (
            <NodeFailure node={id} problem={failure} />
          ) : skipped ? (
            <p className="node-skipped" title={skipped}>
              {skipped}
            </p>
          ) : (
            <NodePreview
              node={id}
              outputs={outputs}
              waiting={status === 'queued' || status === 'running'}
            />
          )}
        </div>
      )}
    </article>
  );
});
