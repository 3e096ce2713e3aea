import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readDeviceFacts } from '#worker/engine/child/device-facts.ts'
import { parseCudaDevice } from '#worker/engine/child/nvidia-smi.ts'

const GIB = 2 ** 30
const { PATH } = process.env

describe('The facts of a device', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'nvidia-smi-'))
  })
  after(async () => {
    process.env.PATH = PATH
    await rm(folder, { recursive: true })
  })

  /** Puts a program in the place of the driver's that answers with this for device 1. */
  async function withDriver(answer: string): Promise<void> {
    const file = path.join(folder, 'nvidia-smi')
    await writeFile(file, `#!/bin/sh\ncase "$*" in *"--id=1") echo "${answer}";; *) exit 6;; esac\n`)
    await chmod(file, 0o755)
    process.env.PATH = `${folder}:${PATH}`
  }

  it('A CPU has the memory that the settings state, and computes in float32', async () => {
    const facts = await readDeviceFacts({ device: 'cpu', memoryGb: null, visibleDevice: null })
    assert.equal(facts.budget.totalBytes, null)
    assert.equal(facts.precision.dtype, 'float32')
    const limited = await readDeviceFacts({ device: 'cpu', memoryGb: 1.5, visibleDevice: null })
    assert.equal(limited.budget.totalBytes, 1.5 * GIB)
  })

  for (const [card, answer, gibibytes, dtype, attention] of [
    ['an H100', 'NVIDIA H100 80GB HBM3, 81559, 9.0, 580.65', 79.6, 'bfloat16', 'MultiHeadAttention'],
    ['an RTX 4090', 'NVIDIA GeForce RTX 4090, 24564, 8.9, 580.65', 24, 'bfloat16', 'Attention'],
    ['a T4', 'Tesla T4, 15360, 7.5, 580.65', 15, 'float16', 'MultiHeadAttention'],
  ] as const)
    it(`The driver of ${card} states its memory, and the card decides the float type and the attention operator`, async () => {
      await withDriver(answer)
      const { budget, precision, notes } = await readDeviceFacts({
        device: 'cuda:0',
        memoryGb: null,
        visibleDevice: '1',
      })
      assert.ok(Math.abs(budget.totalBytes! / GIB - gibibytes) < 0.1)
      assert.equal(precision.dtype, dtype)
      assert.equal(precision.attention, attention)
      assert.deepEqual(notes, [])
    })

  it('The settings can lower the memory of a GPU without losing bfloat16', async () => {
    await withDriver('NVIDIA H100, 81559, 9.0, 580.65')
    const facts = await readDeviceFacts({ device: 'cuda:0', memoryGb: 40, visibleDevice: '1' })
    assert.equal(facts.budget.totalBytes, 40 * GIB)
    assert.equal(facts.precision.dtype, 'bfloat16')
  })

  it('A GPU without a driver has unknown memory, and a note tells the operator so', async () => {
    process.env.PATH = folder
    await rm(path.join(folder, 'nvidia-smi'))
    const facts = await readDeviceFacts({ device: 'cuda:0', memoryGb: null, visibleDevice: '1' })
    assert.equal(facts.budget.totalBytes, null)
    assert.equal(facts.precision.dtype, 'float16')
    assert.match(facts.notes.join(), /nvidia-smi did not answer.*set ENGINE_MEMORY_GB/)
  })

  it('Output of nvidia-smi that describes no device is ignored', () => {
    assert.deepEqual(parseCudaDevice('NVIDIA L4, 23034, 8.9, 580.65'), {
      name: 'NVIDIA L4',
      totalMib: 23034,
      computeCapability: 8.9,
      driver: '580.65',
    })
    for (const text of ['', 'No devices were found', 'NVIDIA L4, [N/A], 8.9, 580', 'NVIDIA L4, 23034'])
      assert.equal(parseCudaDevice(text), undefined)
  })
})
