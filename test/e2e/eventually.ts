const PATIENCE_MS = 90_000;

/** Waits until something holds: how long a real cluster takes is its own affair. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not come true within 90 seconds: ${holds}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}
