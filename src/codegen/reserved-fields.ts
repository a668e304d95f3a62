/**
 * Fields of Query and Cluster that are no kinds, or will be none (api.md, section 3): a further kind of such a name
 * is qualified by its group from the start, so that its field does not change when ours arrives.
 */
export const reservedFields: readonly string[] = [
  'cluster',
  'clusters',
  'compare',
  'findings',
  'gatewayApiChannel',
  'gatewayApiVersion',
  'kubernetesVersion',
  'name',
  'node',
  'object',
  'resolveReference',
  'resources',
  'routes',
  'simulateRequest',
  'source',
  'topology',
  'whatIf',
];
