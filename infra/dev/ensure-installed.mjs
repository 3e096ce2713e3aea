/**
 * Pre-script of the npm commands: makes sure that node_modules fits package-lock.json, then says nothing.
 *
 * It runs before anything is installed, on whatever Node the host has, so it is plain JavaScript over Node's own
 * modules. Exit status: 0 when the packages are there, npm's own when `npm ci` fails, 1 for everything else.
 *
 *  1 refuse a host Node that npm and this script cannot run on
 *  2 find out whether `npm ci` is needed, and why; refuse when node_modules is a link
 *  3 run it under a file lock, so that two commands started at once do not install into each other
 *  4 check that Node 24 and the programs the packages bring can be executed
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
/** Exit status of `flock --nonblock` when somebody else holds the lock. */
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

/** The package that carries Node 24 for this machine; undefined where npm has none and the host's Node is used. */
function nodePackage() {
  const packaged = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')
  return packaged ? `node-linux-${process.arch}` : undefined
}

/** Why `npm ci` has to run, or undefined when node_modules is complete and not older than the lock file. */
function reasonToInstall() {
  if (!existsSync(modules)) return 'node_modules is missing'
  // npm writes this file last, so its absence means an install that did not finish.
  const installed = path.join(modules, '.package-lock.json')
  if (!existsSync(installed)) return 'the last install did not finish'
  if (statSync(installed).mtimeMs < statSync(lockFile).mtimeMs)
    return 'node_modules is older than package-lock.json'
  const carrier = nodePackage()
  if (carrier && !existsSync(path.join(modules, carrier, 'bin', 'node'))) return `${carrier} is missing`
  return undefined
}

/**
 * npm and its scripts run on the host's Node: the one in node_modules/.bin, which npm puts first on the PATH, is
 * deleted while `npm ci` works.
 */
function hostEnvironment() {
  const entries = (process.env.PATH ?? '').split(path.delimiter)
  const outside = entries.filter((entry) => !entry.endsWith(path.join('node_modules', '.bin')))
  return { ...process.env, PATH: outside.join(path.delimiter) }
}

/** @param {string} command @param {string[]} args @returns {number | undefined} exit status; undefined: not found */
function runOnHost(command, args) {
  const result = spawnSync(command, args, { cwd: root, env: hostEnvironment(), stdio: 'inherit' })
  if (result.error) {
    if ('code' in result.error && result.error.code === 'ENOENT') return undefined
    fail(`${command} could not be started: ${result.error.message}`)
  }
  return result.status ?? 1
}

/** `npm ci` empties node_modules first; through a link it would empty the folder of another checkout. */
function refuseLink() {
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return
  fail(
    `${reasonToInstall()}, and it is a link to ${readlinkSync(modules)}: run npm ci where that belongs, or remove the link`,
  )
}

/** Development packages belong to it: `npm test` and `npm start` each work alone, whatever NODE_ENV says. */
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
  if (status !== 0) fail(`npm ci failed with exit code ${status}; its messages are above`, status)
  say(`done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** `flock` lets go when its process dies, however it dies. Systems without it install unguarded. */
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

/** The npm tarballs of ffmpeg and ffprobe carry no x bit, and their install scripts are not run. */
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
          fail(`${file} is not executable and cannot be made so: ${String(error)}`)
        }
      }
    }
  }
}

/** Optional packages that fail to download are left out silently by npm, so the result is looked at. */
function checkServiceNode() {
  const carrier = nodePackage()
  const binary = carrier ? path.join(modules, carrier, 'bin', 'node') : process.execPath
  if (!existsSync(binary))
    fail(`${carrier} did not install, and the service needs its Node ${SERVICE_NODE}; run npm ci again`)
  const version = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (version.status !== 0) {
    fail(
      `${binary} does not run here (${version.error?.message ?? version.stderr.trim()}); it needs Linux with glibc`,
    )
  }
  if (Number.parseInt(version.stdout, 10) < SERVICE_NODE) {
    fail(`the service needs Node ${SERVICE_NODE} or newer and ${binary} is ${version.stdout.trim()}`)
  }
}

if (Number.parseInt(process.versions.node, 10) < OLDEST_HOST_NODE) {
  fail(`Node ${OLDEST_HOST_NODE} or newer is needed to install, and this is ${process.versions.node}`)
}
if (process.argv.includes('--lock-held')) {
  // The command that held the lock before may have done the work meanwhile.
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
