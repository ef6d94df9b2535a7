import { useId } from 'react';
import type { ModelCard } from '../api/types';
import { newestFirst } from '../graph/models';
import { Select } from '../ui/Select';

/** Which version of a model. The newest version is not named: the server pins it when the graph is saved. */
export function ModelVersion({
  model,
  pinned,
  disabled,
  onPin,
}: {
  model: ModelCard;
  pinned: string | undefined;
  disabled: boolean;
  onPin: (version: string | undefined) => void;
}) {
  const id = useId();
  const versions = newestFirst(model);
  const newest = versions[0]?.id;
  return (
    <div className="row">
      <label htmlFor={id} className="hint">
        Version
      </label>
      <Select
        id={id}
        size="small"
        className="end"
        value={pinned ?? newest ?? ''}
        disabled={disabled}
        options={versions.map((version) => ({
          value: version.id,
          label: version.id === newest ? `v${version.number} · latest` : `v${version.number}`,
        }))}
        onChange={(version) => {
          onPin(version === newest ? undefined : version);
        }}
      />
    </div>
  );
}
