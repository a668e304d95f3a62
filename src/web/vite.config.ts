import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // relative, so that the page also works below a path of a reverse proxy
  base: './',
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // what the bundle holds of others comes with their licences
    license: { fileName: 'licenses.md' },
    // the editor is one large part however it is cut
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // 'use client' and the like mean nothing to a page without server rendering, and every other package has them
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
