// Debian's Chromium with a fresh profile, closed and swept away after the test file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { fileURLToPath } from 'node:url'
import { serve } from './server.mjs'

const HERE = fileURLToPath(new URL('..', import.meta.url))
export const OUTPUT = fileURLToPath(new URL('../../../build/acceptance/', import.meta.url))
export const BOOKS = join(OUTPUT, 'books')
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

// foliate-js measures a page once more after it was taken away; no reader sees that.
export const LATE = /reading '(docBackground|createTreeWalker)'|property 'style' of 'el' as it is null/

// Milliseconds in which something must have happened, on however slow a machine.
export const PATIENCE = 180_000

/** A browser and a server for one test file; `options` are Playwright's context options (viewport, colorScheme …). */
export const openBrowser = async (options = {}) => {
    const profile = await mkdtemp(join(tmpdir(), 'reader-acceptance-'))
    const server = await serve({ books: BOOKS, pages: join(HERE, 'pages'), node_modules: join(HERE, 'node_modules') })
    const context = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: FLAGS, timeout: PATIENCE, ...options })
    context.setDefaultTimeout(PATIENCE)
    const close = async () => {
        await context.close()
        await server.stop()
        await rm(profile, { recursive: true, force: true })
    }
    return { context, address: server.address, close }
}

/** A page of ours in which every error of the engine fails the test, but for those whose stack matches `excused`. */
export const openPage = async ({ context, address }, path, excused) => {
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', error => { if (!excused?.test(error.stack)) errors.push(error.stack) })
    page.on('console', message => { if (message.type() === 'error') errors.push(message.text()) })
    await page.goto(address + path)
    await page.waitForFunction(() => globalThis.reading)
    return { page, errors }
}
