import type { TemplateCard } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { count } from '../../ui/format';
import { PortDot } from '../../ui/PortDot';
import { Thumbnail } from '../frame/Thumbnail';

/** A ready workflow in small; a click asks where it should go. */
export function TemplateTile({
  template,
  onChoose,
}: {
  template: TemplateCard;
  onChoose: (template: TemplateCard) => void;
}) {
  return (
    <button
      type="button"
      className="card template-tile"
      onClick={() => {
        onChoose(template);
      }}
    >
      <Thumbnail of={template.thumbnail} />
      <span className="template-words">
        <b>{template.name}</b>
        <span className="template-note">{template.note}</span>
        <span className="template-facts">
          {template.takes.map((kind) => (
            <span key={kind}>
              <PortDot kind={kind} size={9} /> {kind}
            </span>
          ))}
          <span>{count(template.thumbnail.graph.nodes.length, 'node')}</span>
          {template.why_not && <Chip tone="warn">needs an extra</Chip>}
        </span>
      </span>
    </button>
  );
}
