/** A page of a list, as the Relay connection specification has it. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

interface Page<T> {
  readonly nodes: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number;
}

export function connectionOf<T>(page: Page<T>, cursorOf: (node: T) => string): Connection<T> {
  const { nodes, hasNextPage, hasPreviousPage, totalCount } = page;
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    nodes,
    // Most queries select nodes: edges are made for those that do not.
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
    totalCount,
  };
}
