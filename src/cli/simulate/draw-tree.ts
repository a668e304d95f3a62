/** A line, and what hangs below it. */
export interface Branch {
  readonly line: string;
  readonly below?: readonly Branch[];
}

/** Branches as people draw them, with the root at the margin: lines without their ends. */
export function drawTree({ line, below = [] }: Branch): readonly string[] {
  return [
    line,
    ...below.flatMap((branch, index) => {
      const isLast = index === below.length - 1;
      const [first = '', ...rest] = drawTree(branch);
      return [`${isLast ? '└─' : '├─'} ${first}`, ...rest.map((each) => `${isLast ? ' ' : '│'}  ${each}`)];
    }),
  ];
}
