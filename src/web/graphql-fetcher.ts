interface GraphqlParams {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: unknown;
}

interface FetcherOptions {
  readonly headers?: Record<string, unknown>;
}

/** GraphiQL knows the name of the operation a moment late: one that the document does not hold is left from another tab. */
function withoutStaleName(params: GraphqlParams): GraphqlParams {
  const { operationName, ...rest } = params;
  const names = [...params.query.matchAll(/\b(?:query|mutation|subscription)\s+(\w+)/g)].map(
    (match) => match[1],
  );
  return operationName && names.includes(operationName) ? params : rest;
}

/** An answer that is no GraphQL response: a proxy's error page, a server that is gone. */
function unexpected(status: number, text: string): object {
  const message = text.trim().slice(0, 500) || 'The answer was empty.';
  return { errors: [{ message: `HTTP ${status}: ${message}` }] };
}

function parseResponse(status: number, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // not JSON: shown as text below
  }
  return unexpected(status, text);
}

async function post(
  url: string,
  params: GraphqlParams,
  options: FetcherOptions | undefined,
  signal: AbortSignal,
): Promise<object> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...stringHeaders(options?.headers),
    },
    body: JSON.stringify(withoutStaleName(params)),
    signal,
  });
  return parseResponse(response.status, await response.text());
}

function stringHeaders(headers: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Sends operations to one URL. The answer is an iterable of one value because that is what GraphiQL's stop button can cancel. */
export function graphqlFetcher(url: string) {
  return (params: GraphqlParams, options?: FetcherOptions): AsyncIterable<object> => {
    const controller = new AbortController();
    let asked = false;
    const done = { done: true, value: undefined } as const;
    const iterator: AsyncIterator<object> = {
      async next() {
        if (asked) return done;
        asked = true;
        try {
          return { done: false, value: await post(url, params, options, controller.signal) };
        } catch (error) {
          if (controller.signal.aborted) return done;
          throw error;
        }
      },
      async return() {
        controller.abort();
        return done;
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  };
}
