import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawDot } from '../../../src/gatewayapi/topology/drawing/draw-dot.ts';
import { drawMermaid } from '../../../src/gatewayapi/topology/drawing/draw-mermaid.ts';
import { drawnText } from '../../../src/gatewayapi/topology/drawing/drawn-text.ts';
import { objectsIn, topologyOver } from '../../support/topology-over.ts';

/** A cluster whose names are what somebody wrote: manifests may hold anything. */
function clusterNamed(name: string, hostname: string) {
  const text = (value: string) => JSON.stringify(value);
  return objectsIn(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: ${text(name)}, name: ${text(name)} }
spec:
  gatewayClassName: ${text(name)}
  listeners: [{ name: ${text(name)}, port: 80, protocol: HTTP, hostname: ${text(hostname)} }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: ${text(name)}, name: ${text(name)} }
spec:
  hostnames: [${text(hostname)}]
  parentRefs: [{ name: ${text(name)} }]
  rules:
    - matches: [{ path: { value: ${text(hostname)} } }]
      backendRefs: [{ name: ${text(name)}, port: 80 }]
`);
}

const SHOP = topologyOver(clusterNamed('shop', 'shop.example.com'));

test('the drawing for Graphviz has namespaces, tables of parts, and reasons at what is broken', () => {
  const dot = drawDot(SHOP);
  expect(dot).toMatch(/^digraph topology \{/);
  expect(dot).toContain('label="namespace shop"');
  expect(dot).toMatch(/<B>shop<\/B>.*HTTPRoute shop\.example\.com/);
  expect(dot).toMatch(/style=dashed, tooltip="Service shop\/shop does not exist", label="BackendNotFound"/);
});

test('the drawing for Mermaid has the same', () => {
  const mermaid = drawMermaid(SHOP);
  expect(mermaid).toMatch(/^flowchart LR\n/);
  expect(mermaid).toContain('["namespace shop"]');
  expect(mermaid).toMatch(/-\.->\|"BackendNotFound"\|/);
  expect(mermaid.match(/^\s*subgraph /gm)).toHaveLength(mermaid.match(/^\s*end$/gm)?.length ?? 0);
});

const LINES = [
  /^flowchart LR$/,
  /^ *subgraph \w+ \["[^"\n]*"\]$/,
  /^ *end$/,
  /^ *\w+(\[\[|\[|\(\[|\(|>|\{\{)"[^"\n]*"(\]\]|\]|\]\)|\)|\}\})$/,
  /^ *\w+ (-->|-\.->)(\|"[^"\n]*"\|)? \w+$/,
  /^ {2}classDef \w+ fill:#\w+,stroke:#\w+,color:#\w+$/,
  /^ {2}class [\w,]+ \w+$/,
  /^ {2}linkStyle [\d,]+ stroke:#\w+$/,
  /^$/,
];

test('whatever is written in names and hostnames, the drawing for Mermaid keeps its lines', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (name, hostname) => {
        const lines = drawMermaid(topologyOver(clusterNamed(name, hostname))).split('\n');
        expect(lines.filter((line) => !LINES.some((pattern) => pattern.test(line)))).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});

test('a text is on one line, well-formed and short', () => {
  expect(drawnText('a\r\n\tb\u0000c')).toBe('a b c');
  expect(drawnText('a\ud800b')).toBe('a\ufffdb');
  expect([...drawnText('😀'.repeat(100), 10)]).toHaveLength(10);
});
