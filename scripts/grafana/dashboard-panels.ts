/** A column of a table: where it is in a row, as gjson has it, and what it is called. */
type Column = readonly [selector: string, text: string, type?: 'string' | 'number'];

/** One query of a panel: a file of examples/queries, and which part of its answer becomes a table. */
export interface PanelQuery {
  readonly file: string;
  readonly root: string;
  readonly columns: readonly Column[];
  readonly format?: 'table' | 'node-graph-nodes' | 'node-graph-edges';
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly type: 'stat' | 'table' | 'piechart' | 'nodeGraph';
  /** In columns of 24, and rows. */
  readonly width: number;
  readonly height: number;
  readonly queries: readonly PanelQuery[];
  /** Of a pie: rows with the same value are counted as one slice. */
  readonly countBy?: string;
}

/** What the dashboard shows, in the order of reading. */
export const DASHBOARD_PANELS: readonly Panel[] = [
  {
    title: 'Overview',
    description: 'What there is, and how much of it does not work.',
    type: 'stat',
    width: 24,
    height: 4,
    queries: [
      {
        file: '10-overview',
        root: 'data',
        columns: [
          ['gateways.totalCount', 'Gateways', 'number'],
          ['routes.totalCount', 'Routes', 'number'],
          ['unattached.totalCount', 'Routes that attach nowhere', 'number'],
          ['unresolved.totalCount', 'Routes with broken references', 'number'],
          ['errors.totalCount', 'Errors', 'number'],
          ['warnings.totalCount', 'Warnings', 'number'],
        ],
      },
    ],
  },
  {
    title: 'Topology',
    description:
      'From classes down to endpoints. The colour of a node is its health with all that stands behind it.',
    type: 'nodeGraph',
    width: 24,
    height: 18,
    queries: [
      {
        file: '16-topology',
        root: 'data.topology.nodes',
        format: 'node-graph-nodes',
        columns: [
          ['id', 'id'],
          ['title', 'title'],
          ['subtitle', 'subtitle'],
          ['health', 'mainstat'],
          ['type', 'secondarystat'],
          ['color', 'color'],
          ['key.namespace', 'detail__namespace'],
          ['key.kind', 'detail__kind'],
          ['key.name', 'detail__name'],
        ],
      },
      {
        file: '16-topology',
        root: 'data.topology.edges',
        format: 'node-graph-edges',
        columns: [
          ['id', 'id'],
          ['source', 'source'],
          ['target', 'target'],
          ['state', 'mainstat'],
          ['reason', 'secondarystat'],
          ['color', 'color'],
          ['message', 'detail__message'],
        ],
      },
    ],
  },
  {
    title: 'Gateways',
    description: 'Routes are those that name the Gateway or one of its ListenerSets.',
    type: 'table',
    width: 12,
    height: 8,
    queries: [
      {
        file: '12-gateways',
        root: 'data.gateways.nodes',
        columns: [
          ['metadata.namespace', 'Namespace'],
          ['metadata.name', 'Gateway'],
          ['spec.gatewayClassName', 'Class'],
          ['computedStatus.conditions.#.type', 'Conditions'],
          ['computedStatus.conditions.#.state', 'States'],
          ['routes.totalCount', 'Routes', 'number'],
          ['refused.totalCount', 'Attach nowhere', 'number'],
          ['listenerSets.totalCount', 'ListenerSets', 'number'],
        ],
      },
    ],
  },
  {
    title: 'Findings by severity',
    description: 'Errors: traffic is lost. Warnings: probably not what the author wants.',
    type: 'piechart',
    width: 4,
    height: 8,
    countBy: 'Severity',
    queries: [
      {
        file: '14-findings',
        root: 'data.findings.nodes',
        columns: [
          ['severity', 'Severity'],
          ['code', 'Code'],
        ],
      },
    ],
  },
  {
    title: 'Certificates that need a look',
    description: 'Expired, expiring within 14 days, for other hostnames, or not usable.',
    type: 'table',
    width: 8,
    height: 8,
    queries: [
      {
        file: '15-certificates-to-renew',
        root: 'data.findings.nodes',
        columns: [
          ['object.namespace', 'Namespace'],
          ['object.name', 'Name'],
          ['code', 'Code'],
          ['message', 'Message'],
        ],
      },
    ],
  },
  {
    title: 'Routes',
    description: 'Of all kinds: whether each parent takes the route, and the URLs that reach it.',
    type: 'table',
    width: 24,
    height: 10,
    queries: [
      {
        file: '11-routes-of-every-kind',
        root: 'data.routes.nodes',
        columns: [
          ['kind', 'Kind'],
          ['metadata.namespace', 'Namespace'],
          ['metadata.name', 'Route'],
          ['computedStatus.parents.#.parentRef.name', 'Parents'],
          ['computedStatus.parents.#.attached', 'Attached'],
          ['backends.#.target.name', 'Backends'],
          ['backends.#.resolution.reason', 'References'],
          ['urls', 'URLs'],
        ],
      },
    ],
  },
  {
    title: 'Broken references',
    description: 'Who refers, in which field, why it fails, and what would help.',
    type: 'table',
    width: 24,
    height: 10,
    queries: [
      {
        file: '13-broken-references',
        root: 'data.findings.nodes',
        columns: [
          ['object.kind', 'Kind'],
          ['object.namespace', 'Namespace'],
          ['object.name', 'Name'],
          ['path', 'Field'],
          ['code', 'Code'],
          ['message', 'Message'],
          ['hint', 'What helps'],
        ],
      },
    ],
  },
  {
    title: 'Findings',
    description: 'docs/findings.md explains every code.',
    type: 'table',
    width: 24,
    height: 12,
    queries: [
      {
        file: '14-findings',
        root: 'data.findings.nodes',
        columns: [
          ['severity', 'Severity'],
          ['code', 'Code'],
          ['object.kind', 'Kind'],
          ['object.namespace', 'Namespace'],
          ['object.name', 'Name'],
          ['path', 'Field'],
          ['message', 'Message'],
        ],
      },
    ],
  },
];
