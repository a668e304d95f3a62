import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { GRAPHQL_PATH, PAGE_PATH } from './paths.ts';

/** File names with a hash of what they hold. */
const HASHED = /[/\\]assets[/\\]/;

/** The page at `/graphiql/`. Redirects are relative: the server may stand below a path of a reverse proxy. */
export function pageRoutes(app: FastifyInstance, webRoot: string): void {
  const page = PAGE_PATH.slice(1);
  app.get('/', (_request, reply) => reply.redirect(`${page}/`));
  app.get(PAGE_PATH, (_request, reply) => reply.redirect(`${page}/`));
  if (!existsSync(join(webRoot, 'index.html'))) {
    app.get(`${PAGE_PATH}/*`, (_request, reply) =>
      reply
        .code(503)
        .type('text/plain')
        .send(`This page was not built: run "npm run build:web". The API is at ${GRAPHQL_PATH}.\n`),
    );
    return;
  }
  app.register(fastifyStatic, {
    root: webRoot,
    prefix: `${PAGE_PATH}/`,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
