/** Keys: matching them, showing them, and knowing when they belong to a field instead. */
import type { Command } from './command';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** A lone sign such as "?" or "+" already says whether Shift is down; a digit or letter does not. */
function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/i.test(key);
}

/** With Shift a digit key, and with Alt any key, reports another sign than it shows. */
function pressedKey(event: Keys & Partial<Pick<KeyboardEvent, 'code'>>): string {
  const digit = /^Digit(\d)$/.exec(event.code ?? '')?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code ?? '')?.[1];
  if (event.shiftKey && digit) return digit;
  return event.altKey && letter ? letter : event.key;
}

export function matches(
  shortcut: string,
  event: Keys & Partial<Pick<KeyboardEvent, 'code'>>,
): boolean {
  const parts = shortcut === '+' ? ['+'] : shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wantsMod = parts.includes('Mod');
  if ((event.ctrlKey || event.metaKey) !== wantsMod) return false;
  if (event.altKey !== parts.includes('Alt')) return false;
  if (isSign(key)) return event.key === key;
  return (
    pressedKey(event).toLowerCase() === key.toLowerCase() &&
    event.shiftKey === parts.includes('Shift')
  );
}

const SHOWN: Record<string, string> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
};

/** "Ctrl ↵" */
export function showShortcut(shortcut: string): string {
  if (shortcut === '+') return '+';
  return shortcut
    .split('+')
    .map((part) => SHOWN[part] ?? part)
    .join(' ');
}

/** "Undo (Ctrl Z)": the words of a tooltip. */
export function hintOf(command: Command): string {
  const [first] = command.shortcuts;
  return first ? `${command.label} (${showShortcut(first)})` : command.label;
}

const TYPING =
  'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]';

/** Whether keys now belong to a text field, an open dialog or a menu. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest(`${TYPING}, [role=dialog], [role=menu]`) !== null
  );
}

/** A lone key that a focused control uses itself: Enter on a button, arrows on a slider. */
export function findCommand(
  commands: readonly Command[],
  event: KeyboardEvent,
): Command | undefined {
  const typing = isTyping(event.target);
  return commands.find(
    (command) =>
      (!typing || command.always) && command.shortcuts.some((shortcut) => matches(shortcut, event)),
  );
}
