/** What `--help` adds to the lists of options. */
export const HELP = {
  program: `
Examples:
  gwql serve                                       the demo, at http://127.0.0.1:4000/graphiql
  gwql serve --manifests deploy/                   your manifests
  gwql query --context prod '{ gateways { nodes { metadata { name } } } }'
  gwql simulate https://shop.example.com/cart --gateway infra/public --context prod
  gwql test routing.yaml --manifests deploy/
  gwql check deploy/                               what is wrong with them, for CI
  gwql graph --manifests deploy/ --format svg      a picture of them

Every option but those of schema can be given as a variable too: --max-depth is GWQL_MAX_DEPTH. The command line
goes before the environment. In a variable, several values stand one a line.

Exit codes: 0 fine, 1 the answer has errors or a test fails, 2 wrong usage or unreadable input.`,

  serve: `
Objects come from --manifests; else from the cluster of --kubeconfig or --context; else, in a pod, from its own
cluster; else from the demo.

Examples:
  gwql serve
  gwql serve --manifests deploy/ --watch
  gwql serve --kubeconfig ~/.kube/config --context staging --context prod
  gwql serve --host 0.0.0.0 --allowed-host gwql.example.com --tls-cert tls.crt --tls-key tls.key
  GWQL_PORT=8080 gwql serve --max-depth 12`,

  query: `
Standard output carries the JSON answer and nothing else, so that it can be piped; warnings go to standard error.
Objects come from where they come from for serve. There are no limits unless you set some.

Examples:
  gwql query '{ httpRoutes { nodes { metadata { namespace name } } } }'
  gwql query --manifests deploy/ --file refs.graphql --variables '{"namespace": "shop"}'
  kustomize build deploy/ | gwql query --manifests - '{ gateways { totalCount } }'
  gwql query --context prod - < refs.graphql | jq .data
  gwql query --manifests deploy/ -f check.graphql --fail-if-nonempty '.data.routes.nodes'`,

  schema: `
Examples:
  gwql schema print > schema.graphql
  gwql schema check origin/main --documents 'src/**/*.graphql'
  gwql schema diff-crds crds/v1.4.1 crds/v1.6.1
  gwql schema generate --crds crds/`,

  schemaPrint: `
Examples:
  gwql schema print
  gwql schema print --crds my-policies/ --no-descriptions`,

  schemaGenerate: `
Writes schema/generated/<Kind>.graphql and the tables and types of src/generated. Without --standard, the folder
beside one that ends with -experimental and ends with -standard decides what is experimental.

Examples:
  gwql schema generate --crds crds/v1.6.1-experimental
  gwql schema generate --crds experimental.yaml --standard standard.yaml --out generated/`,
} as const;
