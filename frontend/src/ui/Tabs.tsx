import './Tabs.css';
import { type KeyboardEvent, type ReactNode, useId } from 'react';

export interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: Tab[];
  value: string;
  onChange: (id: string) => void;
  /** stands at the right end of the row */
  aside?: ReactNode;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Only the shown tab's content is drawn. Arrow keys go from tab to tab. */
export function Tabs({ label, tabs, value, onChange, aside }: TabsProps) {
  const id = useId();
  const shown = tabs.find((tab) => tab.id === value);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    const at = tabs.findIndex((tab) => tab.id === value);
    const next = step && tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${id}-tab-${next.id}`)?.focus();
  };
  return (
    <div className="tabs">
      <div className="tabs-row">
        <div className="tabs-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${id}-tab-${tab.id}`}
              className="tab"
              aria-selected={tab.id === value}
              aria-controls={tab.id === value ? `${id}-panel` : undefined}
              tabIndex={tab.id === value ? 0 : -1}
              onClick={() => {
                onChange(tab.id);
              }}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      {shown && (
        <div
          key={shown.id}
          role="tabpanel"
          id={`${id}-panel`}
          className="tab-content"
          aria-labelledby={`${id}-tab-${shown.id}`}
          tabIndex={0}
        >
          {shown.content}
        </div>
      )}
    </div>
  );
}
