import { createHash } from 'node:crypto';
import type { Finding } from '../../gatewayapi/finding.ts';
import { objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { identityPath } from './identity-path.ts';

const LENGTH = 16;

/**
 * What a finding is known by: code, object, field and the objects it is about. Files, lines, positions in lists and
 * words are left out, so that it survives edits around it, and releases that say the same better.
 */
export function fingerprintOf(object: RawObject, finding: Finding): string {
  const { code, path = '', related } = finding;
  const about = related.map(objectKeyId).sort();
  return digest([code, objectKeyId(finding.object), identityPath(object, path), ...about]);
}

/** The same for what is wrong with a file. */
export function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, LENGTH);
}
