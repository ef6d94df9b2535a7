import { describe, expect, it } from 'vitest';
import { isAnnotation, isGroup } from './annotations';
import { copyNodes, parseNodes, pasteNodes } from './clipboard';
import { freeId, renameNode } from './document';
import { readGraph } from './exchange/readGraph';
import { parseRef, wireId, wiresOf } from './ports';
import { graph, node, ref } from './sample';

const document = {
  graph: graph(
    node('my node.1', 'visual-detector', { image: 'IN.image' }),
    node('Ü / #2', 'region-offset', { regions: 'my node.1.regions' }),
  ),
  layout: { nodes: {} },
};

describe('ids of nodes', () => {
  it('end at the last dot of a source', () => {
    expect(parseRef('my node.1.regions')).toEqual({ node: 'my node.1', port: 'regions' });
    expect(parseRef('🚗'.repeat(64) + '.text')?.port).toBe('text');
    expect(parseRef('regions')).toBeNull();
    expect(parseRef('a.')).toBeNull();
    expect(wiresOf(document.graph).map((wire) => wire.source.node)).toEqual(['IN', 'my node.1']);
  });
  it('give each wire a name of its own, whatever signs they hold', () => {
    const ids = [
      wireId(ref('a.p'), ref('b.q>c.r')),
      wireId({ node: 'a.p>b', port: 'q' }, ref('c.r')),
      wireId({ node: 'a.p%3Eb', port: 'q' }, ref('c.r')),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(wireId(ref('find.regions'), ref('crop.regions'))).toBe('find.regions>crop.regions');
  });
  it('are renamed in sources, and back', () => {
    const renamed = renameNode(document, 'my node.1', 'My node 1.5');
    expect(renamed.graph.nodes[1]?.inputs).toEqual({ regions: ['My node 1.5.regions'] });
    expect(renameNode(renamed, 'My node 1.5', 'my node.1').graph).toEqual(document.graph);
  });
  it('stay legal when copies are numbered', () => {
    const fragment = parseNodes(copyNodes(document, ['my node.1', 'Ü / #2']) ?? '');
    if (!fragment) throw new Error('nothing was copied');
    const [after, ids] = pasteNodes(document, fragment, { x: 0, y: 0 });
    expect(ids).toEqual(['my node.1-2', 'Ü / #2-2']);
    expect(after.graph.nodes[3]?.inputs).toEqual({ regions: ['my node.1-2.regions'] });
    const long = 'x'.repeat(64);
    expect(freeId([long], long)).toBe(`${'x'.repeat(60)}-2`);
    const odd = { ...fragment, nodes: [node('-2', 'reader'), node('note:1-2', 'reader')] };
    expect(pasteNodes({ ...document, graph: graph() }, odd, { x: 0, y: 0 })[1]).toEqual([
      '-2',
      'note:1-2',
    ]);
  });
  it('are told from notes and groups', () => {
    expect(['note:1', 'group:12'].every((id) => isAnnotation(id))).toBe(true);
    expect(['a:b', 'note:', 'note:x', 'my group:1'].some((id) => isAnnotation(id))).toBe(false);
    expect([isGroup('group:1'), isGroup('note:1')]).toEqual([true, false]);
  });
  it('are read from files as the server reads them', () => {
    const named = (id: string) => () => readGraph({ nodes: [{ id, operator: 'reader' }] });
    for (const id of ['my node', 'a.b', 'Ü / #2', '日本 語', '-1', '🚗'.repeat(64), 'note:one'])
      expect(named(id)().nodes[0]?.id).toBe(id);
    const refused = ['', ' a', 'a ', 'a\n', 'a"b', 'a\\b', '\u200b', '\ud800', 'x'.repeat(65)];
    for (const id of [...refused, '.', '..', '__proto__', 'note:1', 'group:27'])
      expect(named(id)).toThrow('malformed');
  });
});
