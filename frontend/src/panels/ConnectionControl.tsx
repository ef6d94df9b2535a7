import { Link } from 'react-router';
import { offering, useConnections, useSecrets } from '../api/connections';
import { useEditor } from '../store/editor';
import { Select } from '../ui/Select';
import type { ControlProps } from './controlProps';

/** Where both are added. */
function AddLink({ children }: { children: string }) {
  const { user, app } = useEditor((state) => state.workflow);
  return (
    <Link className="param-link" to={`/apps/${user}/${app}/connections`}>
      {children}
    </Link>
  );
}

/** A name that is set but not there any more stays in the list, so that nothing changes by looking. */
function optionsOf(none: string, names: readonly string[], value: string) {
  const known = names.includes(value) || value === '';
  return [
    { value: '', label: none },
    ...names.map((name) => ({ value: name, label: name })),
    ...(known ? [] : [{ value, label: `${value} (missing)` }]),
  ];
}

/** Which connection of the app a node uses. */
export function ConnectionControl({ id, schema, value, disabled, onChange }: ControlProps) {
  const at = useEditor((state) => state.workflow);
  const connections = useConnections(at);
  const names = offering(connections.data, schema.offer ?? '').map((each) => each.name);
  const [first] = names;
  const none = first ? `First one (${first})` : connections.data ? 'None yet' : 'Loading';
  const chosen = typeof value === 'string' ? value : '';
  return (
    <>
      <Select
        id={id}
        size="small"
        value={chosen}
        options={optionsOf(none, names, chosen)}
        disabled={disabled}
        onChange={onChange}
      />
      {connections.data && names.length === 0 && <AddLink>Add a connection</AddLink>}
    </>
  );
}

/** Which secret of the app a node uses; its value is seen by nobody. */
export function SecretControl({ id, value, disabled, onChange }: ControlProps) {
  const at = useEditor((state) => state.workflow);
  const secrets = useSecrets(at);
  const names = secrets.data?.map((each) => each.name) ?? [];
  const chosen = typeof value === 'string' ? value : '';
  return (
    <>
      <Select
        id={id}
        size="small"
        value={chosen}
        options={optionsOf('None', names, chosen)}
        disabled={disabled}
        onChange={onChange}
      />
      {secrets.data?.length === 0 && <AddLink>Add a secret</AddLink>}
    </>
  );
}
