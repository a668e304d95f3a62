import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import type { Envelope } from '../execution/execution-plugin.ts';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { Credentials } from '../kube/connected-cluster.ts';
import type { Clock } from '../kube/time.ts';
import { NodeBudget } from '../limits/node-budget.ts';
import type { QueryLimits } from '../limits/query-limits.ts';
import { Admission, type Admitted } from './admission.ts';
import { credentialsOf } from './bearer-token.ts';
import { isBrowserVisit } from './browser-visit.ts';
import { compressAnswers } from './compress-answers.ts';
import { httpError } from './http-error.ts';
import { GRAPHQL_PATH, PAGE_PATH } from './paths.ts';
import { refuse } from './refusal.ts';

/** What a request brings along for its execution. */
export interface QueryRequest {
  readonly credentials: Credentials;
  readonly budget: ExecutionBudget;
  /** Fires when the client hangs up, or the query has used up what it may. */
  readonly signal: AbortSignal;
  /** Most nodes of one connection; undefined for no limit. */
  readonly pageSize: number | undefined;
}

export interface GraphqlRouteOptions<C extends ExecutionScope> {
  readonly apollo: ApolloServer<Envelope<C>>;
  /** May throw a CodedError. */
  readonly contextFor: (request: QueryRequest) => C | Promise<C>;
  readonly limits: QueryLimits;
  readonly maxInFlight: number;
  readonly now: Clock;
}

const FOR_BROWSERS = `This is the API: send queries to it with POST. In a browser, open ${PAGE_PATH}.`;

/** `/graphql`. A plugin: its hooks are for this route alone. */
export async function graphqlRoute<C extends ExecutionScope>(
  app: FastifyInstance,
  { apollo, contextFor, limits, maxInFlight, now }: GraphqlRouteOptions<C>,
): Promise<void> {
  const admission = new Admission(maxInFlight);
  const places = new WeakMap<FastifyRequest, Admitted>();
  const budgets = new WeakMap<FastifyRequest, ExecutionBudget>();

  compressAnswers(app);

  // before the body is read: what is refused costs nothing
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('cache-control', 'no-store');
    const place = admission.enter();
    if (place === undefined) {
      reply.header('retry-after', '1');
      refuse(reply, 429, 'The server is busy. Try again in a second.', 'TOO_MANY_REQUESTS');
      return;
    }
    places.set(request, place);
    reply.raw.once('close', () => place.endResponse());
    next();
  });
  app.addHook('onResponse', async (request) => places.get(request)?.endResponse());

  const answer = fastifyApolloHandler(apollo, {
    context: async (request) => {
      try {
        const budget = budgets.get(request) ?? new NodeBudget({ ...limits, now });
        const credentials = credentialsOf(request.headers.authorization);
        const { maxPageSize: pageSize } = limits;
        return { scope: await contextFor({ credentials, budget, signal: budget.signal, pageSize }) };
      } catch (error) {
        throw httpError(error);
      }
    },
  });

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (isBrowserVisit(request)) return refuse(reply, 400, FOR_BROWSERS, 'BAD_REQUEST');
      const place = places.get(request);
      const budget = new NodeBudget({ ...limits, signal: hangUpSignal(reply), now });
      budgets.set(request, budget);
      place?.startWork();
      try {
        return await answer.call(app, request, reply);
      } finally {
        budget.close();
        place?.endWork();
      }
    },
  });
}

/** Fires when the connection closes before the whole answer is out. */
function hangUpSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
