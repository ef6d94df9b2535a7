import { Link } from 'react-router';
import { useTemplates } from '../../api/queries';
import type { OperatorCard } from '../../api/types';
import { exampleOf } from '../../graph/example';
import { CopyButton } from '../../ui/CopyButton';

/** The node in a graph document, and the templates in which it can be tried. */
export function OperatorExample({ card }: { card: OperatorCard }) {
  const templates = useTemplates();
  const text = JSON.stringify(exampleOf(card), null, 2);
  const using = (templates.data ?? []).filter((template) =>
    template.thumbnail.graph.nodes.some((node) => node.operator === card.id),
  );
  return (
    <section>
      <h2>In a graph</h2>
      <div className="operator-example">
        <pre>
          <code>{text}</code>
        </pre>
        <CopyButton text={text} label="Copy the node" />
      </div>
      {using.length > 0 && (
        <p className="operator-used">
          Try it in{' '}
          {using.map((template, index) => (
            <span key={template.id}>
              {index > 0 && ', '}
              <Link className="link" to={`/templates?q=${encodeURIComponent(template.name)}`}>
                {template.name}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}
