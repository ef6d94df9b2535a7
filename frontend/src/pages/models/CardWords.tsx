import type { CardFacts } from '../../api/types';
import { bytes, short } from '../../ui/format';
import { ModelLabels } from './ModelLabels';
import { afterWords, beforeWords, taskWords } from './words';

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How a model version is wired, in words: what its runs will do, and nothing is guessed later. */
export function CardWords({
  card,
  metrics,
}: {
  card: CardFacts;
  metrics?: Record<string, number>;
}) {
  const before = beforeWords(card);
  const after = afterWords(card);
  return (
    <dl className="model-facts">
      <Row name="Task">
        {taskWords(card.task)} <code>{card.task}</code>
      </Row>
      {card.labels.length > 0 && (
        <Row name={`${card.labels.length.toLocaleString('en-GB')} labels`}>
          <ModelLabels labels={card.labels} />
        </Row>
      )}
      {before.length > 0 && (
        <Row name="Input">
          <Lines lines={before} />
        </Row>
      )}
      {after.length > 0 && (
        <Row name="Output">
          <Lines lines={after} />
        </Row>
      )}
      {card.languages.length > 0 && <Row name="Languages">{card.languages.join(', ')}</Row>}
      {Object.entries(metrics ?? {}).map(([name, value]) => (
        <Row key={name} name={name.replaceAll('_', ' ')}>
          {short(value)}
        </Row>
      ))}
      <Row name="File">
        {[
          card.bytes === null ? '' : bytes(card.bytes),
          card.opset === null ? '' : `opset ${card.opset}`,
          card.graphs.length > 1 ? `${card.graphs.length} graphs: ${card.graphs.join(', ')}` : '',
          card.side_files.length > 0 ? `with ${card.side_files.join(', ')}` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </Row>
    </dl>
  );
}
