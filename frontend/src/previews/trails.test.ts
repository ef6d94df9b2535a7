import { describe, expect, it } from 'vitest';
import type { Region, Tree } from '../api/types';
import { bonesOf, surePoints } from './skeleton';
import { frameAt, framesOf, markColour, trailsTo } from './trails';

function car(left: number, track?: string): Region {
  return {
    id: `r${left}`,
    box: [0, left, 0.2, left + 0.2],
    concepts: [{ id: 'car', name: 'car', value: 0.9 }],
    ...(track && { track_id: track }),
  };
}

const tree: Tree = {
  each: [0, 0.2, 0.4].map((left, index) => ({
    anchor: { frame: index * 10, time_ms: index * 400 },
    value: { kind: 'regions', items: [car(left, '7'), car(0.7, index === 1 ? '9' : undefined)] },
  })),
};

describe('trails', () => {
  it('lead from the first centre to the shown one', () => {
    const frames = framesOf(tree);
    const [trail, ...others] = trailsTo(frames, 2);
    expect(others).toEqual([]);
    expect(trail?.track).toBe('7');
    expect(trail?.points.map(([x]) => Number(x.toFixed(2)))).toEqual([0.1, 0.3, 0.5]);
    expect(trailsTo(frames, 0)).toEqual([]);
  });

  it('are of frames only', () => {
    expect(framesOf({ kind: 'regions', items: [car(0)] })).toEqual([]);
    expect(framesOf({ each: [{ anchor: {}, value: { kind: 'regions', items: [] } }] })).toEqual([]);
  });

  it('colour a track the same in every frame, and unlike its class', () => {
    expect(markColour(car(0, '7'))).toBe(markColour(car(0.5, '7')));
    expect(
      new Set(['7', '9', '11', '12'].map((track) => markColour(car(0, track)))).size,
    ).toBeGreaterThan(1);
  });

  it('know the frame that plays', () => {
    const frames = framesOf(tree);
    expect([0, 399, 400, 799, 5000].map((ms) => frameAt(frames, ms))).toEqual([0, 0, 1, 1, 2]);
    expect(frameAt(frames, -1)).toBe(-1);
  });
});

describe('skeletons', () => {
  const point = (name: string, value = 1) => ({ x: 0, y: 0, value, name });
  it('join points by their names, however they are written', () => {
    expect(bonesOf([point('Left shoulder'), point('left-elbow'), point('nose')])).toHaveLength(1);
    expect(bonesOf([point('a'), point('b')])).toEqual([]);
  });
  it('leave out points that are not sure', () => {
    expect(
      surePoints({ ...car(0), keypoints: [point('nose', 0.1), point('b', 0.5)] }),
    ).toHaveLength(1);
  });
});
