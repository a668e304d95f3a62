import type { FastifyRequest } from 'fastify';

/** Whether a person has opened the address of the API in a browser: nothing is asked, and a page is wanted. */
export function isBrowserVisit({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.includes('?') && headers.accept?.includes('text/html') === true;
}
