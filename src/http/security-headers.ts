import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * The page runs on what this server serves, and on nothing else: no CDN, no inline script, no frame around it. Its
 * editor sets styles from code, and starts its workers from blobs.
 */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
  // would bind every other server on the same host, localhost above all, to HTTPS
  strictTransportSecurity: false,
};
