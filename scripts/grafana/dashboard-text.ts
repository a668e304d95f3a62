import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDashboard } from './build-dashboard.ts';
import { DASHBOARD_PANELS } from './dashboard-panels.ts';

const queries = join(import.meta.dirname, '..', '..', 'examples', 'queries');

/** The file examples/grafana/gateway-api.json. */
export function dashboardText(): string {
  const queryOf = (file: string) => readFileSync(join(queries, `${file}.graphql`), 'utf8');
  return `${JSON.stringify(buildDashboard(DASHBOARD_PANELS, queryOf), null, 2)}\n`;
}
