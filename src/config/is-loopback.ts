/** Whether only this machine reaches an address, or a name that stands for one. */
export function isLoopback(host: string): boolean {
  return /^(127(\.\d+){3}|::1|localhost)$/.test(host);
}
