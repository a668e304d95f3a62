import { asObject, type JsonObject } from '../../src/kube/json.ts';

export interface ServerAnswer {
  readonly status: number;
  readonly data: JsonObject;
  /** Codes of errors. */
  readonly codes: readonly unknown[];
  /** `extensions.cluster`. */
  readonly cluster: JsonObject;
}

/** One query over HTTP, as whoever has the token. */
export async function askServer(url: string, query: string, token?: string): Promise<ServerAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  const { data, errors, extensions } = (await response.json()) as JsonObject;
  return {
    status: response.status,
    data: asObject(data),
    codes: Array.isArray(errors)
      ? errors.map((error) => asObject(asObject(error)['extensions'])['code'])
      : [],
    cluster: asObject(asObject(extensions)['cluster']),
  };
}
