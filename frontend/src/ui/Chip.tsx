import './Chip.css';
import type { HTMLAttributes } from 'react';
import { classes } from './classes';

export type ChipTone = 'plain' | 'ok' | 'warn' | 'bad' | 'run';

/** A short fact about a thing. Tone only underlines what the words say. */
export function Chip({
  tone = 'plain',
  className,
  ...rest
}: HTMLAttributes<HTMLSpanElement> & { tone?: ChipTone }) {
  return <span className={classes('chip', tone, className)} {...rest} />;
}
