import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type FastifyInstance, fastify } from 'fastify';
import type { ContextServices } from '../../../src/context/request-context.ts';
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
  return {
    now: context.now,
    printYaml: context.printYaml,
    limits: context.limits,
    clusterNames: context.clusterNames.bind(context),
    view: context.view.bind(context),
    see: context.see.bind(context),
    viewOf: context.viewOf.bind(context),
    siteOf: context.siteOf.bind(context),
  };
}
