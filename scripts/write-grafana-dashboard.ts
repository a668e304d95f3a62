/** Writes examples/grafana/gateway-api.json from examples/queries: `npm run build:dashboard`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardText } from './grafana/dashboard-text.ts';

writeFileSync(join(import.meta.dirname, '..', 'examples', 'grafana', 'gateway-api.json'), dashboardText());
