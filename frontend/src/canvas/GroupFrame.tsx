import './annotations.css';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Group } from '../graph/annotations';
import { shownDocument, useEditor } from '../store/editor';
import { classes } from '../ui/classes';
import { useAnnotation } from './useAnnotation';

function OpenFrame({ group, selected }: { group: Group; selected: boolean }) {
  const { edit, grip } = useAnnotation(group.id, group);
  const readOnly = useEditor((state) => state.viewing !== null);
  return (
    <section
      className={classes('group-frame', selected && 'selected')}
      aria-label={`Group: ${group.title || 'no title'}`}
      data-testid={`annotation-${group.id}`}
    >
      <header title="Drag to move the group with everything in it">
        <input
          className="nodrag"
          aria-label="Title of the group"
          placeholder="Group"
          value={group.title}
          maxLength={80}
          size={Math.max(8, group.title.length)}
          readOnly={readOnly}
          onChange={(event) => {
            edit({ title: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </header>
      {!readOnly && (
        <button
          type="button"
          className="annotation-grip nodrag"
          aria-label="Resize the group; arrow keys work too"
          {...grip}
        />
      )}
    </section>
  );
}

/** A titled frame; what lies in it moves with it. Only its title bar and corner take the pointer. */
export const GroupFrame = memo(function GroupFrame({ id, selected }: NodeProps) {
  const group = useEditor((state) => shownDocument(state).layout.groups?.find((g) => g.id === id));
  return group && <OpenFrame group={group} selected={selected} />;
});
