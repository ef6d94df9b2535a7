/** What nodes are saying right now, by run and node. Kept until the run ends; the events know nothing of it. */
import { create } from 'zustand';
import type { LiveText } from '../api/types';

type Texts = Record<string, LiveText>;

const useTexts = create<Texts>(() => ({}));

export const showText = (text: LiveText) => {
  useTexts.setState({ [`${text.run}/${text.node}`]: text });
};

export const forgetTexts = (run: string) => {
  const kept = Object.entries(useTexts.getState()).filter(([, text]) => text.run !== run);
  useTexts.setState(Object.fromEntries(kept), true);
};

export const useLiveText = (run: string | null | undefined, node: string): LiveText | undefined =>
  useTexts((texts) => texts[`${run ?? ''}/${node}`]);
