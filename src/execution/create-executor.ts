import type { ExecutorName } from '../config/executor-option.ts';
import { PlanCache } from './compiled/plan-cache.ts';
import { compiledExecutor } from './compiled-executor.ts';
import type { Executor } from './executor.ts';
import { graphqlJsExecutor } from './graphql-js-executor.ts';

/** Plans live as long as the server does; clients ask the same few hundred questions. */
const PLAN_CACHE = { maxEntries: 1_000, maxBytes: 2 * 1024 * 1024 };

export function createPlanCache(): PlanCache {
  return new PlanCache(PLAN_CACHE);
}

/** `plans`: where plans are kept; that it has any is for metrics to see. */
export function createExecutor(name: ExecutorName, plans: PlanCache = createPlanCache()): Executor {
  return name === 'compiled' ? compiledExecutor(plans) : graphqlJsExecutor;
}
