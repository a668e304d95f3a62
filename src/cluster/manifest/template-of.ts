import type { SourceLocation } from '../../kube/cluster-reader.ts';

/** Lines of comments, and the `---`, that a document begins with. */
const HEAD = /^(?:(?:---[^\n]*|[ \t]*#[^\n]*|[ \t]*)\n)*/;
const SOURCE = /^# Source: (\S[^\n\r]*)/m;

/** The template that a document was made from, as `helm template` says in a comment before it. */
export function templateOf(document: string): Pick<SourceLocation, 'template'> {
  if (!document.includes('# Source: ')) return {};
  const [head = ''] = HEAD.exec(document) ?? [];
  const template = SOURCE.exec(head)?.[1]?.trim();
  return template === undefined ? {} : { template };
}
