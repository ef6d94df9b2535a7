import type { RunStatus } from '../api/types';
import { Chip, type ChipTone } from './Chip';

const WORDS: Record<RunStatus, [ChipTone, string]> = {
  queued: ['plain', 'queued'],
  running: ['run', 'running'],
  succeeded: ['ok', 'done'],
  partially_succeeded: ['warn', 'done in part'],
  failed: ['bad', 'failed'],
  cancelled: ['plain', 'stopped'],
  dead: ['bad', 'lost'],
};

export function RunChip({ status }: { status: RunStatus }) {
  const [tone, words] = WORDS[status];
  return <Chip tone={tone}>{words}</Chip>;
}
