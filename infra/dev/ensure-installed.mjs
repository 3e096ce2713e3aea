/**
 * Pre-script of the npm commands: ensures that node_modules matches package-lock.json. Prints
 * nothing when it does.
 *
 * It runs before any package is installed, on the host's own Node, so it is plain JavaScript over
 * Node's modules. Exit status: 0 when the packages are installed, npm's own when `npm ci` fails,
 * otherwise 1.
 *
 *  1 refuse a host Node that is too old for npm and this script
 *  2 find out whether and why `npm ci` is needed; refuse when node_modules is a link
 *  3 run it under a file lock, so that two commands do not install into each other
 *  4 check that Node 24 and the programs in the packages can be executed
 */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const OLDEST_HOST_NODE = 20
const SERVICE_NODE = 24
/** Exit status of `flock --nonblock` when another process holds the lock. */
const LOCK_HELD = 75

const root = fileURLToPath(new URL('../../', import.meta.url))
const modules = path.join(root, 'node_modules')
const lockFile = path.join(root, 'package-lock.json')

/** @param {string} line */
function say(line) {
  process.stdout.write(`install: ${line}\n`)
}

/** @param {string} line @param {number} [code] @returns {never} */
function fail(line, code = 1) {
  process.stderr.write(`install: ${line}\n`)
  process.exit(code)
}

/**
 * The package with Node 24 for this machine; undefined where npm has none: the host's Node is used.
 */
function nodePackage() {
  const packaged = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')
  return packaged ? `node-linux-${process.arch}` : undefined
}

/**
 * Why `npm ci` must run; undefined when node_modules is complete and not older than the lock file.
 */
function reasonToInstall() {
  if (!existsSync(modules)) return 'node_modules is missing'
  // npm writes this file last; without it, the install did not finish.
  const installed = path.join(modules, '.package-lock.json')
  if (!existsSync(installed)) return 'the last install did not finish'
  if (statSync(installed).mtimeMs < statSync(lockFile).mtimeMs)
    return 'node_modules is older than package-lock.json'
  const carrier = nodePackage()
  if (carrier && !existsSync(path.join(modules, carrier, 'bin', 'node'))) return `${carrier} is missing`
  return undefined
}

/**
 * Environment in which npm and its scripts use the host's Node. The one in node_modules/.bin, which
 * npm puts first on the PATH, is deleted during `npm ci`.
 */
function hostEnvironment() {
  const entries = (process.env.PATH ?? '').split(path.delimiter)
  const outside = entries.filter((entry) => !entry.endsWith(path.join('node_modules', '.bin')))
  return { ...process.env, PATH: outside.join(path.delimiter) }
}

/**
 * @param {string} command @param {string[]} args @returns {number | undefined} exit status;
 * undefined: not found
 */
function runOnHost(command, args) {
  const result = spawnSync(command, args, { cwd: root, env: hostEnvironment(), stdio: 'inherit' })
  if (result.error) {
    if ('code' in result.error && result.error.code === 'ENOENT') return undefined
    fail(`${command} could not be started: ${result.error.message}`)
  }
  return result.status ?? 1
}

/** `npm ci` empties node_modules first; through a link it would empty another checkout's folder. */
function refuseLink() {
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return
  fail(
    `${reasonToInstall()}, and it is a link to ${readlinkSync(modules)}: run npm ci in that checkout, or delete the link`,
  )
}

/**
 * Installs development packages, too, whatever NODE_ENV says: `npm test` must work right after a
 * clone.
 */
function install() {
  say(`${reasonToInstall()}: running npm ci (about 20 s with a warm cache, 900 MB)`)
  const started = Date.now()
  const status = runOnHost('npm', [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (status === undefined) fail('npm is not on the PATH')
  if (status !== 0) fail(`npm ci failed with exit code ${status}; see its messages above`, status)
  say(`done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/**
 * `flock` releases the lock when its process dies for any reason. Systems without it install
 * unguarded.
 */
function installUnderLock() {
  const again = [lockFile, 'node', fileURLToPath(import.meta.url), '--lock-held']
  let status = runOnHost('flock', ['--nonblock', '--conflict-exit-code', String(LOCK_HELD), ...again])
  if (status === undefined) return install()
  if (status === LOCK_HELD) {
    say('another command is installing; waiting for it')
    status = runOnHost('flock', again)
  }
  if (status !== 0) process.exit(status ?? 1)
}

/**
 * Sets the x bits of ffmpeg and ffprobe, which npm does not keep; their install scripts are not
 * run.
 */
function makeExecutable() {
  for (const [scope, program] of [
    ['@ffmpeg-installer', 'ffmpeg'],
    ['@ffprobe-installer', 'ffprobe'],
  ]) {
    const folder = path.join(modules, scope)
    for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
      const file = path.join(folder, platform, program)
      if (!existsSync(file)) continue
      try {
        accessSync(file, constants.X_OK)
      } catch {
        try {
          chmodSync(file, 0o755)
        } catch (error) {
          fail(`${file} is not executable, and chmod failed: ${String(error)}`)
        }
      }
    }
  }
}

/** Checks the installed Node: npm silently skips optional packages that it cannot download. */
function checkServiceNode() {
  const carrier = nodePackage()
  const binary = carrier ? path.join(modules, carrier, 'bin', 'node') : process.execPath
  if (!existsSync(binary))
    fail(`${carrier}, which has the Node ${SERVICE_NODE} of the service, was not installed: run npm ci again`)
  const version = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (version.status !== 0) {
    fail(
      `${binary} does not run here (${version.error?.message ?? version.stderr.trim()}); it needs Linux with glibc`,
    )
  }
  if (Number.parseInt(version.stdout, 10) < SERVICE_NODE) {
    fail(`the service needs Node ${SERVICE_NODE} or newer, but ${binary} is ${version.stdout.trim()}`)
  }
}

if (Number.parseInt(process.versions.node, 10) < OLDEST_HOST_NODE) {
  fail(`installing needs Node ${OLDEST_HOST_NODE} or newer, but this is ${process.versions.node}`)
}
if (process.argv.includes('--lock-held')) {
  // The previous holder of the lock may have installed everything already.
  if (reasonToInstall()) install()
} else {
  const needed = reasonToInstall() !== undefined
  if (needed) {
    refuseLink()
    installUnderLock()
  }
  makeExecutable()
  if (needed || Number.parseInt(process.versions.node, 10) < SERVICE_NODE) checkServiceNode()
}
