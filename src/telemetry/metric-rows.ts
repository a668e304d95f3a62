/** One metric, as `/metrics` and docs/operating.md have it. */
export interface MetricRow {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

const OF_KIND = ['cluster', 'group', 'kind'];

/** Every metric of ours. Labels have few values each: no names of objects, callers or namespaces are among them. */
export const METRICS = {
  httpRequests: {
    name: 'gwql_http_requests_total',
    type: 'counter',
    help: 'Requests that were answered, by method, route and status.',
    labels: ['method', 'route', 'status'],
  },
  httpSeconds: {
    name: 'gwql_http_request_seconds',
    type: 'histogram',
    help: 'Time from the headers of a request to the end of its answer.',
    labels: ['route'],
  },
  operations: {
    name: 'gwql_graphql_operations_total',
    type: 'counter',
    help: 'GraphQL operations that were executed, by name and by whether their answer has errors.',
    labels: ['operation', 'outcome'],
  },
  operationSeconds: {
    name: 'gwql_graphql_operation_seconds',
    type: 'histogram',
    help: 'Time that an operation took to execute.',
    labels: ['operation'],
  },
  errors: {
    name: 'gwql_graphql_errors_total',
    type: 'counter',
    help: 'Errors in answers, by extensions.code.',
    labels: ['code'],
  },
  plans: {
    name: 'gwql_plan_cache_operations',
    type: 'gauge',
    help: 'Operations whose plans are kept.',
    labels: [],
  },
  planBytes: {
    name: 'gwql_plan_cache_bytes',
    type: 'gauge',
    help: 'Bytes of the query texts whose plans are kept.',
    labels: [],
  },
  findings: {
    name: 'gwql_findings',
    type: 'gauge',
    help: 'Findings of a cluster, by code and severity.',
    labels: ['cluster', 'code', 'severity'],
  },
  ready: {
    name: 'gwql_cluster_ready',
    type: 'gauge',
    help: '1 where queries of the cluster would be answered, as /readyz sees it.',
    labels: ['cluster'],
  },
  synced: {
    name: 'gwql_cache_synced',
    type: 'gauge',
    help: '1 where all objects of the kind are held.',
    labels: OF_KIND,
  },
  stale: {
    name: 'gwql_cache_stale',
    type: 'gauge',
    help: '1 where nobody tells of changes of the kind right now.',
    labels: OF_KIND,
  },
  age: {
    name: 'gwql_cache_age_seconds',
    type: 'gauge',
    help: 'Seconds since the API server last said anything about the kind.',
    labels: OF_KIND,
  },
  objects: {
    name: 'gwql_cache_objects',
    type: 'gauge',
    help: 'Objects that are held.',
    labels: OF_KIND,
  },
  receivedBytes: {
    name: 'gwql_cache_received_bytes_total',
    type: 'counter',
    help: 'Bytes that lists and watches brought.',
    labels: OF_KIND,
  },
  lists: {
    name: 'gwql_cache_lists_total',
    type: 'counter',
    help: 'Lists that were begun.',
    labels: OF_KIND,
  },
  watches: {
    name: 'gwql_cache_watches_total',
    type: 'counter',
    help: 'Watches that were begun.',
    labels: OF_KIND,
  },
  events: {
    name: 'gwql_cache_events_total',
    type: 'counter',
    help: 'Events that watches brought, bookmarks included.',
    labels: OF_KIND,
  },
  relists: {
    name: 'gwql_cache_relists_total',
    type: 'counter',
    help: 'Lists that had to be repeated, by why a watch could not go on: expired, corrupt, errors, refused.',
    labels: [...OF_KIND, 'cause'],
  },
  decodeErrors: {
    name: 'gwql_cache_decode_errors_total',
    type: 'counter',
    help: 'Lines of watches that were no events.',
    labels: OF_KIND,
  },
  stalls: {
    name: 'gwql_cache_stalls_total',
    type: 'counter',
    help: 'Watches that were silent for longer than a healthy server is.',
    labels: OF_KIND,
  },
  listenerFailures: {
    name: 'gwql_cache_listener_failures_total',
    type: 'counter',
    help: 'Changes that could not be taken in; each is a bug.',
    labels: OF_KIND,
  },
  reviews: {
    name: 'gwql_access_reviews_total',
    type: 'counter',
    help: 'Questions about who a caller is and what they may see: asked of the API server, known, or failed.',
    labels: ['cluster', 'review', 'result'],
  },
} as const satisfies Record<string, MetricRow>;

export type MetricName = keyof typeof METRICS;
