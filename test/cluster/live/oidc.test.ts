import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../../support/certificates.ts';
import { liveCluster, testRuntime } from '../../support/live-cluster.ts';

/** What the test's clock says, in seconds. */
const NOW = testRuntime().now() / 1000;
const CERTIFICATE = selfSigned({ cn: 'idp', ipAddresses: ['127.0.0.1'] });

function idToken(issuer: string, expires: number, subject: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: issuer, aud: 'gwql', sub: subject, iat: NOW, exp: expires };
  return `${part({ alg: 'RS256' })}.${part(claims)}.${Buffer.from('signature').toString('base64url')}`;
}

/** An identity provider whose refresh tokens can be used once. */
async function identityProvider() {
  const used: string[] = [];
  const server = createServer({ cert: CERTIFICATE.cert, key: CERTIFICATE.key }, async (request, response) => {
    const json = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/.well-known/openid-configuration') {
      return json(200, { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` });
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const refreshToken = new URLSearchParams(text).get('refresh_token') ?? '';
    if (used.includes(refreshToken)) return json(400, { error: 'invalid_grant' });
    used.push(refreshToken);
    return json(200, {
      access_token: 'access',
      token_type: 'bearer',
      id_token: idToken(issuer, NOW + 3600, 'fresh'),
      refresh_token: `${refreshToken}+`,
      expires_in: 3600,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, used };
}

test('OpenID Connect tokens are refreshed once, and a 401 does not bring used refresh tokens back', async () => {
  const { issuer, used } = await identityProvider();
  const { double, open } = await liveCluster({
    user: {
      'auth-provider': {
        name: 'oidc',
        config: {
          'client-id': 'gwql',
          'id-token': idToken(issuer, 1, 'expired'),
          'refresh-token': 'r',
          'idp-issuer-url': issuer,
          'idp-certificate-authority-data': Buffer.from(CERTIFICATE.cert).toString('base64'),
        },
      },
    },
  });
  const services = { group: '', kind: 'Service' };
  expect(await open().list(services, {})).toMatchObject({ state: 'listed' });
  double.fail({ path: /services/ }, { with: 401, times: 1 });
  expect(await open().list(services, {})).toMatchObject({ state: 'listed' });
  expect(used).toEqual(['r']);
  const tokens = double.requestsFor('services').map(({ headers }) => String(headers['authorization']));
  const subjects = tokens.map((token) => JSON.parse(atob(token.split('.')[1] ?? '')).sub);
  expect(subjects).toEqual(['fresh', 'fresh', 'fresh']);
});
