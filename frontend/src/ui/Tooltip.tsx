import './Tooltip.css';
import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { floatingPlace, type Side } from './floatingPlace';

const DELAY_MS = 300;
const GAP = 6;

interface TipProps {
  anchor: HTMLElement;
  side: Side;
  children: ReactNode;
}

function Tip({ anchor, side, children }: TipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const room = { width: window.innerWidth, height: window.innerHeight };
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const wanted = { side, align: 'center', gap: GAP } as const;
    const { left, top } = floatingPlace(anchor.getBoundingClientRect(), size, room, wanted);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }, [anchor, side, children]);
  return createPortal(
    <div ref={box} role="tooltip" className="tooltip">
      {children}
    </div>,
    document.body,
  );
}

interface TooltipProps {
  text: ReactNode;
  children: ReactElement;
  side?: Side;
}

/** A line beside what the pointer or the focus is on. */
export function Tooltip({ text, children, side = 'top' }: TooltipProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!anchor) return;
    const timer = setTimeout(() => {
      setShown(true);
    }, DELAY_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [anchor]);
  const hide = () => {
    setAnchor(null);
    setShown(false);
  };
  const trigger = children as ReactElement<HTMLAttributes<HTMLElement>>;
  return (
    <>
      {cloneElement(trigger, {
        onPointerEnter: ({ currentTarget, pointerType }) => {
          if (pointerType !== 'touch') setAnchor(currentTarget);
        },
        onPointerLeave: hide,
        onPointerDown: hide,
        onFocus: ({ currentTarget }) => {
          if (!currentTarget.matches(':focus-visible')) return;
          setAnchor(currentTarget);
          setShown(true);
        },
        onBlur: hide,
        onKeyDown: (event) => {
          if (event.key === 'Escape') hide();
        },
      })}
      {anchor && shown && (
        <Tip anchor={anchor} side={side}>
          {text}
        </Tip>
      )}
    </>
  );
}
