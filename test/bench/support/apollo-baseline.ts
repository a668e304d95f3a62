import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type FastifyInstance, fastify } from 'fastify';
import { type ContextServices, RequestContext } from '../../../src/context/request-context.ts';
import { benchSchema, newContext } from './bench-cluster.ts';

/** The same schema and resolvers under Apollo as it comes: its own execution and formatting, none of our limits. */
export async function apolloBaseline(services: ContextServices): Promise<FastifyInstance> {
  const apollo = new ApolloServer({
    schema: benchSchema().schema,
    nodeEnv: 'production',
    csrfPrevention: true,
  });
  await apollo.start();
  const app = fastify();
  app.post('/graphql', fastifyApolloHandler(apollo, { context: async () => facade(services) }));
  return app;
}

/** Apollo copies the context, which private fields do not survive. */
function facade(services: ContextServices): object {
  const context = newContext(services);
  const bound = INHERITED.map((name) => {
    const value: unknown = context[name];
    return [name, typeof value === 'function' ? value.bind(context) : value] as const;
  });
  return { ...context, ...Object.fromEntries(bound) };
}

const INHERITED = Object.getOwnPropertyNames(RequestContext.prototype).filter(
  (name): name is keyof RequestContext => name !== 'constructor',
);
