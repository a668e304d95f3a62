import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { BoundedNames } from './bounded-names.ts';
import { METRICS, type MetricName, type MetricRow } from './metric-rows.ts';

export interface HttpAnswer {
  readonly method: string;
  /** The pattern of the route, not the URL. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface OperationAnswer {
  /** As its document calls it. */
  readonly name: string | undefined;
  readonly seconds: number;
  /** `extensions.code` of each error. */
  readonly codes: readonly string[];
}

/** One value of a metric that is read when somebody asks. */
export interface Sample {
  readonly metric: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads what is not counted by calls: the state of caches. */
export type Sampler = () => Iterable<Sample> | Promise<Iterable<Sample>>;

/** Operations that are told apart by name. */
const MAX_OPERATIONS = 100;
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS']);
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The metrics of this process, for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #names = new BoundedNames(MAX_OPERATIONS);
  readonly #samplers: Sampler[] = [];
  readonly #sampled = new Map<MetricName, Counter | Gauge>();
  readonly #http = this.#counter(METRICS.httpRequests);
  readonly #httpSeconds = this.#histogram(METRICS.httpSeconds);
  readonly #operations = this.#counter(METRICS.operations);
  readonly #operationSeconds = this.#histogram(METRICS.operationSeconds);
  readonly #errors = this.#counter(METRICS.errors);
  #reading: Promise<string> | undefined;

  constructor() {
    const counted = new Set<string>(this.#registry.getMetricsAsArray().map(({ name }) => name));
    for (const [name, row] of Object.entries(METRICS) as [MetricName, MetricRow][]) {
      if (counted.has(row.name)) continue;
      this.#sampled.set(name, row.type === 'counter' ? this.#counter(row) : this.#gauge(row));
    }
  }

  /** Memory, processor, event loop and so on: of the process as a whole, so once. */
  addProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** `sampler` is asked each time that somebody reads the metrics. */
  add(sampler: Sampler): void {
    this.#samplers.push(sampler);
  }

  http({ method, route, status, seconds }: HttpAnswer): void {
    const known = METHODS.has(method) ? method : 'other';
    this.#http.inc({ method: known, route, status: String(status) });
    this.#httpSeconds.observe({ route }, seconds);
  }

  operation({ name, seconds, codes }: OperationAnswer): void {
    const operation = this.#names.of(name);
    this.#operations.inc({ operation, outcome: codes.length === 0 ? 'ok' : 'errors' });
    this.#operationSeconds.observe({ operation }, seconds);
    for (const code of codes) this.error(code);
  }

  /** An error that came before anything was executed has only its code. */
  error(code: string): void {
    this.#errors.inc({ code });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus; read once for all who ask at the same time. */
  text(): Promise<string> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<string> {
    const samples = (await Promise.all(this.#samplers.map((sampler) => sampler()))).map((each) => [...each]);
    for (const metric of this.#sampled.values()) metric.reset();
    for (const { metric, labels, value } of samples.flat()) this.#sampled.get(metric)?.inc(labels, value);
    return await this.#registry.metrics();
  }

  #counter({ name, help, labels }: MetricRow): Counter {
    return new Counter({ name, help, labelNames: labels, registers: [this.#registry] });
  }

  #gauge({ name, help, labels }: MetricRow): Gauge {
    return new Gauge({ name, help, labelNames: labels, registers: [this.#registry] });
  }

  #histogram({ name, help, labels }: MetricRow): Histogram {
    return new Histogram({ name, help, labelNames: labels, buckets: SECONDS, registers: [this.#registry] });
  }
}
