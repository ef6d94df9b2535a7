import './Outline.css';
import { useScene } from '../commands/scene';
import { topologicalOrder } from '../graph/cycles';
import { cardOf, findNode, IN, nodeName, parseRef } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { useShownNode } from '../store/shownRun';
import { OperatorIcon } from './OperatorIcon';
import { StateChip } from './StateChip';

/** "image from IN, regions from Find plates" */
function useWiring(id: string): string {
  return useEditor((state) => {
    const { graph, layout } = shownDocument(state);
    const name = (other: string) => nodeName(graph, state.catalogue, other, layout);
    return Object.entries(findNode(graph, id)?.inputs ?? {})
      .flatMap(([port, sources]) =>
        sources.map(
          (source) => `${port.replaceAll('_', ' ')} from ${name(parseRef(source)?.node ?? source)}`,
        ),
      )
      .join(', ');
  });
}

function OutlineRow({ id }: { id: string }) {
  const { view } = useScene();
  const wiring = useWiring(id);
  const name = useEditor((state) => {
    const { graph, layout } = shownDocument(state);
    return nodeName(graph, state.catalogue, id, layout);
  });
  const icon = useEditor((state) => cardOf(shownDocument(state).graph, state.catalogue, id)?.icon);
  const selected = useEditor((state) => state.selectedNodes.has(id));
  const problems = useEditor(
    (state) => state.problems.filter((problem) => problem.node === id).length,
  );
  const { state, stale } = useShownNode(id);
  return (
    <li>
      <button
        type="button"
        className="outline-row"
        aria-current={selected}
        onClick={() => {
          view.focusNode(id);
        }}
      >
        <OperatorIcon name={icon} />
        <span className="outline-words">
          <b>{name}</b>
          <small>{wiring || 'not wired'}</small>
          {problems > 0 && (
            <small className="outline-problems">
              {problems === 1 ? '1 problem' : `${problems} problems`}
            </small>
          )}
        </span>
        <StateChip state={state} stale={stale} />
      </button>
    </li>
  );
}

/** The graph as an ordered list: the canvas for phones and for screen readers. */
export function Outline() {
  const order = useEditor((state) => {
    const { order: sorted, looped } = topologicalOrder(shownDocument(state).graph);
    return [...sorted, ...looped].join('\n');
  });
  const inputs = useEditor((state) =>
    shownDocument(state)
      .graph.inputs.map((input) => input.name)
      .join(', '),
  );
  const ids = order.split('\n').filter(Boolean);
  return (
    <section className="panel outline" aria-label="Outline">
      <h3>In the order they run</h3>
      <ol>
        <li className="outline-in">
          <b>{IN}</b> {inputs}
        </li>
        {ids.map((id) => (
          <OutlineRow key={id} id={id} />
        ))}
      </ol>
      {ids.length === 0 && <p className="panel-empty">No nodes yet. Add one from Nodes.</p>}
    </section>
  );
}
