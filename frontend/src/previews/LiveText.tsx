import './LiveText.css';
import { useLayoutEffect, useRef } from 'react';
import { useLiveText } from '../store/liveText';

interface LiveTextProps {
  run: string | null | undefined;
  node: string;
  /** what to say as long as nothing came */
  waiting: string;
  className: string;
}

/** A text that grows while its node works, its end always in view. */
export function LiveText({ run, node, waiting, className }: LiveTextProps) {
  const live = useLiveText(run, node);
  const box = useRef<HTMLParagraphElement>(null);
  const text = live?.text;
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  });
  if (!text) return <p className={className}>{waiting}</p>;
  return (
    <p ref={box} className="live-text" data-testid={`live-${node}`}>
      {text}
    </p>
  );
}
