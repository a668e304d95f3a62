export const GRAPHQL_PATH = '/graphql';
export const PAGE_PATH = '/graphiql';
export const HEALTH_PATH = '/healthz';
export const READY_PATH = '/readyz';
export const METRICS_PATH = '/metrics';
