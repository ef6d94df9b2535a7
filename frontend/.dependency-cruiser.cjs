/** Imports point one way: graph < store < commands < canvas, panels < pages. */
const within = (...folders) => ({ path: `^src/(${folders.join('|')})/` });

/** Code in `folder` may import, of our own folders, only `allowed` and itself. */
const only = (folder, allowed, comment) => ({
  name: `${folder}-imports-only-${allowed.join('-') || 'itself'}`,
  comment,
  severity: 'error',
  from: { ...within(folder), pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'graph-is-pure',
      comment: 'The graph rules run without a screen.',
      severity: 'error',
      from: within('graph'),
      to: { path: 'node_modules/(react|react-dom|zustand|@xyflow|@tanstack)/' },
    },
    {
      ...only('graph', [], 'Only the shapes of api/types come from outside.'),
      to: { path: '^src/', pathNot: '^src/(graph/|api/types(\\.ts|/))' },
    },
    only('api', [], 'The client knows no screens.'),
    only('ui', ['api'], 'Small components know shapes and errors, nothing else.'),
    only('store', ['graph', 'api'], 'Stores know no components.'),
    only('commands', ['store', 'graph', 'api'], 'A command changes stores.'),
    only('previews', ['commands', 'store', 'ui', 'graph', 'api'], 'A value is drawn from data.'),
    only(
      'panels',
      ['previews', 'commands', 'store', 'ui', 'graph', 'api'],
      'Panels sit beside the canvas.',
    ),
    only(
      'canvas',
      ['panels', 'previews', 'commands', 'store', 'ui', 'graph', 'api'],
      'The canvas is no page.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
