import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Region, StoredValue, Tree } from '../api/types';
import { Preview } from './Preview';

const APP = { user: 'local', app: 'parking' };
const PICTURE = {
  kind: 'image' as const,
  blob: 'p',
  media_type: 'image/jpeg',
  width: 4,
  height: 3,
};
const region = (id: string, name: string, value: number): Region => ({
  id,
  box: [0, 0, 0.5, 0.5],
  concepts: [{ id: name, name, value }],
});
const show = (tree: Tree, picture: typeof PICTURE | undefined = PICTURE) =>
  render(<Preview tree={tree} size="full" app={APP} picture={picture} />);

afterEach(cleanup);

describe('a preview', () => {
  it('filters regions by score and class at once', () => {
    show({
      kind: 'regions',
      items: [region('1', 'plate', 0.9), region('2', 'plate', 0.3), region('3', 'car', 0.8)],
    });
    expect(screen.getAllByRole('row')).toHaveLength(4);
    fireEvent.change(screen.getByRole('slider'), { target: { value: '0.5' } });
    expect(screen.getAllByRole('row')).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: 'Show car, 1' }));
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByRole('status').textContent).toBe('1 of 3 shown');
  });

  it('shows each crop with the text of the same lineage', () => {
    const anchor = { region: region('1', 'plate', 0.9) };
    show({ each: [{ anchor, value: { kind: 'text', raw: 'KT52 LMR' } }] });
    expect(screen.getByText('KT52 LMR')).toBeTruthy();
    expect(
      screen.getByRole('img', { name: 'The part of the picture this came from' }),
    ).toBeTruthy();
  });

  it('says the sentence of an error, and that a path did not continue', () => {
    show({ error: { code: 'x', message: 'The picture is too large.' } });
    expect(screen.getByText('The picture is too large.')).toBeTruthy();
    show(null);
    expect(screen.getByText(/did not continue/)).toBeTruthy();
  });

  it('shows pictures that stand in a list, and tells what stands in JSON', async () => {
    const within = { $value: PICTURE };
    show({ kind: 'list', value: [within, within] });
    expect(await screen.findAllByRole('img', { name: 'Picture, 4 by 3 pixels' })).toHaveLength(2);
    cleanup();
    show({ kind: 'json', value: { cut: within, said: { $value: { kind: 'text', raw: 'KT52' } } } });
    expect(await screen.findByText('"image, 4 by 3 pixels"')).toBeTruthy();
    expect(screen.getByText('"KT52"')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Picture, 4 by 3 pixels' })).toBeTruthy();
  });

  it.each<[string, Tree, string]>([
    ['a number', { kind: 'number', value: 0.5 }, '0.5'],
    ['a boolean', { kind: 'boolean', value: false }, 'false'],
    [
      'a concept',
      { kind: 'concepts', items: [{ id: 'a', name: 'street', value: 0.94 }] },
      'street',
    ],
    ['a vector', { kind: 'embeddings', vectors: [[1, 2, 3]] }, '1 vector, 3 dimensions'],
    ['a table', { kind: 'table', columns: ['plate'], rows: [['KT52']] }, 'KT52'],
    ['JSON', { kind: 'json', value: { plate: 'KT52' } }, '"KT52"'],
    [
      'a colour',
      { kind: 'colors', items: [{ hex: '#ff0000', name: 'red', value: 0.5 }] },
      '#ff0000',
    ],
  ])('draws %s', (_what, tree, words) => {
    show(tree);
    expect(screen.getByText(words)).toBeTruthy();
  });
});

describe('a preview on a node', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('has something to show for every kind of value', () => {
    const values: StoredValue[] = [
      PICTURE,
      {
        kind: 'video',
        blob: 'v',
        media_type: 'video/mp4',
        width: 8,
        height: 6,
        duration_ms: 1000,
      },
      { kind: 'audio', blob: 'a', media_type: 'audio/wav', duration_ms: 1000, rate: 8000 },
      { kind: 'mask', blob: 'm', media_type: 'image/png', width: 4, height: 3, names: ['sky'] },
      { kind: 'text', raw: 'words' },
      { kind: 'concepts', items: [{ id: 'c', name: 'car', value: 0.9 }] },
      { kind: 'regions', items: [region('1', 'plate', 0.9)] },
      { kind: 'embeddings', vectors: [[0.1, 0.2]] },
      { kind: 'clusters', labels: [0, 0, 1, -1] },
      { kind: 'colors', items: [{ hex: '#ff0000', name: 'red', value: 1 }] },
      { kind: 'number', value: 3 },
      { kind: 'boolean', value: true },
      { kind: 'string', value: 'key' },
      { kind: 'list', value: [1] },
      { kind: 'json', value: { a: 1 } },
      { kind: 'table', columns: ['a'], rows: [[1]] },
    ];
    for (const value of values) {
      const { container, unmount } = render(
        <Preview tree={value} size="node" app={APP} picture={PICTURE} />,
      );
      expect(container.firstElementChild, value.kind).not.toBeNull();
      unmount();
    }
  });

  it('says how large each cluster is', () => {
    show({ kind: 'clusters', labels: [0, 0, 1, -1] });
    expect(screen.getByText('cluster 0: 2')).toBeTruthy();
    expect(screen.getByText('no cluster: 1')).toBeTruthy();
  });
});
