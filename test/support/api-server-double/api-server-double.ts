import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { asObject, asString, type JsonObject } from '../../../src/kube/json.ts';
import { groupOf } from '../../../src/kube/raw-object.ts';
import { answerRequest } from './answer-request.ts';
import {
  type ApiResource,
  BUILT_IN,
  CRD_RESOURCE,
  NAMESPACE_RESOURCE,
  RBAC_RESOURCES,
} from './api-resource.ts';
import { authenticate, type User } from './authentication.ts';
import type { Deed, Rule } from './authorization.ts';
import { crdsOfRelease, resourceOfCrd } from './crd-objects.ts';
import type { ApiServerDoubleOptions } from './double-options.ts';
import type { DoubleState } from './double-state.ts';
import { type Asked, type Fault, Faults, faultAnswer, matches, type RequestMatch } from './faults.ts';
import { Hold } from './hold.ts';
import { readJson, send, serverFor } from './http-server.ts';
import type { LoggedRequest } from './logged-request.ts';
import { ObjectStore, type StoredObject } from './object-store.ts';
import { rbacRules } from './rbac-rules.ts';
import { ServiceAccountTokens } from './service-account-tokens.ts';
import { Watches } from './watches.ts';
import { completed } from './write-handlers.ts';

/** Starts a server on a free loopback port. */
export async function startApiServerDouble(options: ApiServerDoubleOptions = {}): Promise<ApiServerDouble> {
  const double = new ApiServerDouble(options);
  await double.listen();
  return double;
}

/** See README.md. */
export class ApiServerDouble implements DoubleState {
  /** May be changed at any time, as may `rules`, `discovery` and `staleVersions`. */
  users: readonly User[];
  rules: readonly Rule[] | undefined;
  discovery: 'aggregated' | 'legacy';
  /** Group versions (`metrics.k8s.io/v1`) whose server does not answer the API server. */
  staleVersions: ReadonlySet<string> = new Set();
  readonly kubernetesVersion: string;
  readonly store = new ObjectStore();
  readonly watches = new Watches(this.store);
  readonly requests: LoggedRequest[] = [];
  readonly refusals: Deed[] = [];
  /** As where an authorizer cannot list its rules: SelfSubjectRulesReview says so. */
  rulesIncomplete = false;
  readonly tls: ApiServerDoubleOptions['tls'];
  readonly tokens: ServiceAccountTokens | undefined;
  readonly #server: Server;
  readonly #faults = new Faults();
  #connections = 0;
  #port = 0;
  readonly #holds: { readonly match: RequestMatch; readonly hold: Hold }[] = [];

  constructor(options: ApiServerDoubleOptions) {
    this.users = options.users ?? [];
    this.rules = options.rules;
    this.discovery = options.discovery ?? 'aggregated';
    this.kubernetesVersion = options.kubernetesVersion ?? 'v1.34.1';
    this.tls = options.tls;
    this.tokens = options.rbac === true ? new ServiceAccountTokens() : undefined;
    this.#server = serverFor(options.tls, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#server.on(options.tls === undefined ? 'connection' : 'secureConnection', () => {
      this.#connections += 1;
    });
    const { serves = 'v1.6.1-experimental' } = options;
    this.add(...(typeof serves === 'string' ? crdsOfRelease(serves) : serves));
    for (const name of ['default', 'kube-system']) this.#ensureNamespace(name);
  }

  /** Connections that were ever opened. */
  get connections(): number {
    return this.#connections;
  }

  get url(): string {
    return `${this.tls === undefined ? 'http' : 'https'}://127.0.0.1:${this.#port}`;
  }

  /** What is served: the built-in kinds and those of the CRDs that are in the store. */
  get resources(): readonly ApiResource[] {
    const rbac = this.tokens === undefined ? [] : RBAC_RESOURCES;
    return [...BUILT_IN, ...rbac, ...this.crds.map(resourceOfCrd)];
  }

  get effectiveRules(): readonly Rule[] | undefined {
    if (this.rules === undefined || this.tokens === undefined) return this.rules;
    return [...this.rules, ...rbacRules(this.store)];
  }

  get crds(): readonly StoredObject[] {
    return this.store.list(CRD_RESOURCE, undefined);
  }

  /** Puts objects in, past all checks; a namespace that is missing is made. */
  add(...objects: readonly JsonObject[]): void {
    for (const object of objects) {
      const group = groupOf(asString(object['apiVersion']) ?? '');
      const resource = this.resources.find((one) => one.group === group && one.kind === object['kind']);
      if (resource === undefined) throw new Error(`the double does not serve ${String(object['kind'])}`);
      const namespace = resource.namespaced
        ? (asString(asObject(object['metadata'])['namespace']) ?? 'default')
        : '';
      if (namespace !== '') this.#ensureNamespace(namespace);
      this.store.create(resource, namespace, completed(resource, object));
    }
  }

  remove(kind: string, namespace: string, name: string): void {
    const resource = this.resources.find((one) => one.kind === kind);
    if (resource !== undefined) this.store.delete(resource, namespace, name);
  }

  /** Requests for objects of a kind, by the name in the URL. */
  requestsFor(plural: string): readonly LoggedRequest[] {
    return this.requests.filter(({ path }) => path.split('/').includes(plural));
  }

  fail(match: RequestMatch, fault: Fault): void {
    this.#faults.add(match, fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  hold(match: RequestMatch): Hold {
    const hold = new Hold();
    this.#holds.push({ match, hold });
    return hold;
  }

  /** As after a compaction: the next page of every list that was begun is a 410. */
  expireContinueTokens(): void {
    this.store.forgetSnapshots();
  }

  listen(port = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    for (const { hold } of this.#holds) hold.release();
    await this.goAway();
  }

  /** As a restart begins: nobody listens on the port, and every connection breaks. */
  async goAway(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** As a restart ends: on the same port. */
  async comeBack(): Promise<void> {
    await this.listen(this.#port);
  }

  #ensureNamespace(name: string): void {
    if (this.store.get(NAMESPACE_RESOURCE, '', name) === undefined) {
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      this.store.create(NAMESPACE_RESOURCE, '', completed(NAMESPACE_RESOURCE, namespace));
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://double');
    const asked = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams };
    const who = authenticate(request, [...this.users, ...(this.tokens?.users(this.store) ?? [])]);
    this.#log(request, asked, who);
    const body = await readJson(request);
    for (const { match, hold } of this.#holds) if (matches(match, asked)) await hold.wait();
    const fault = this.#faults.take(asked);
    const answer =
      fault === undefined
        ? answerRequest({ double: this, request, asked, who, body })
        : faultAnswer(fault, response);
    if (answer === undefined) return;
    if ('watch' in answer) answer.watch(response);
    else send(response, answer);
  }

  #log(request: IncomingMessage, asked: Asked, who: ReturnType<typeof authenticate>): void {
    const { socket, headers } = request;
    const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
    this.requests.push({
      method: asked.method,
      path: asked.path,
      query: Object.fromEntries(asked.query),
      groups: who?.groups ?? [],
      headers,
      ...(who === undefined ? {} : { user: who.user, authenticatedBy: who.by }),
      ...(certificate === undefined ? {} : { certificate: [certificate].flat().join() }),
    });
  }
}
