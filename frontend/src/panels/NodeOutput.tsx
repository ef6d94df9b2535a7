import { useState } from 'react';
import type { PortOutputs } from '../api/types';
import type { FollowedElement } from '../graph/element';
import { ErrorPreview } from '../previews/ErrorPreview';
import { elementsOf, followed, followedPicture, numberOf } from '../previews/followed';
import { LiveText } from '../previews/LiveText';
import { MediaStage } from '../previews/MediaStage';
import type { StoredMedia } from '../previews/mediaFor';
import { Preview } from '../previews/Preview';
import { readTexts } from '../previews/readTexts';
import { framesOf, trailsTo } from '../previews/trails';
import type { PictureTree } from '../previews/tree';
import { shownRun, useEditor } from '../store/editor';
import { followElement, followInput, useFollow } from '../store/follow';
import { runWithNode, useRunStore } from '../store/run';
import { useShownNode } from '../store/shownRun';
import { Button } from '../ui/Button';
import { Filmstrip } from './Filmstrip';
import { GivenInputs } from './GivenInputs';
import { PaneTitle } from './PaneTitle';
import { useLineageOf } from './useLineages';
import { useMedia } from './useMedia';
import { usePicture } from './usePicture';
import { useProblemWords } from './useProblemWords';

/** Why there is nothing to see yet. */
const WAITING: Record<string, string> = {
  running: 'Working. The result appears here as soon as it is there.',
  queued: 'Waiting for its turn.',
  succeeded: 'Loading the result.',
  none: 'This node has no result yet. Run the workflow to see it here.',
};

/** The inputs of a run, to look at one at a time; the same one at every node. */
function InputStrip({ node, at }: { node: string; at: number }) {
  const id = useEditor(shownRun);
  const inputs = useRunStore((store) => runWithNode(store.entries, id, node)?.inputs);
  if (!inputs || inputs.length < 2) return null;
  return (
    <div className="dock-strip" role="tablist" aria-label="Inputs">
      {inputs.map((each) => (
        <button
          key={each.index}
          type="button"
          role="tab"
          aria-selected={each.index === at}
          onClick={() => {
            followInput(each.index);
          }}
        >
          {each.name}
        </button>
      ))}
    </div>
  );
}

interface PortsProps {
  node: string;
  ports: PortOutputs;
  picture: PictureTree;
  media: StoredMedia | null;
}

/** Every port, whole, or what of it belongs to the crop or frame that is followed. */
function Ports({ node, ports, picture, media }: PortsProps) {
  const app = useEditor((state) => state.workflow);
  const element = useFollow((state) => state.element);
  const lineageOf = useLineageOf(node);
  const [playing, setPlaying] = useState<number | null>(null);
  const shown = readTexts(ports);
  /** the regions to draw on the picture of an element, as its port has them */
  const marksOf = (of: FollowedElement) => {
    for (const { port, tree } of shown) {
      const part = followed(tree, lineageOf(port), of);
      if (part.own && part.tree && 'kind' in part.tree && part.tree.kind === 'regions')
        return part.tree.items;
    }
    return [];
  };
  const fans = Object.entries(ports).map(([port, tree]) => elementsOf(tree, lineageOf(port)));
  const elements = fans.reduce((most, fan) => (fan.length > most.length ? fan : most), []);
  return (
    <>
      {elements.length > 1 && (
        <Filmstrip {...{ elements, app, marksOf, playing }} pictures={picture} />
      )}
      <MediaStage
        media={media}
        ports={ports}
        app={app}
        chosen={element?.path.length === 1 ? (element.path[0] ?? null) : null}
        onPlaying={setPlaying}
      />
      {element && elements.length < 2 && (
        <p className="dock-following">
          Following number {numberOf(element)} of {element.lineage.at(-1)}.{' '}
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              followElement(null);
            }}
          >
            Show all
          </Button>
        </p>
      )}
      {shown.map(({ port, tree, marks }) => {
        const lineage = lineageOf(port);
        const part = followed(tree, lineage, element);
        const pictures = followedPicture(picture, lineage, element);
        return (
          <section key={port} className="port-preview" aria-label={port.replaceAll('_', ' ')}>
            {shown.length > 1 && <h4>{port.replaceAll('_', ' ')}</h4>}
            <Preview
              tree={part.tree}
              marks={marks && followed(marks, lineage, element).tree}
              picture={pictures}
              marked={part.region}
              trails={
                part.own && element?.path.length === 1
                  ? trailsTo(framesOf(tree), element.path[0] ?? 0)
                  : undefined
              }
              app={app}
              size="full"
            />
          </section>
        );
      })}
    </>
  );
}

interface NodeOutputProps {
  node: string;
  /** it stands beside another */
  titled: boolean;
}

/** What a node gave, for one input of the run at a time. */
export function NodeOutput({ node, titled }: NodeOutputProps) {
  const { state, outputs, stale, kept } = useShownNode(node);
  const run = useEditor(shownRun);
  const wanted = useFollow((follow) => follow.input);
  const at = outputs && wanted < outputs.length ? wanted : 0;
  const picture = usePicture(node, at);
  const media = useMedia(node, at);
  const wrong = useProblemWords(state?.error);
  const ports = outputs?.[at];
  return (
    <div
      className="dock-pane dock-output"
      data-stale={stale || kept !== null}
      data-testid={`viewer-${node}`}
    >
      {titled && <PaneTitle node={node} />}
      <InputStrip node={node} at={at} />
      {state?.status === 'failed' && state.error ? (
        <>
          <ErrorPreview problem={state.error} />
          <GivenInputs node={node} input={at} />
        </>
      ) : ports ? (
        <Ports node={node} ports={ports} picture={picture} media={media} />
      ) : (
        <LiveText
          run={run}
          node={node}
          waiting={wrong ?? WAITING[state?.status ?? 'none'] ?? ''}
          className="dock-empty"
        />
      )}
    </div>
  );
}
