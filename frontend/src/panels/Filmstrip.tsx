import './Filmstrip.css';
import { LayoutGrid } from 'lucide-react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { AppRef } from '../api/client';
import type { Region } from '../api/types';
import type { FollowedElement } from '../graph/element';
import { CropOf } from '../previews/CropOf';
import { followedPicture, isSameElement, numberOf } from '../previews/followed';
import { Picture } from '../previews/Picture';
import { preciseClock } from '../previews/peaks';
import { RegionMarks } from '../previews/RegionMarks';
import { markColour } from '../previews/trails';
import { isImage, type PictureTree } from '../previews/tree';
import { followElement, useFollow } from '../store/follow';

const MOST_SHOWN = 120;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };

/** The crop of one element: its own picture, else its part of the picture it came from. */
function FilmPicture({
  element,
  pictures,
  app,
  regions,
}: {
  element: FollowedElement;
  pictures: PictureTree;
  app: AppRef;
  regions: readonly Region[];
}) {
  const picture = followedPicture(pictures, element.lineage, element);
  const region = element.anchors.at(-1)?.region;
  if (!isImage(picture)) return null;
  if (isImage(pictures) && region) return <CropOf image={picture} box={region.box} app={app} />;
  return (
    <Picture
      image={picture}
      app={app}
      size="node"
      alt=""
      overlay={(place) => <RegionMarks regions={regions} picture={place} labels={false} />}
    />
  );
}

/** A tracked region's strip is of its colour. */
function trackStyle(element: FollowedElement | null): CSSProperties | undefined {
  const region = element?.anchors.at(-1)?.region;
  return region?.track_id ? { borderBottom: `3px solid ${markColour(region)}` } : undefined;
}

function wordsFor(element: FollowedElement): string {
  const { frame, time_ms: time } = element.anchors.at(-1) ?? {};
  if (time !== undefined) return preciseClock(time);
  return frame === undefined ? numberOf(element) : `frame ${frame}`;
}

interface FilmstripProps {
  elements: readonly FollowedElement[];
  pictures: PictureTree;
  app: AppRef;
  /** what was found in an element, to be drawn on its picture */
  marksOf: (element: FollowedElement) => readonly Region[];
  /** the place of the one that plays */
  playing: number | null;
}

/** One crop or frame after the other; the chosen one is followed through every node of the graph. */
export function Filmstrip({ elements, pictures, app, marksOf, playing }: FilmstripProps) {
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
          data-playing={index > 0 && index - 1 === playing}
          style={trackStyle(choice)}
          tabIndex={index === at ? 0 : -1}
          onClick={() => {
            followElement(choice);
          }}
        >
          <span className="film-picture">
            {choice ? (
              <FilmPicture
                element={choice}
                pictures={pictures}
                app={app}
                regions={marksOf(choice)}
              />
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
