import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { EXAMPLES_PLUGIN } from './examples-plugin.tsx';
import { graphqlFetcher } from './graphql-fetcher.ts';
import { storageWithoutHeaders } from './storage-without-headers.ts';
import { EXAMPLES } from './stored-examples.ts';

// Relative to the page, so that gwql also works below a path of a reverse proxy.
const fetcher = graphqlFetcher(new URL('../graphql', document.baseURI).href);
const storage = storageWithoutHeaders(window.localStorage);
const plugins = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];

export function GraphiqlPage() {
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      visiblePlugin={EXAMPLES_PLUGIN}
      defaultQuery={EXAMPLES[0]?.query ?? ''}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <span className="gwql-logo">gwql</span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}
