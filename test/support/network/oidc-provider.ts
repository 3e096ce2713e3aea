import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPairSync } from 'node:crypto'

export interface TestIssuer {
  readonly issuer: string
  /** Who signs in next, by the claims of the ID token beside `sub`; null: the person declines. */
  person: Record<string, unknown> | null
  close(): Promise<void>
}

/**
 * A real provider of OpenID Connect on loopback. At its page of interaction, a person signs in and
 * consents at once.
 *
 * @param redirectUri the one that the client `console` may name
 */
export async function openIssuer(redirectUri: string, clientSecret?: string): Promise<TestIssuer> {
  const { default: Provider } = await import('oidc-provider')
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: { person: Record<string, unknown> | null } = { person: {} }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'console',
        redirect_uris: [redirectUri],
        ...(clientSecret === undefined
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: clientSecret }),
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key of the test'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'tenant', 'scopes', 'operator'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/person/${interaction.uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...state.person }),
    }),
  })
  const answer = provider.callback()

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.person === null)
      return await provider.interactionFinished(request, response, { error: 'access_denied' })
    const { prompt, session, params } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login')
      return await provider.interactionFinished(request, response, { login: { accountId: 'ada' } })
    const grant = new provider.Grant({
      accountId: session?.accountId as string,
      clientId: params['client_id'] as string,
    })
    grant.addOIDCScope(params['scope'] as string)
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/person/') !== true) return void answer(request, response)
    interact(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  return {
    issuer,
    get person() {
      return state.person
    },
    set person(next) {
      state.person = next
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
