import type { Configuration } from 'openid-client'
import { publicBaseUrl, type Config } from '#core/config/config.ts'
import { holderOf, type TokenHolder } from './claims.ts'

/** Where the issuer sends people back to, from the root of the service. */
export const OIDC_CALLBACK_PATH = '/v1/sign_in/oidc/callback'

/** What the browser keeps while its person is at the issuer. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The issuer does not answer, so nothing can be said about the person. */
export class IssuerUnavailableError extends Error {}

/** Signing in at an issuer of OpenID Connect: authorization code with PKCE. */
export interface OidcSignIn {
  readonly issuer: string
  /** @throws IssuerUnavailableError */
  begin(): Promise<PendingSignIn & { readonly url: URL }>
  /**
   * Exchanges the code that the issuer has sent, and reads its ID token.
   *
   * @param returned the address to which the browser came back, with its query
   * @throws IssuerUnavailableError; Error for anything that does not prove who the person is
   */
  finish(returned: URL, pending: PendingSignIn): Promise<TokenHolder>
}

const TIMEOUT_SECONDS = 10

/**
 * Null without `OIDC_ISSUER`. The issuer is asked at the first sign-in, and again after a failure.
 * The library is loaded then, too: most installations never need it.
 */
export function openOidc(config: Config): OidcSignIn | null {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: secret } = config
  if (issuer === null || clientId === null) return null
  const server = new URL(issuer)
  const redirectUri = publicBaseUrl(config) + OIDC_CALLBACK_PATH
  let found: Promise<Configuration> | undefined

  const library = () => import('openid-client')

  const discover = async (): Promise<Configuration> => {
    const client = await library()
    const isLoopback = server.protocol === 'http:'
    const options = {
      timeout: TIMEOUT_SECONDS,
      ...(isLoopback ? { execute: [client.allowInsecureRequests] } : {}),
    }
    const auth = secret === null ? client.None() : client.ClientSecretBasic(secret)
    const configuration = await client.discovery(server, clientId, {}, auth, options)
    // The signature of the ID token is checked, too, although it comes from the issuer itself.
    client.enableNonRepudiationChecks(configuration)
    return configuration
  }
  const configured = (): Promise<Configuration> => {
    found ??= discover().catch((error: unknown) => {
      found = undefined
      throw new IssuerUnavailableError('the issuer does not describe itself', { cause: error })
    })
    return found
  }

  return {
    issuer,
    async begin() {
      const [client, configuration] = await Promise.all([library(), configured()])
      const pending: PendingSignIn = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: config.oidcScope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { ...pending, url }
    },
    async finish(returned, { state, nonce, verifier }) {
      const [client, configuration] = await Promise.all([library(), configured()])
      const tokens = await client
        .authorizationCodeGrant(configuration, returned, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          if (isSilence(error))
            throw new IssuerUnavailableError('the issuer does not answer', { cause: error })
          throw error
        })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('the issuer sent no ID token')
      return holderOf(claims, config)
    },
  }
}

/** Whether there was no answer, as against one that refuses. */
const isSilence = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error && (error as { code?: string }).code === 'OAUTH_TIMEOUT')
