import { answerData } from '../answer-data.ts';
import type { CliActions } from '../cli-actions.ts';
import { type CliIo, tell } from '../cli-io.ts';
import { withQuerySession } from '../query-session.ts';
import { UsageError } from '../usage-error.ts';
import { writeOut } from '../write-out.ts';
import type { GraphConfig } from './graph-config.ts';
import { renderSvg } from './render-svg.ts';

export interface RunGraphOptions {
  readonly config: GraphConfig;
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
}

interface Data {
  readonly topology: {
    readonly nodes: readonly { readonly id: string }[];
    readonly truncated: boolean;
    readonly incomplete: boolean;
    readonly dot?: string;
    readonly mermaid?: string;
  } | null;
}

const DOCUMENT = `
query Graph($namespace: String, $root: ObjectKeyInput, $depth: Int, $asMermaid: Boolean!) {
  topology(namespace: $namespace, root: $root, depth: $depth) {
    nodes { id }
    truncated
    incomplete
    dot @skip(if: $asMermaid)
    mermaid @include(if: $asMermaid)
  }
}`;

/** `gwql graph`: 0 once something is drawn. Throws UsageError for what cannot be drawn. */
export async function runGraph({ config, io, actions }: RunGraphOptions): Promise<number> {
  const { source, namespace, root, depth, format } = config;
  const asMermaid = format === 'mermaid';
  return withQuerySession({ source, io, actions }, async (ask) => {
    const answer = await ask({ source: DOCUMENT, variables: { namespace, root, depth, asMermaid } });
    const { topology } = answerData<Data>(answer);
    if (topology === null) throw new UsageError(nothingAt(config));
    const { nodes, truncated, incomplete, dot = '', mermaid = '' } = topology;
    if (nodes.length === 0) throw new UsageError(nothingIn(config));
    if (truncated) tell(io, `the drawing stops at ${nodes.length} nodes; ${NARROW}`);
    if (incomplete) tell(io, 'the drawing may lack something: you may not list all kinds that belong here');
    if (format === 'svg' && nodes.length > MANY)
      tell(io, `${nodes.length} nodes take a while to lay out; ${NARROW}`);
    const text = asMermaid ? mermaid : dot;
    await writeOut(io.stdout, format === 'svg' ? await renderSvg(text) : text);
    return 0;
  });
}

/** Up to here Graphviz takes seconds, for 5,000 nodes a minute. */
const MANY = 2_000;

const NARROW = 'draw a part of it with --namespace, or with --root and --depth';

function nothingAt({ root, namespace }: GraphConfig): string {
  const place = root?.namespace ?? namespace;
  const name = place === undefined ? root?.name : `${place}/${root?.name}`;
  return `--root: there is no ${root?.kind} ${name}, and nothing names it`;
}

function nothingIn({ namespace }: GraphConfig): string {
  const where = namespace === undefined ? 'there' : `in namespace ${namespace}`;
  return `there is nothing to draw: no Gateways, routes, grants or policies are ${where}`;
}
