import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { attentionKernels, isFastKernel } from '#worker/tools/gpu/attention-kernels.ts'
import { peakFlops, transformerFlops } from '#worker/tools/gpu/transformer-flops.ts'

const CONFIGS = path.resolve(import.meta.dirname, '../../../worker/tools/published/configs')
const transformer = async (model: string) =>
  JSON.parse(await readFile(path.join(CONFIGS, model, 'transformer/config.json'), 'utf8')) as ComponentConfig

describe('The reports of attention kernels', () => {
  const output = [
    '== load',
    '\u001b[36mAttentionKernelOptions: FLASH_ATTENTION=1 EFFICIENT_ATTENTION=1 MATH=1\u001b[0m',
    '== encode_prompt',
    '\u001b[36mOperator=MultiHeadAttention Node=MultiHeadAttention_9 DataType=bf16 SdpaKernel=EFFICIENT_ATTENTION\u001b[0m',
    '== denoise',
    '\u001b[36mOperator=MultiHeadAttention Node=MultiHeadAttention_31 DataType=bf16 SdpaKernel=CUDNN_FLASH_ATTENTION\u001b[0m',
    'Operator=Attention DataType=fp16 SdpaKernel=FLASH_ATTENTION',
    '== decode',
    'Operator=MultiHeadAttention DataType=fp16 SdpaKernel=MATH',
    '',
  ].join('\n')

  it('Attention kernels are read for one part of a run, with or without colours and names', () => {
    assert.deepEqual(attentionKernels(output, 'denoise'), [
      { operator: 'MultiHeadAttention', dtype: 'bf16', kernel: 'CUDNN_FLASH_ATTENTION' },
      { operator: 'Attention', dtype: 'fp16', kernel: 'FLASH_ATTENTION' },
    ])
    assert.deepEqual(attentionKernels(output, 'load'), [])
  })

  it('Whether an attention kernel is fast depends on the card', () => {
    const [text] = attentionKernels(output, 'encode_prompt')
    const [vae] = attentionKernels(output, 'decode')
    const [cudnn] = attentionKernels(output, 'denoise')
    assert.deepEqual(
      [text!, vae!, cudnn!].map((kernel) => [isFastKernel(kernel, 9), isFastKernel(kernel, 7.5)]),
      [
        [false, true],
        [false, false],
        [true, true],
      ],
    )
  })
})

describe('The operations of a forward', () => {
  // Tokens of 81 frames at 832x480 and 1280x720; of 121 frames at 1280x704 in patches of 32.
  for (const [model, tokens, teraFlops] of [
    ['wan2.1-t2v-14b', 32_760, 1678],
    ['wan2.1-t2v-14b', 75_600, 6523],
    ['wan2.1-i2v-14b', 32_760, 1686],
    ['wan2.1-t2v-1.3b', 32_760, 283],
    ['wan2.2-ti2v-5b', 27_280, 517],
  ] as const)
    it(`A forward of ${model} at ${tokens} tokens takes ${teraFlops} · 10¹² operations`, async () => {
      const counted = transformerFlops(await transformer(model), tokens) / 1e12
      assert.ok(Math.abs(counted / teraFlops - 1) < 0.003, `${counted}`)
    })

  it('The peak of a card is that of its data sheet', () => {
    assert.equal(peakFlops('NVIDIA H200'), 989e12)
    assert.equal(peakFlops('NVIDIA H100 80GB HBM3'), 989e12)
    assert.equal(peakFlops('NVIDIA H100 PCIe'), 756e12)
    assert.equal(peakFlops('NVIDIA GeForce RTX 4090'), 165e12)
    assert.equal(peakFlops('NVIDIA L40S'), 362e12)
    assert.equal(peakFlops('NVIDIA L4'), 121e12)
    assert.equal(peakFlops('Matrox Millennium'), undefined)
  })
})
