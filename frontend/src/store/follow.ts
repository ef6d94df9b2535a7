/** Which input, and which crop or frame of it, the canvas and the viewer follow through the graph. */
import { create } from 'zustand';
import type { FollowedElement } from '../graph/element';

interface FollowStore {
  /** the input of the run that is looked at, by its place */
  input: number;
  /** null: all of them */
  element: FollowedElement | null;
}

export const useFollow = create<FollowStore>(() => ({ input: 0, element: null }));

export function followInput(input: number): void {
  useFollow.setState({ input, element: null });
}

export function followElement(element: FollowedElement | null): void {
  useFollow.setState({ element });
}
