import './Filmstrip.css';
import { LayoutGrid } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { AppRef } from '../api/client';
import type { FollowedElement } from '../graph/element';
import { CropOf } from '../previews/CropOf';
import { followedPicture, isSameElement, numberOf } from '../previews/followed';
import { Picture } from '../previews/Picture';
import { isImage, type PictureTree } from '../previews/tree';
import { followElement, useFollow } from '../store/follow';

const MOST_SHOWN = 120;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };

/** The crop of one element: its own picture, else its part of the picture it came from. */
function FilmPicture({
  element,
  pictures,
  app,
}: {
  element: FollowedElement;
  pictures: PictureTree;
  app: AppRef;
}) {
  const picture = followedPicture(pictures, element.lineage, element);
  const region = element.anchors.at(-1)?.region;
  if (!isImage(picture)) return null;
  if (isImage(pictures) && region) return <CropOf image={picture} box={region.box} app={app} />;
  return <Picture image={picture} app={app} size="node" alt="" />;
}

function wordsFor(element: FollowedElement): string {
  const { frame } = element.anchors.at(-1) ?? {};
  return frame === undefined ? numberOf(element) : `frame ${frame}`;
}

interface FilmstripProps {
  elements: readonly FollowedElement[];
  pictures: PictureTree;
  app: AppRef;
}

/** One crop or frame after the other; the chosen one is followed through every node of the graph. */
export function Filmstrip({ elements, pictures, app }: FilmstripProps) {
  const chosen = useFollow((state) => state.element);
  const choices: (FollowedElement | null)[] = [null, ...elements.slice(0, MOST_SHOWN)];
  const at = Math.max(
    0,
    choices.findIndex((choice) => isSameElement(choice, chosen)),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (at + step + choices.length) % choices.length;
    followElement(choices[next] ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
  };
  return (
    <div
      className="filmstrip"
      role="radiogroup"
      aria-label="Follow one through the graph"
      data-testid="filmstrip"
      onKeyDown={onKeyDown}
    >
      {choices.map((choice, index) => (
        <button
          key={choice ? choice.path.join() : 'all'}
          type="button"
          role="radio"
          aria-checked={index === at}
          tabIndex={index === at ? 0 : -1}
          onClick={() => {
            followElement(choice);
          }}
        >
          <span className="film-picture">
            {choice ? (
              <FilmPicture element={choice} pictures={pictures} app={app} />
            ) : (
              <span className="film-all">
                <LayoutGrid aria-hidden />
              </span>
            )}
          </span>
          {choice ? wordsFor(choice) : `All ${elements.length}`}
        </button>
      ))}
    </div>
  );
}
