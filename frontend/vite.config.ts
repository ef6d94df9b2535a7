import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * The canvas library is only needed by the editor: keep it out of the first load. A group takes along
 * what its modules import, so what both need must be claimed by the first group.
 */
const FIRST_LOAD =
  /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|zustand|use-sync-external-store)\//;
const CANVAS = /node_modules\/(@xyflow|d3-[a-z]+)\//;

export default defineConfig({
  plugins: [react()],
  base: '/static/app/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'core', test: FIRST_LOAD, priority: 2 },
            { name: 'canvas', test: CANVAS, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
