import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAddressPolicy } from '#core/outbound/addresses.ts'

const forbiddenV4 = [
  '0.0.0.0 0.1.2.3 0.255.255.255',
  '10.0.0.0 10.255.255.255',
  '100.64.0.0 100.100.100.200 100.127.255.255',
  '127.0.0.1 127.255.255.255',
  '168.63.129.16',
  '169.254.0.1 169.254.169.254 169.254.170.2',
  '172.16.0.1 172.31.255.255',
  '192.0.0.1 192.0.0.192 192.0.2.1',
  '192.31.196.1 192.52.193.1 192.88.99.1 192.175.48.1',
  '192.168.0.0 192.168.255.255',
  '198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1',
  '224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.254 255.255.255.255',
].flatMap((line) => line.split(' '))

const forbiddenV6 = [
  ':: ::1 ::2',
  '::127.0.0.1 ::8.8.8.8',
  '::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::ffff:10.0.0.1 ::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1',
  '100::1 100:0:0:1::1',
  '2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1',
  '2001:db8::1 3fff::1 3fff:fff:ffff::1 5f00::1',
  '2002:7f00:1:: 2002:a9fe:a9fe:: 2002:808:808::',
  '2620:4f:8000::1',
  '2606:4700::5efe:7f00:1 2606:4700::200:5efe:a00:1',
  'fc00::1 fd00:ec2::254 fd20:ce::254 fdff::1',
  'fe80::1 fe80::1%lo febf::1 fec0::1',
  'ff00::1 ff02::1 ff0e::1',
  '4000::1 8000::1',
].flatMap((line) => line.split(' '))

const global = [
  '1.1.1.1 8.8.8.8 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 168.63.129.17 169.253.255.255',
  '172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255',
  '2606:4700:4700::1111 2a00:1450:4001:80b::200e 2001:4860:4860::8888 ::ffff:8.8.8.8',
].flatMap((line) => line.split(' '))

describe('createAddressPolicy', () => {
  test(`The address policy refuses ${forbiddenV4.length + forbiddenV6.length} addresses that are not globally routed and permits ${global.length} that are`, () => {
    const permits = createAddressPolicy({ allowPrivate: false, allowedPrivateCidrs: [] })
    assert.deepEqual([...forbiddenV4, ...forbiddenV6].filter(permits), [])
    assert.deepEqual(
      global.filter((address) => !permits(address)),
      [],
    )
  })

  test('The address policy refuses text that is not an IP address in canonical form', () => {
    const permits = createAddressPolicy({ allowPrivate: true, allowedPrivateCidrs: ['0.0.0.0/0', '::/0'] })
    const texts = [
      '',
      'localhost',
      '0177.0.0.1',
      '0x7f.0.0.1',
      '127.1',
      '2130706433',
      '8.8.8.8/8',
      '[::1]',
      '8.8.8',
    ]
    assert.deepEqual(texts.filter(permits), [])
  })

  test('The option allowPrivate permits loopback, RFC 1918 and fc00::/7, but neither link-local nor the rest', () => {
    const permits = createAddressPolicy({ allowPrivate: true, allowedPrivateCidrs: [] })
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      'fd12::1',
      '::ffff:127.0.0.1',
    ])
      assert.equal(permits(address), true, address)
    for (const address of [
      '169.254.169.254',
      '0.0.0.0',
      'fe80::1',
      '64:ff9b::7f00:1',
      '224.0.0.1',
      '100.64.0.1',
    ])
      assert.equal(permits(address), false, address)
  })

  test('Listed networks alone are permitted, also in IPv4-mapped spelling', () => {
    const permits = createAddressPolicy({
      allowPrivate: false,
      allowedPrivateCidrs: ['10.1.0.0/16', '169.254.10.0/24', 'fd12::/48'],
    })
    for (const address of ['10.1.0.1', '10.1.255.255', '169.254.10.1', 'fd12::5', '::ffff:10.1.0.1'])
      assert.equal(permits(address), true, address)
    for (const address of ['10.2.0.1', '169.254.169.254', 'fd12:0:1::1', '127.0.0.1'])
      assert.equal(permits(address), false, address)
  })

  test('The error for a listed network names the entry that is not in CIDR notation', () => {
    for (const entry of ['10.0.0.0', '10.0.0.0/33', 'intranet', ''])
      assert.throws(
        () => createAddressPolicy({ allowPrivate: false, allowedPrivateCidrs: ['10.0.0.0/8', entry] }),
        {
          name: 'TypeError',
          message: `not a network in CIDR notation: ${entry}`,
        },
      )
  })
})
