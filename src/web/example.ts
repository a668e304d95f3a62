/** A query that is ready to run, with what a list says about it. */
export interface Example {
  readonly title: string;
  readonly description: string;
  readonly query: string;
}

/** Reads the file of an example: its first comment line is the title, the comment lines right below are the description. */
export function parseExample(text: string): Example {
  const lines = text.trimEnd().split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comments = lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.replace(/^#\s?/, '').trim());
  const [title = '', ...description] = comments;
  return { title, description: description.join(' ').trim(), query: `${lines.join('\n')}\n` };
}
