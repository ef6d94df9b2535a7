import './Popover.css';
import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type ToggleEvent,
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type Align, floatingPlace } from './floatingPlace';

const GAP = 6;

type Trigger = ReactElement<HTMLAttributes<HTMLElement> & { popoverTarget?: string }>;

interface PopoverProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  /** the button that opens it */
  trigger: ReactElement;
  /** drawn while it is open; `close` puts it away and gives the focus back */
  children: (close: () => void) => ReactNode;
  role: 'dialog' | 'menu';
  align?: Align;
}

/** Floats beside its button in the browser's top layer, which also closes it on Esc or a click elsewhere. */
export function Popover({ trigger, children, role, align = 'end', ...rest }: PopoverProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => {
    document.getElementById(id)?.hidePopover();
  }, [id]);

  useLayoutEffect(() => {
    const element = box.current;
    const button = document.getElementById(`${id}-trigger`);
    if (!open || !element || !button) return;
    const place = () => {
      const room = { width: window.innerWidth, height: window.innerHeight };
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const wanted = { side: 'bottom', align, gap: GAP } as const;
      const { left, top } = floatingPlace(button.getBoundingClientRect(), size, room, wanted);
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
      element.style.visibility = 'visible';
    };
    place();
    element.querySelector<HTMLElement>(FIRST_STOP)?.focus({ preventScroll: true });
    const observer = new ResizeObserver(place);
    observer.observe(element);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      element.style.visibility = '';
    };
  }, [open, id, align]);

  return (
    <>
      {cloneElement(trigger as Trigger, {
        id: `${id}-trigger`,
        popoverTarget: id,
        'aria-haspopup': role,
        'aria-expanded': open,
      })}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={role}
        aria-labelledby={`${id}-trigger`}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => {
          if (event.target === box.current) setOpen(event.newState === 'open');
        }}
        {...rest}
      >
        {open && children(close)}
      </div>
    </>
  );
}

const FIRST_STOP = '[role^=menuitem]:not([aria-disabled=true]), [data-first-stop]';
