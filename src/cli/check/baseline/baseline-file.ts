import { readFile, writeFile } from 'node:fs/promises';
import { fileErrorText } from '../../../cluster/manifest/manifest-path-error.ts';
import { asList, asNumber, asString, getIn, isObject, type Json } from '../../../kube/json.ts';
import { UsageError } from '../../usage-error.ts';
import type { KnownFinding } from './baseline.ts';

const VERSION = 1;

/** Reads the file of `--baseline`. Rejects with a UsageError where it is none. */
export async function readBaseline(file: string): Promise<readonly KnownFinding[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const hint = ': write one with --write-baseline';
    throw new UsageError(`cannot read the baseline ${file}: ${fileErrorText(error)}${hint}`);
  });
  const value = parsed(text);
  const entries = asList(getIn(value, 'findings'));
  const known = entries.map(readKnown).filter((entry) => entry !== undefined);
  if (getIn(value, 'version') !== VERSION || known.length < entries.length) {
    throw new UsageError(`${file} is no baseline of this version of gwql: write one with --write-baseline`);
  }
  return known;
}

/** The same text for the same findings, a line each, so that a change of it can be reviewed. */
export async function writeBaseline(file: string, findings: readonly KnownFinding[]): Promise<void> {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  const text = `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
  await writeFile(file, text).catch((error: unknown) => {
    throw new UsageError(`cannot write the baseline ${file}: ${fileErrorText(error)}`);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function readKnown(entry: Json): KnownFinding | undefined {
  if (!isObject(entry)) return undefined;
  const fingerprint = asString(entry['fingerprint']);
  const count = asNumber(entry['count']);
  if (fingerprint === undefined || count === undefined) return undefined;
  const [code, object] = [asString(entry['code']) ?? '', asString(entry['object']) ?? ''];
  return { fingerprint, code, object, path: asString(entry['path']), count };
}
