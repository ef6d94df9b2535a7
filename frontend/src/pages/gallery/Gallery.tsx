import './gallery.css';
import { useState } from 'react';
import type { AppRef } from '../../api/client';
import { useTemplates } from '../../api/queries';
import type { TemplateCard } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loading } from '../frame/Loading';
import { familiesOf } from './families';
import { TemplateTile } from './TemplateTile';
import { UseTemplateDialog } from './UseTemplateDialog';

/** Every ready workflow, by what it is about; the chosen one is made in `into` unless told otherwise. */
export function Gallery({ search, into }: { search: string; into?: AppRef | undefined }) {
  const templates = useTemplates();
  const [chosen, setChosen] = useState<TemplateCard | null>(null);
  if (templates.error) {
    return (
      <ErrorNote
        title="The templates did not load"
        error={templates.error}
        onRetry={() => void templates.refetch()}
      />
    );
  }
  if (!templates.data) return <Loading what="templates" />;
  const families = familiesOf(templates.data, search);
  return (
    <>
      {families.length === 0 && (
        <EmptyState title="No template matches">
          Try what goes in or comes out, such as audio.
        </EmptyState>
      )}
      {families.map(({ family, members }) => (
        <section key={family} className="template-family" aria-label={family}>
          <h2>{family}</h2>
          <ul className="template-grid">
            {members.map((template) => (
              <li key={template.id}>
                <TemplateTile template={template} onChoose={setChosen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {chosen && (
        <UseTemplateDialog
          template={chosen}
          into={into}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </>
  );
}
