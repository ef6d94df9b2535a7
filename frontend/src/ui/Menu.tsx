import './Menu.css';
import { createContext, type KeyboardEvent, type ReactElement, type ReactNode, use } from 'react';
import { classes } from './classes';
import type { Align } from './floatingPlace';
import { Popover } from './Popover';

const CloseMenu = createContext<() => void>(() => undefined);
const ITEMS = '[role^=menuitem]:not([aria-disabled=true])';

/** Arrows walk round, Home and End jump, a letter finds the next item that begins with it. */
function walk(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ITEMS)];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = (): HTMLElement | undefined => {
    switch (event.key) {
      case 'ArrowDown':
        return items[(at + 1) % items.length];
      case 'ArrowUp':
        return items.at(at < 1 ? -1 : at - 1);
      case 'Home':
        return items[0];
      case 'End':
        return items.at(-1);
      default:
        return event.key.length === 1 && /\S/.test(event.key)
          ? [...items.slice(at + 1), ...items].find((item) =>
              item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()),
            )
          : undefined;
    }
  };
  if (event.key === 'Tab') close();
  const found = next();
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found.focus();
}

interface MenuProps {
  /** the button that opens it */
  trigger: ReactElement;
  children: ReactNode;
  align?: Align;
}

export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <Popover trigger={trigger} role="menu" align={align} className="menu">
      {(close) => (
        <CloseMenu value={close}>
          <div
            role="presentation"
            onKeyDown={(event) => {
              walk(event, close);
            }}
          >
            {children}
          </div>
        </CloseMenu>
      )}
    </Popover>
  );
}

interface MenuItemProps {
  onSelect: () => void;
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: string;
  disabled?: boolean;
  danger?: boolean;
}

export function MenuItem({
  onSelect,
  children,
  icon,
  shortcut,
  disabled = false,
  danger,
}: MenuItemProps) {
  const close = use(CloseMenu);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={classes('menu-item', danger && 'danger')}
      aria-disabled={disabled}
      onPointerMove={focusHovered}
      onClick={() => {
        if (disabled) return;
        close();
        onSelect();
      }}
    >
      {icon}
      <span className="spread">{children}</span>
      {shortcut && <span className="menu-shortcut">{shortcut}</span>}
    </button>
  );
}

/** One item is lit at a time, whether by pointer or by key. */
function focusHovered(event: { currentTarget: HTMLElement }): void {
  event.currentTarget.focus({ preventScroll: true });
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A choice of one among a few, ticked. */
export function MenuChoice<T extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<T>) {
  const close = use(CloseMenu);
  return (
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          className="menu-item choice"
          onPointerMove={focusHovered}
          onClick={() => {
            close();
            onChange(option.value);
          }}
        >
          <span className="menu-tick" aria-hidden>
            {option.value === value && '✓'}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  );
}

export function MenuLine() {
  return <div role="separator" className="menu-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <p className="menu-label">{children}</p>;
}
