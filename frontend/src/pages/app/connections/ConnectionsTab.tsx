import './connections.css';
import type { AppRef } from '../../../api/client';
import { ConnectionList } from './ConnectionList';
import { IndexList } from './IndexList';
import { SecretList } from './SecretList';

/** Where this app's nodes may reach, with which secrets, and what they search. */
export function ConnectionsTab({ at }: { at: AppRef }) {
  return (
    <div className="connections">
      <ConnectionList at={at} />
      <SecretList at={at} />
      <IndexList at={at} />
    </div>
  );
}
