import { CircleHelp } from 'lucide-react';
import { Icon } from '../ui/Icon';

/** The picture of an operator; a question mark for one that is not installed. */
export function OperatorIcon({ name }: { name: string | undefined }) {
  return name === undefined ? (
    <CircleHelp aria-hidden width={16} height={16} />
  ) : (
    <Icon name={name} />
  );
}
