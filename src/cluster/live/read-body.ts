import type { Readable } from 'node:stream';
import type { Json } from '../../kube/json.ts';

export type BodyResult =
  | { readonly ok: true; readonly body: Json | undefined; readonly bytes: number }
  | { readonly ok: false };

/** Reads a body to its end as JSON; not ok where it is larger than the bound. */
export async function readBody(stream: Readable, contentType: string, maxBytes: number): Promise<BodyResult> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return { ok: false };
    chunks.push(chunk);
  }
  return { ok: true, bytes, body: contentType.includes('json') ? parse(Buffer.concat(chunks)) : undefined };
}

function parse(text: Buffer): Json | undefined {
  try {
    return JSON.parse(text.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
