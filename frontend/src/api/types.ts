/** The shapes the server sends and takes, as docs/editor-api.md describes them. */
export * from './types/catalogue';
export * from './types/graph';
export * from './types/models';
export * from './types/problems';
export * from './types/runs';
export * from './types/tryPages';
export * from './types/values';
export * from './types/workflows';
