import type { PatternCompiler } from '../gatewayapi/routing/pattern.ts';
import { RouteIndex } from '../gatewayapi/routing/route-index.ts';
import type { AttachedRoute } from '../gatewayapi/routing/routed-listener.ts';

/**
 * One index for each list of attached routes, for as long as that list lives: verdicts keep their lists while nothing
 * in them changes, so that an index is built once and not once a request.
 */
export class RouteIndexCache {
  readonly #compile: PatternCompiler;
  readonly #indexes = new WeakMap<readonly AttachedRoute[], RouteIndex>();

  constructor(compile: PatternCompiler) {
    this.#compile = compile;
  }

  readonly indexOf = (routes: readonly AttachedRoute[]): RouteIndex => {
    const known = this.#indexes.get(routes);
    if (known !== undefined) return known;
    const index = new RouteIndex(routes, this.#compile);
    this.#indexes.set(routes, index);
    return index;
  };
}
