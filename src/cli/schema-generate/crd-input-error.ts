/** CRDs that cannot be read: a wrong argument or a broken file, said in words for the user. */
export class CrdInputError extends Error {
  override readonly name = 'CrdInputError';
}
