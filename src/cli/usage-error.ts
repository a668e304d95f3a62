/** What the user gave cannot be used: the message says what, and what to do. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
