import type { OperatorCard, Port } from '../../api/types';
import { mainKind } from '../../graph/kinds';
import { outputPorts } from '../../graph/ports';
import { Icon } from '../../ui/Icon';
import { PortDot } from '../../ui/PortDot';

function Side({ ports, side }: { ports: readonly Port[]; side: 'in' | 'out' }) {
  return (
    <ul className={`figure-ports ${side}`}>
      {ports.map((port) => (
        <li key={port.name} className={port.required || side === 'out' ? undefined : 'optional'}>
          <PortDot kind={mainKind(port)} size={11} />
          {port.title}
          {port.each && <span className="figure-many">each</span>}
          {port.all && <span className="figure-many">all</span>}
          {port.many && <span className="figure-many">many</span>}
        </li>
      ))}
    </ul>
  );
}

/** The node as it stands on a canvas, for the eye; the tables below say the same in words. */
export function PortFigure({ card }: { card: OperatorCard }) {
  return (
    <div className="port-figure" aria-hidden>
      <div className="figure-node">
        <div className="figure-head">
          <Icon name={card.icon} size={15} />
          {card.title}
        </div>
        <div className="figure-sides">
          <Side ports={card.inputs} side="in" />
          <Side ports={outputPorts({}, card)} side="out" />
        </div>
      </div>
    </div>
  );
}
