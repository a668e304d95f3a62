import type { Json } from '../../../kube/json.ts';
import { UsageError } from '../../usage-error.ts';
import { MAX_SCHEMA_BYTES, TOO_LARGE } from './schema-bytes.ts';

export interface Question {
  /** What the user is told that the address is. */
  readonly label: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly timeoutMs: number;
}

/** POSTs and reads the answer as JSON; `null` for what is none. Throws UsageError. */
export async function readAnswer(
  address: URL,
  { label, headers, body, timeoutMs }: Question,
): Promise<{ readonly status: number; readonly json: Json }> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: asHeaders(headers),
      body,
      // the headers are meant for this host alone
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      throw new UsageError(`${label}: answered with a redirect (${status}); give the URL that it leads to`);
    }
    return { status, json: toJson(await boundedText(response, label)) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${label}: ${failureText(error, timeoutMs)}`);
  }
}

/** The last one of a name counts. */
function asHeaders(pairs: Question['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of pairs) headers.set(name, value);
  return headers;
}

async function boundedText({ body }: Response, label: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_SCHEMA_BYTES) throw new UsageError(`${label}: the answer is ${TOO_LARGE}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** fetch puts what is of use into the cause: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED. */
function failureText(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${timeoutMs / 1000} s`;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return `cannot be asked${typeof code === 'string' ? ` (${code})` : ''}; is it running, and is the URL right?`;
}
