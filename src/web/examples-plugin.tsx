import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { Example } from './example.ts';
import { EXAMPLES } from './stored-examples.ts';

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <title>Examples</title>
      <path d="M4 5.5A1.5 1.5 0 0 1 5.5 4H11v16H5.5A1.5 1.5 0 0 1 4 18.5zM13 4h5.5A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5H13z" />
      <path d="M15.5 8.5h2M15.5 12h2" />
    </svg>
  );
}

/** Opens an example in the tab that already shows it, or else in a new one: nobody's own query is replaced. */
function useOpenExample(): (example: Example) => void {
  const { addTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  return (example) => {
    const open = tabs.findIndex((tab) => tab.query === example.query);
    if (open >= 0) return changeTab(open);
    addTab();
    queryEditor?.setValue(example.query);
    queryEditor?.focus();
  };
}

function Examples() {
  const openExample = useOpenExample();
  return (
    <section className="gwql-examples" aria-label="Examples">
      <h2>Examples</h2>
      <p>Pick one: it opens in a tab. Ctrl-Enter runs it.</p>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => openExample(example)}>
              <strong>{example.title}</strong>
              <span>{example.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const EXAMPLES_PLUGIN = { title: 'Examples', icon: ExamplesIcon, content: Examples };
