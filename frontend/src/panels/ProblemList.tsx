import './ProblemList.css';
import { TriangleAlert } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { useScene } from '../commands/scene';
import { IN } from '../graph/ports';
import { useEditor } from '../store/editor';

/** What keeps the graph from running: all of it, or only a node's. Each line leads to its node. */
export function ProblemList({ node, onChosen }: { node: string | null; onChosen?: () => void }) {
  const { view } = useScene();
  const problems = useEditor(
    useShallow((state) => {
      if (state.viewing) return [];
      return node === null
        ? state.problems
        : state.problems.filter((problem) => problem.node === node);
    }),
  );
  if (problems.length === 0) return null;
  return (
    <ul className="problem-list" aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${problem.node ?? ''}.${problem.port ?? ''}.${problem.code}.${problem.message}`}>
          <button
            type="button"
            disabled={problem.node === null || problem.node === IN}
            onClick={() => {
              if (problem.node) view.focusNode(problem.node);
              onChosen?.();
            }}
          >
            <TriangleAlert aria-hidden />
            <span>
              {problem.message}
              <small>{problem.cure}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
