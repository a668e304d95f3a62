import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import { answerText } from '../execution/answer-text.ts';
import type { ExecutionObserver } from '../execution/execution-observer.ts';
import type { Envelope } from '../execution/execution-plugin.ts';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { Executor } from '../execution/executor.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import type { KnownDocuments } from '../execution/known-documents.ts';
import type { CallerCredentials } from '../kube/connected-cluster.ts';
import type { QueryLimits } from '../limits/query-limits.ts';
import { httpError } from './http-error.ts';
import { knownQuery } from './known-query.ts';

/** What is known of a request when it is let in. */
export interface Admitted {
  readonly credentials: CallerCredentials;
  /** Its signal fires when the client hangs up, or the query has used up what it may. */
  readonly budget: ExecutionBudget;
}

/** What a request brings along for its execution. */
export interface QueryRequest extends Admitted {
  /** Most nodes of one connection; undefined for no limit. */
  readonly pageSize: number | undefined;
}

/** What Apollo executes with, for queries that need not pass through it. */
export interface KnownExecution {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  /** Those that Apollo has found valid. */
  readonly documents: KnownDocuments;
}

export interface AnswererOptions<C extends ExecutionScope> {
  readonly apollo: ApolloServer<Envelope<C>>;
  /** Absent: Apollo answers everything. */
  readonly known?: KnownExecution | undefined;
  /** May throw a CodedError. */
  readonly contextFor: (request: QueryRequest) => C | Promise<C>;
  readonly limits: QueryLimits;
  readonly faultLog: FaultLog;
  readonly observer?: ExecutionObserver | undefined;
}

/** Gives the body of an answer; status and headers are in the reply. */
export type QueryAnswerer = (
  request: FastifyRequest,
  reply: FastifyReply,
  admitted: Admitted,
) => Promise<unknown>;

/** Characters; a shorter text goes out in one piece with the headers. */
const LARGE = 16 * 1024;

/** Executes queries that are known at once; Apollo looks at all others. */
export function queryAnswerer<C extends ExecutionScope>(
  app: FastifyInstance,
  options: AnswererOptions<C>,
): QueryAnswerer {
  const { known } = options;
  const scopes = new Scopes(options);
  const askApollo = apolloHandler(options.apollo, scopes);
  return async (request, reply, admitted) => {
    scopes.expect(request, admitted);
    const query = known === undefined ? undefined : knownQuery(request, known.documents);
    if (known === undefined || query === undefined) return await askApollo.call(app, request, reply);
    let context: C;
    try {
      context = await scopes.of(request);
    } catch {
      // which words it
      return await askApollo.call(app, request, reply);
    }
    const { schema, executor } = known;
    const { status, text } = await answerText({
      ...query,
      schema,
      executor,
      context,
      faultLog: options.faultLog,
      observer: options.observer,
    });
    reply.code(status).header('content-type', query.contentType);
    // written once, where Node would first count its bytes and then write them
    return text.length < LARGE ? text : Buffer.from(text);
  };
}

function apolloHandler<C extends ExecutionScope>(apollo: ApolloServer<Envelope<C>>, scopes: Scopes<C>) {
  return fastifyApolloHandler(apollo, {
    context: async (request) => {
      try {
        return { scope: await scopes.of(request) };
      } catch (error) {
        throw httpError(error);
      }
    },
  });
}

/** One scope for each request, made when it is first needed. */
class Scopes<C extends ExecutionScope> {
  readonly #options: AnswererOptions<C>;
  readonly #admitted = new WeakMap<FastifyRequest, Admitted>();
  readonly #scopes = new WeakMap<FastifyRequest, Promise<C>>();

  constructor(options: AnswererOptions<C>) {
    this.#options = options;
  }

  expect(request: FastifyRequest, admitted: Admitted): void {
    this.#admitted.set(request, admitted);
  }

  of(request: FastifyRequest): Promise<C> {
    let scope = this.#scopes.get(request);
    if (scope === undefined) {
      scope = this.#make(request);
      this.#scopes.set(request, scope);
    }
    return scope;
  }

  async #make(request: FastifyRequest): Promise<C> {
    const { contextFor, limits } = this.#options;
    const admitted = this.#admitted.get(request);
    if (admitted === undefined) throw new Error('a request is executed that nobody has admitted');
    return await contextFor({ ...admitted, pageSize: limits.maxPageSize });
  }
}
