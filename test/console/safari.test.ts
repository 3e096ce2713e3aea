import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import data from '@mdn/browser-compat-data' with { type: 'json' }
import ts from 'typescript'

const FOLDER = path.resolve(import.meta.dirname, '..', '..', 'console')
/** The oldest Safari that the console is written for. */
const SAFARI = 17.4

/** What older Safaris leave out without harm, and why. */
const WITHOUT_HARM: Readonly<Record<string, string>> = {
  'css.properties.field-sizing': 'the prompt keeps its three rows and scrolls',
  'css.properties.content-visibility': 'a long gallery is laid out as a whole',
  'css.properties.accent-color': 'sliders and ticks have the colour of the system',
}

interface Compat {
  readonly __compat?: {
    readonly support: { readonly safari?: Support | readonly Support[] }
  }
  readonly [name: string]: unknown
}
interface Support {
  readonly version_added: string | boolean | null
  readonly version_removed?: string | boolean
  readonly flags?: unknown
  readonly prefix?: string
}

/** The first Safari with the feature, Infinity for none; undefined where nothing is known. */
function firstSafari(names: readonly string[]): number | undefined {
  let node: unknown = data
  for (const name of names) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined
    node = (node as Compat)[name]
  }
  const support = (node as Compat).__compat?.support.safari
  if (support === undefined) return undefined
  const usable = [support]
    .flat()
    .filter((each) => each.flags === undefined && each.version_removed === undefined)
  const versions = usable.map(({ version_added: added }) =>
    typeof added === 'string'
      ? added === 'preview'
        ? Infinity
        : Number.parseFloat(added.replace('≤', ''))
      : Infinity,
  )
  return Math.min(Infinity, ...versions)
}

/** Feature → where it is used, of those that are too new. */
function tooNew(used: ReadonlyMap<string, string>): string[] {
  return [...used].flatMap(([feature, where]) => {
    const first = firstSafari(feature.split('.'))
    return first === undefined || first <= SAFARI || feature in WITHOUT_HARM
      ? []
      : [`${feature} is in Safari ${first}: ${where}`]
  })
}

/** `URL` for a member of its interface or of its constructor; null for a global. */
function ownerOf(parent: ts.Node): string | null {
  if (ts.isInterfaceDeclaration(parent)) return parent.name.text.replace(/Constructor$/, '')
  if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent))
    return parent.parent.name.getText()
  return null
}

/** Members of the platform's interfaces, as the type checker resolves them. */
function usedMembers(): Map<string, string> {
  const config = ts.readConfigFile(path.join(FOLDER, 'tsconfig.json'), (file) => ts.sys.readFile(file))
  const { fileNames, options } = ts.parseJsonConfigFileContent(config.config, ts.sys, FOLDER)
  const program = ts.createProgram(fileNames, options)
  const checker = program.getTypeChecker()
  const used = new Map<string, string>()
  const note = (node: ts.Node, file: ts.SourceFile): void => {
    for (const declaration of checker.getSymbolAtLocation(node)?.declarations ?? []) {
      if (!/\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName)) continue
      const { parent } = declaration
      const name = node.getText(file)
      const where = `${path.relative(FOLDER, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`
      const owner = ownerOf(parent)
      const features =
        owner === null
          ? [`api.${name}`, `api.Window.${name}`, `javascript.builtins.${name}`]
          : [`api.${owner}.${name}`, `api.${owner}.${name}_static`, `javascript.builtins.${owner}.${name}`]
      for (const feature of features) if (!used.has(feature)) used.set(feature, where)
    }
  }
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(`${FOLDER}/`) || file.isDeclarationFile) continue
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node)) note(node.name, file)
      else if (ts.isIdentifier(node) && (ts.isNewExpression(node.parent) || ts.isCallExpression(node.parent)))
        note(node, file)
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return used
}

/** Properties, rules, selectors and functions of the style sheets. */
function usedStyles(): Map<string, string> {
  const used = new Map<string, string>()
  for (const name of globSync('style/*.css', { cwd: FOLDER })) {
    const text = readFileSync(path.join(FOLDER, name), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
    const note = (feature: string): unknown => used.has(feature) || used.set(feature, name)
    for (const [, property] of text.matchAll(/^\s*([a-z-]+):\s/gm)) note(`css.properties.${property}`)
    for (const [, rule] of text.matchAll(/@([a-z-]+)/g)) note(`css.at-rules.${rule}`)
    for (const [, selector] of text.matchAll(/::?([a-z-]+)(?=[^;{}]*\{)/g)) note(`css.selectors.${selector}`)
    for (const [, call] of text.matchAll(/([a-z-]+)\(/g)) {
      note(`css.types.color.${call}`)
      note(`css.types.${call}`)
    }
  }
  return used
}

describe(`What the console uses is in Safari ${SAFARI}, by MDN's data`, () => {
  it('Members of the platform', () => {
    const used = usedMembers()
    // The check sees something: each of these is used.
    for (const feature of [
      'api.Window.fetch',
      'javascript.builtins.Array.toSorted',
      'api.URL.createObjectURL_static',
    ])
      assert.ok(used.has(feature), feature)
    assert.deepEqual(tooNew(used), [])
  })

  it('Styles', () => {
    const used = usedStyles()
    for (const feature of [
      'css.properties.display',
      'css.selectors.has',
      'css.types.color.oklch',
      'css.at-rules.media',
    ])
      assert.ok(used.has(feature), feature)
    assert.deepEqual(tooNew(used), [])
  })

  it('The check finds what is too new', () => {
    assert.equal((firstSafari(['css', 'properties', 'field-sizing']) as number) > SAFARI, true)
    assert.deepEqual(tooNew(new Map([['api.TrustedHTML', 'here']])).length, 1)
    for (const feature of Object.keys(WITHOUT_HARM))
      assert.ok((firstSafari(feature.split('.')) as number) > SAFARI, `${feature} is no exception any more`)
  })
})
