import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { Clock } from '../kube/time.ts';
import { NodeBudget } from '../limits/node-budget.ts';
import { Admission, type Admitted } from './admission.ts';
import { isBrowserVisit } from './browser-visit.ts';
import type { CallerRules } from './caller-credentials.ts';
import { identifyCallers } from './callers.ts';
import { compressAnswers } from './compress-answers.ts';
import { GRAPHQL_PATH, PAGE_PATH } from './paths.ts';
import { type AnswererOptions, queryAnswerer } from './query-answerer.ts';
import { refuse } from './refusal.ts';

export interface GraphqlRouteOptions<C extends ExecutionScope> extends AnswererOptions<C> {
  readonly callers: CallerRules;
  readonly maxInFlight: number;
  readonly now: Clock;
}

const FOR_BROWSERS = `This is the API: send queries to it with POST. In a browser, open ${PAGE_PATH}.`;

/** `/graphql`. A plugin: its hooks are for this route alone. */
export async function graphqlRoute<C extends ExecutionScope>(
  app: FastifyInstance,
  options: GraphqlRouteOptions<C>,
): Promise<void> {
  const { limits, now } = options;
  compressAnswers(app);
  const callers = identifyCallers(app, options.callers);
  const places = admitRequests(app, options.maxInFlight);
  const answer = queryAnswerer(app, options);
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (isBrowserVisit(request)) return refuse(reply, 400, FOR_BROWSERS, 'BAD_REQUEST');
      const place = places.get(request);
      const budget = new NodeBudget({ ...limits, now });
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) budget.hangUp();
      });
      place?.startWork();
      try {
        return await answer(request, reply, { budget, credentials: callers.get(request) ?? {} });
      } finally {
        budget.close();
        place?.endWork();
      }
    },
  });
}

/** Before the body is read: what is refused costs nothing. */
function admitRequests(app: FastifyInstance, maxInFlight: number): WeakMap<FastifyRequest, Admitted> {
  const admission = new Admission(maxInFlight);
  const places = new WeakMap<FastifyRequest, Admitted>();
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
  app.addHook('onResponse', (request, _reply, next) => {
    places.get(request)?.endResponse();
    next();
  });
  return places;
}
