import type { ApiProblem } from '../api/types';
import { nodeName } from '../graph/ports';
import { problemWords } from '../graph/problemWords';
import { shownDocument, useEditor } from '../store/editor';

/** What went wrong with a node of the shown graph, in words. */
export function useProblemWords(problem: ApiProblem | null | undefined): string | null {
  return useEditor((state) => {
    const { graph, layout } = shownDocument(state);
    return problem
      ? problemWords(problem, (id) => nodeName(graph, state.catalogue, id, layout))
      : null;
  });
}
