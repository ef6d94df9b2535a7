import './Guides.css';
import { useStore, ViewportPortal } from '@xyflow/react';
import { useGesture } from '../store/gesture';

/** The lines that what is being moved lines up with. */
export function Guides() {
  const guides = useGesture((state) => state.guides);
  const zoom = useStore((state) => state.transform[2]);
  if (guides.length === 0) return null;
  const thickness = 1 / zoom;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <span
          key={axis}
          className="guide"
          data-testid={`guide-${axis}`}
          style={
            axis === 'x'
              ? { left: at, top: from, width: thickness, height: to - from }
              : { left: from, top: at, width: to - from, height: thickness }
          }
        />
      ))}
    </ViewportPortal>
  );
}
