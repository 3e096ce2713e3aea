import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDemoOptions } from '#infra/dev/demo/options.ts'
import { SetupError } from '#infra/dev/setup-error.ts'

describe('The command line of the demo', () => {
  it('Without flags the demo model zooms into the photograph of the tests', () => {
    const options = readDemoOptions([])
    assert.match(options?.image ?? '', /test\/fixtures\/photo\.jpg$/)
    assert.deepEqual(
      { ...options, image: null },
      {
        prompt: 'Night falls.',
        image: null,
        model: 'wan-demo',
        size: undefined,
        seconds: undefined,
        steps: undefined,
        seed: undefined,
        out: 'videos',
        timeoutMs: 600_000,
      },
    )
  })

  it('Flags replace the defaults, and --image none sends no picture', () => {
    const options = readDemoOptions(
      '--prompt=rain --image none --model m --size 16:9 --seconds 1.5 --steps 4 --seed 7 --out x --timeout 5'.split(
        ' ',
      ),
    )
    assert.deepEqual(options, {
      ...{ prompt: 'rain', image: null, model: 'm', size: '16:9', seconds: '1.5', steps: '4', seed: '7' },
      ...{ out: 'x', timeoutMs: 5000 },
    })
    assert.equal(readDemoOptions(['--help']), null)
  })

  const faults: readonly [args: string, message: RegExp][] = [
    ['--size big', /^--size must be such as 480x288, 16:9 or auto, not big$/],
    ['--size 480', /^--size must be/],
    ['--seconds 0', /^--seconds must be a number of seconds above 0, not 0$/],
    ['--timeout soon', /^--timeout must be a number of seconds above 0, not soon$/],
    ['--steps 2.5', /^--steps must be a whole number of at least 1, not 2.5$/],
    ['--seed=-1', /^--seed must be a whole number of at least 0, not -1$/],
    ['--prompt=', /^--prompt must not be empty$/],
    ['--image=', /^--image must not be empty$/],
    ['--promt x', /--promt.*--help/],
    ['--size', /--size.*--help/],
    // What npm passes on of `npm run demo --prompt zoom`.
    ['zoom', /zoom.*npm run demo -- --prompt/],
  ]
  for (const [args, message] of faults)
    it(`${args} is refused by its name`, () => {
      assert.throws(
        () => readDemoOptions(args.split(' ')),
        (error: unknown) => {
          assert.ok(error instanceof SetupError)
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /\n/)
          return true
        },
      )
    })
})
