import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

// The few DER types (ITU-T X.690) a minimal X.509 certificate consists of.
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const generalizedTime = (at: Date): Buffer =>
  der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d{3}/g, '')))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = oid('550403')
const subjectAltName = oid('551d11')

/**
 * A self-signed P-256 certificate for one DNS name, and its key, both PEM; made at run time so that
 * no private key lies in the repository and none expires there.
 */
export function selfSignedCertificate(o: { dnsName: string; notBefore: Date; notAfter: Date }): {
  certificate: string
  privateKey: string
} {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(o.dnsName)))))
  const altNames = sequence(subjectAltName, der(0x04, sequence(der(0x82, Buffer.from(o.dnsName)))))
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(generalizedTime(o.notBefore), generalizedTime(o.notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(altNames)),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const bytes = sequence(toBeSigned, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const lines = bytes
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** A certificate that is valid from yesterday to tomorrow. */
export function currentCertificate(dnsName: string): ReturnType<typeof selfSignedCertificate> {
  const [notBefore, notAfter] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000)) as [
    Date,
    Date,
  ]
  return selfSignedCertificate({ dnsName, notBefore, notAfter })
}
