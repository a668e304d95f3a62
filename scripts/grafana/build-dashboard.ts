import type { Panel, PanelQuery } from './dashboard-panels.ts';

type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
type JsonFields = { readonly [key: string]: JsonValue };

const DATA_SOURCE = { type: 'yesoreyeram-infinity-datasource', uid: variable('DS_INFINITY') };

/** What Grafana replaces by the value of a variable. */
function variable(name: string): string {
  return `\${${name}}`;
}

/** A dashboard as Grafana imports it. `queryOf` gives the text of a file of examples/queries. */
export function buildDashboard(panels: readonly Panel[], queryOf: (file: string) => string): JsonFields {
  return {
    __inputs: [
      {
        name: 'DS_INFINITY',
        label: 'Infinity',
        description: 'The Infinity data source that may reach gwql',
        type: 'datasource',
        pluginId: DATA_SOURCE.type,
        pluginName: 'Infinity',
      },
    ],
    __requires: [
      { type: 'grafana', id: 'grafana', name: 'Grafana', version: '11.6.0' },
      { type: 'datasource', id: DATA_SOURCE.type, name: 'Infinity', version: '3.0.0' },
    ],
    uid: 'gwql-gateway-api',
    title: 'Gateway API, by gwql',
    description: 'References, attachment, findings and topology of the Gateway API objects of a cluster.',
    tags: ['gateway-api', 'gwql'],
    schemaVersion: 41,
    version: 1,
    editable: true,
    refresh: '1m',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [
        {
          name: 'url',
          label: 'gwql',
          type: 'textbox',
          query: 'http://127.0.0.1:4000/graphql',
          current: { text: 'http://127.0.0.1:4000/graphql', value: 'http://127.0.0.1:4000/graphql' },
          options: [],
        },
      ],
    },
    panels: placed(panels).map(({ panel, x, y }, index) => ({
      id: index + 1,
      gridPos: { x, y, w: panel.width, h: panel.height },
      ...panelJson(panel, queryOf),
    })),
  };
}

interface Placed {
  readonly panel: Panel;
  readonly x: number;
  readonly y: number;
}

const COLUMNS = 24;

/** From left to right; a new line where one is full. Panels of one line are of one height. */
function placed(panels: readonly Panel[]): readonly Placed[] {
  let [x, y, height] = [0, 0, 0];
  return panels.map((panel) => {
    if (x + panel.width > COLUMNS) [x, y] = [0, y + height];
    const place = { panel, x, y };
    x += panel.width;
    height = panel.height;
    return place;
  });
}

function panelJson(panel: Panel, queryOf: (file: string) => string): JsonFields {
  const { title, description, type, queries, countBy } = panel;
  return {
    title,
    description,
    type,
    datasource: DATA_SOURCE,
    targets: queries.map((query, index) => target(query, 'ABCD'.charAt(index), queryOf)),
    transformations: countBy === undefined ? [] : [countTransformation(countBy)],
    options: OPTIONS[type],
    fieldConfig: { defaults: {}, overrides: type === 'table' ? COLOURED : [] },
  };
}

function target(
  { file, root, columns, format = 'table' }: PanelQuery,
  refId: string,
  queryOf: (file: string) => string,
): JsonFields {
  return {
    refId,
    datasource: DATA_SOURCE,
    type: 'graphql',
    parser: 'backend',
    source: 'url',
    format,
    url: variable('url'),
    url_options: {
      method: 'POST',
      data: '',
      body_type: 'graphql',
      body_content_type: 'application/json',
      body_graphql_query: queryOf(file),
      body_graphql_variables: '{}',
    },
    root_selector: root,
    columns: columns.map(([selector, text, type = 'string']) => ({ selector, text, type })),
    filters: [],
  };
}

function countTransformation(field: string): JsonFields {
  return {
    id: 'groupBy',
    options: {
      fields: {
        [field]: { operation: 'groupby', aggregations: [] },
        Code: { operation: 'aggregate', aggregations: ['count'] },
      },
    },
  };
}

const EVERY_ROW = { calcs: ['lastNotNull'], fields: '/.*/', values: false };

const OPTIONS: { readonly [T in Panel['type']]: JsonFields } = {
  stat: { colorMode: 'value', graphMode: 'none', textMode: 'value_and_name', reduceOptions: EVERY_ROW },
  table: { showHeader: true, cellHeight: 'sm' },
  piechart: {
    pieType: 'donut',
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
    reduceOptions: { calcs: [], fields: '', values: true },
  },
  nodeGraph: { layoutAlgorithm: 'layered', zoomMode: 'cooperative' },
};

/** Severities stand out. */
const COLOURED: readonly JsonFields[] = [
  {
    matcher: { id: 'byName', options: 'Severity' },
    properties: [
      { id: 'custom.cellOptions', value: { type: 'color-text' } },
      {
        id: 'mappings',
        value: [
          {
            type: 'value',
            options: { ERROR: { color: 'red', index: 0 }, WARNING: { color: 'orange', index: 1 } },
          },
        ],
      },
    ],
  },
];
