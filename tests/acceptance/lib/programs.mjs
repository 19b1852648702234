// Programs outside the browser: run to the end; a program that is missing or fails is a failure of the test.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CHROMIUM, PATIENCE } from './browser.mjs'

const ENVIRONMENT = { ...process.env, PUPPETEER_EXECUTABLE_PATH: CHROMIUM, QTWEBENGINE_DISABLE_SANDBOX: '1', QTWEBENGINE_CHROMIUM_FLAGS: '--no-sandbox --disable-gpu' }

/** What the program wrote to its standard output. */
export const run = async (program, ...args) => {
    const { stdout } = await promisify(execFile)(program, args, { env: ENVIRONMENT, maxBuffer: 2 ** 28, timeout: 10 * PATIENCE })
    return stdout
}
