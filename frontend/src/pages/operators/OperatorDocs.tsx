import { Link } from 'react-router';
import type { OperatorCard, Port } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { InlineText } from '../../ui/InlineText';
import { PortDot } from '../../ui/PortDot';
import { OperatorExample } from './OperatorExample';
import { ParamTable } from './ParamTable';
import { PortFigure } from './PortFigure';

function PortRow({ port, side }: { port: Port; side: 'input' | 'output' }) {
  return (
    <tr>
      <th scope="row">
        <code>{port.name}</code>
      </th>
      <td>
        <span className="port-kinds">
          {port.kinds.map((kind) => (
            <span key={kind}>
              <PortDot kind={kind} size={9} /> {kind}
            </span>
          ))}
        </span>
      </td>
      <td>
        <InlineText text={port.help} />{' '}
        {side === 'input' && !port.required && <Chip>optional</Chip>}{' '}
        {port.each && <Chip tone="run">one for each region or frame</Chip>}{' '}
        {port.all && <Chip tone="run">gathers all</Chip>}{' '}
        {port.many && <Chip tone="run">takes several wires</Chip>}
      </td>
    </tr>
  );
}

function Ports({
  title,
  ports,
  side,
}: {
  title: string;
  ports: readonly Port[];
  side: 'input' | 'output';
}) {
  if (ports.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <div className="scroll-x">
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">Port</th>
              <th scope="col">Kind</th>
              <th scope="col">What it is</th>
            </tr>
          </thead>
          <tbody>
            {ports.map((port) => (
              <PortRow key={port.name} port={port} side={side} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The first line is the hint and stands above; the rest are paragraphs. Lines of a list stay lines. */
function paragraphs({ docs, hint }: OperatorCard): string[] {
  const rest = docs.startsWith(hint) ? docs.slice(hint.length) : docs;
  return rest
    .split(/\n\s*\n/)
    .map((each) => each.trim().replace(/\n(?!\s*[-*\d] )/g, ' '))
    .filter(Boolean);
}

export function OperatorDocs({ card }: { card: OperatorCard }) {
  return (
    <article className="operator-docs">
      <nav className="crumbs" aria-label="Where you are">
        <Link to="/operators">Operators</Link>
        <span aria-hidden>/</span>
        <span>{card.group}</span>
      </nav>
      <h1>
        <Icon name={card.icon} size={24} />
        {card.title}
      </h1>
      <p className="operator-lead">
        <InlineText text={card.hint} />
      </p>
      {!card.available && card.why_not && <p className="operator-why-not">{card.why_not}</p>}
      <PortFigure card={card} />
      {paragraphs(card).map((each) => (
        <p key={each} className="operator-text">
          <InlineText text={each} />
        </p>
      ))}
      <Ports title="Inputs" ports={card.inputs} side="input" />
      <Ports title="Outputs" ports={card.outputs} side="output" />
      <ParamTable schema={card.params} />
      <OperatorExample card={card} />
      {card.aliases.length > 0 && (
        <p className="operator-ids">Also found as {card.aliases.join(', ')}</p>
      )}
    </article>
  );
}
