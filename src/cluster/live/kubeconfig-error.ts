/** The user's kubeconfig cannot be used as it is; the message says what to change and holds no secrets. */
export class KubeconfigError extends Error {
  override readonly name = 'KubeconfigError';
}
