// calibre's own viewer on a screen that nobody sees, driven over the DevTools port of its web engine.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PATIENCE } from './browser.mjs'
import { connect } from './cdp.mjs'

// As if it had been opened before: no welcome, no place remembered.
const CONFIG = { session_data: { controls_help_shown_count: 100, standalone_misc_settings: { remember_last_read: false, singleinstance: false } } }
const SIZE = [1000, 1100]

const openScreen = async () => {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${SIZE.join('x')}x24`, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const [number] = await once(screen.stdio[3], 'data')
    return { screen, display: `:${String(number).trim()}` }
}

// Qt takes no port 0: the system is asked for a free one first.
const freePort = async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    server.close()
    await once(server, 'close')
    return port
}

const until = async (ask, what) => {
    const end = Date.now() + PATIENCE
    for (;;) {
        const answer = await ask()
        if (answer) return answer
        if (Date.now() > end) throw new Error(`calibre's viewer: ${what}`)
        await new Promise(resolve => setTimeout(resolve, 50))
    }
}

const pageOf = port => until(async () => {
    const pages = await fetch(`http://127.0.0.1:${port}/json/list`).then(answer => answer.json()).catch(() => [])
    return pages.find(page => page.url.startsWith('clbr://internal.invalid'))
}, 'no page')

const ended = program => program.exitCode ?? program.signalCode ?? once(program, 'exit')

// The viewer's process, the port it is asked at, and a way to close it with its screen.
const start = async (book, page) => {
    const folder = await mkdtemp(join(tmpdir(), 'reader-viewer-'))
    await writeFile(join(folder, 'viewer-webengine.json'), JSON.stringify(CONFIG))
    const { screen, display } = await openScreen()
    const port = await freePort()
    const viewer = spawn('ebook-viewer', ['--full-screen', `--open-at=toc-href-contains:${page}`, book], {
        stdio: 'ignore',
        env: {
            ...process.env, DISPLAY: display, CALIBRE_OVERRIDE_LANG: 'en', QTWEBENGINE_DISABLE_SANDBOX: '1',
            // Two viewers that open one book for the first time spoil each other's unpacked copy in a cache they share: one shows no book at all.
            CALIBRE_CONFIG_DIRECTORY: folder, CALIBRE_CACHE_DIRECTORY: join(folder, 'cache'),
            QTWEBENGINE_CHROMIUM_FLAGS: '--no-sandbox --disable-gpu', QTWEBENGINE_REMOTE_DEBUGGING: `127.0.0.1:${port}`,
        },
    })
    const close = async () => {
        for (const program of [viewer, screen]) {
            program.kill('SIGKILL')
            await ended(program)
        }
        await rm(folder, { recursive: true, force: true })
    }
    return { port, close }
}

/** Open a book at the page of that name; gives ways to ask its frames, and to click. Viewer and screen are closed behind the test. */
export const openViewer = async (t, book, page) => {
    const { port, close } = await start(book, page)
    t.after(close)
    const { send, contexts } = await connect((await pageOf(port)).webSocketDebuggerUrl)

    /** What the first frame answers in which the expression is true; waits until there is one. */
    const ask = (expression, what) => until(async () => {
        for (const { id } of contexts.values()) {
            const { result, exceptionDetails } = await send('Runtime.evaluate', { contextId: id, returnByValue: true, expression }).catch(() => ({}))
            if (result?.value && !exceptionDetails) return result.value
        }
        return null
    }, what)
    const click = async ({ x, y }) => {
        for (const type of ['mousePressed', 'mouseReleased']) await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 })
    }
    // calibre writes its place into its address once it has opened the book there.
    await ask("location.hash.startsWith('#bookpos=')", 'the book does not open')
    return { ask, click }
}
