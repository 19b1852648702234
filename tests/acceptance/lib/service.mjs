// `reader serve` over the built site for one test file, with members of its own; it ends with the test.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { BOOKS } from './browser.mjs'

const READER = process.env.READER ?? fileURLToPath(new URL('../../../.venv/bin/reader', import.meta.url))
const run = promisify(execFile)

/** The site of an edition, published to the folder. */
export const publish = async (edition, site) => { await run(READER, ['publish', edition, '-o', site]) }

/** The address of a running service, a way to make members (their links), and one to stop it. `club` is the text of club.toml, `site` whose books are served. */
export const startService = async ({ club = '', site = join(BOOKS, 'site') } = {}) => {
    const data = await mkdtemp(join(tmpdir(), 'reader-service-'))
    await writeFile(join(data, 'club.toml'), club)
    const child = spawn(READER, ['serve', site, '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    process.on('exit', () => child.kill())
    const ended = new Promise(resolve => child.on('exit', resolve))
    const address = await new Promise((resolve, reject) => {
        let said = ''
        child.stdout.on('data', part => {
            said += part
            const found = said.match(/http:\/\/[\d.]+:\d+/)
            if (found) resolve(found[0])
        })
        ended.then(code => reject(new Error(`reader serve ended with ${code}`)))
    })
    const invite = async name => JSON.parse((await run(READER, ['invite', name, '--data', data, '--base-url', `${address}/`, '--json'])).stdout)
    const stop = async () => {
        child.kill('SIGTERM')
        await ended
        await rm(data, { recursive: true, force: true })
    }
    return { address, data, invite, stop }
}
