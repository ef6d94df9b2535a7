/** Gives components the commands of their canvas. */
import { createContext, useCallback, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import { loadCommands } from './allCommands';
import type { Command, CommandScene } from './command';
import { findCommand, hintOf } from './shortcuts';

/** The browser turns their keys into events of its own: see useClipboardEvents. */
const BY_BROWSER = { copy: true, cut: true, paste: true };

export const SceneContext = createContext<CommandScene | null>(null);

export function useScene(): CommandScene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('No command scene: wrap the editor in SceneContext.');
  return scene;
}

/** What a button needs to be a command: its words, whether it works now, and what it does. */
export function useCommand(command: Command): {
  hint: string;
  enabled: boolean;
  perform: () => void;
} {
  const scene = useScene();
  const enabled = useStore(scene.editor, () => command.enabled(scene));
  const perform = useCallback(() => {
    void command.perform(scene);
  }, [command, scene]);
  return { hint: hintOf(command), enabled, perform };
}

/**
 * Listens to the keys of every command while the editor is on screen. Keys with Ctrl or Cmd are taken before
 * the canvas sees them, which would read Ctrl+Enter as "select"; lone keys come last, after any control's own.
 * A key pressed before the commands have come is answered when they have.
 */
export function useCommandKeys(scene: CommandScene): void {
  useEffect(() => {
    let commands: readonly Command[] | null = null;
    const early: KeyboardEvent[] = [];
    const answer = (event: KeyboardEvent, known: readonly Command[]) => {
      const command = findCommand(known, event);
      if (!command || command.id in BY_BROWSER) return;
      if (event.key !== 'Escape') event.preventDefault();
      if (event.ctrlKey || event.metaKey) event.stopPropagation();
      if (command.enabled(scene)) void command.perform(scene);
    };
    const take = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (commands) answer(event, commands);
      else early.push(event);
    };
    void loadCommands().then(({ COMMANDS }) => {
      commands = COMMANDS;
      for (const event of early) answer(event, COMMANDS);
    });
    const first = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey) take(event);
    };
    const last = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) take(event);
    };
    window.addEventListener('keydown', first, true);
    window.addEventListener('keydown', last);
    return () => {
      commands = [];
      window.removeEventListener('keydown', first, true);
      window.removeEventListener('keydown', last);
    };
  }, [scene]);
}
