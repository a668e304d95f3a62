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
import type { Operation } from '../execution/run-operation.ts';
import type { CallerCredentials } from '../kube/connected-cluster.ts';
import type { Clock } from '../kube/time.ts';
import type { QueryLimits } from '../limits/query-limits.ts';
import { httpError } from './http-error.ts';
import { isNamed, type KeptAnswer, KeptAnswers, questionId } from './kept-answers.ts';
import { type KnownQuery, knownQuery } from './known-query.ts';
import { varyBy } from './vary-by.ts';

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
  readonly now: Clock;
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
  const kept = new KeptAnswers(options.now);
  const askApollo = apolloHandler(options.apollo, scopes);
  const operationOf = (query: KnownQuery, execution: KnownExecution, context: C): Operation<C> => {
    const { faultLog, observer } = options;
    const { schema, executor } = execution;
    return { ...query, schema, executor, context, faultLog, observer, lasting: false };
  };
  const viaApollo: QueryAnswerer = async (request, reply, { credentials }) => {
    const body: unknown = await askApollo.call(app, request, reply);
    const query = known && request.method === 'GET' ? knownQuery(request, known.documents) : undefined;
    if (query === undefined || typeof body !== 'string' || !isWhole(body, reply)) return body;
    const answer = kept.keep(questionId(query, credentials), body, await scopes.of(request));
    return sendKept(kept, answer ?? body, { request, reply, credentials });
  };
  return async (request, reply, admitted) => {
    scopes.expect(request, admitted);
    const query = known && knownQuery(request, known.documents);
    if (known === undefined || query === undefined) return await viaApollo(request, reply, admitted);
    const context = await scopes.of(request).catch(() => undefined);
    // which words what is wrong
    if (context === undefined) return await viaApollo(request, reply, admitted);
    reply.header('content-type', query.contentType);
    const operation = operationOf(query, known, context);
    if (request.method === 'GET') {
      const id = questionId(query, admitted.credentials);
      const answer = kept.find(id, context) ?? (await freshAnswer(kept, id, operation, reply));
      return sendKept(kept, answer, { request, reply, ...admitted });
    }
    const { status, text } = await answerText(operation);
    reply.code(status);
    return payloadOf(text);
  };
}

/** Without an error; those come before the data. */
function isWhole(body: string, { statusCode }: FastifyReply): boolean {
  return statusCode === 200 && body.startsWith('{"data":');
}

/** The text alone where the answer holds for this once. */
async function freshAnswer<C extends ExecutionScope>(
  kept: KeptAnswers,
  id: string,
  operation: Operation<C>,
  reply: FastifyReply,
): Promise<KeptAnswer | string> {
  const { status, text } = await answerText({ ...operation, lasting: true });
  reply.code(status);
  return (isWhole(text, reply) ? kept.keep(id, text, operation.context) : undefined) ?? text;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly credentials: CallerCredentials;
}

function isEmpty(credentials: CallerCredentials): boolean {
  return Object.keys(credentials).length === 0;
}

/** An answer to a GET says what it is, so that a client that has it need not get it again. */
function sendKept(
  kept: KeptAnswers,
  answer: KeptAnswer | string,
  { request, reply, credentials }: Exchange,
): unknown {
  if (typeof answer === 'string') return payloadOf(answer);
  // A browser cannot know that its proxy now names somebody else, nor anybody that a right is gone: it has to ask.
  const seconds = isEmpty(credentials) ? kept.freshFor(answer) : 0;
  reply.header('cache-control', seconds === 0 ? 'private, no-cache' : `private, max-age=${seconds}`);
  reply.header('etag', answer.etag);
  varyBy(reply, 'authorization', 'accept-encoding');
  if (!isNamed(answer.etag, request.headers['if-none-match'])) return payloadOf(answer.text);
  reply.code(304).removeHeader('content-type');
  return reply.send();
}

/** A large text is written once, where Node would first count its bytes and then write them. */
function payloadOf(text: string): string | Buffer {
  return text.length < LARGE ? text : Buffer.from(text);
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
