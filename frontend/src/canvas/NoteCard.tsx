import './annotations.css';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Note } from '../graph/annotations';
import { shownDocument, useEditor } from '../store/editor';
import { classes } from '../ui/classes';
import { useAnnotation } from './useAnnotation';

function OpenNote({ note, selected }: { note: Note; selected: boolean }) {
  const { edit, grip } = useAnnotation(note.id, note);
  const readOnly = useEditor((state) => state.viewing !== null);
  return (
    <section
      className={classes('note', selected && 'selected')}
      aria-label={`Note: ${note.text || 'empty'}`}
      data-testid={`annotation-${note.id}`}
    >
      <span className="note-handle" aria-hidden />
      <textarea
        className="nodrag nowheel"
        aria-label="Text of the note"
        placeholder="Write a note"
        value={note.text}
        maxLength={4000}
        readOnly={readOnly}
        onChange={(event) => {
          edit({ text: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {!readOnly && (
        <button
          type="button"
          className="annotation-grip nodrag"
          aria-label="Resize the note; arrow keys work too"
          {...grip}
        />
      )}
    </section>
  );
}

/** Text stuck to the canvas. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps) {
  const note = useEditor((state) => shownDocument(state).layout.notes?.find((n) => n.id === id));
  return note && <OpenNote note={note} selected={selected} />;
});
