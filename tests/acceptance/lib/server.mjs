// A file server on loopback for one test file: it starts on a free port and stops with the test.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = {
    '.css': 'text/css', '.epub': 'application/epub+zip', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript',
    '.jpg': 'image/jpeg', '.json': 'application/json', '.ncx': 'application/x-dtbncx+xml', '.opf': 'application/oebps-package+xml',
    '.png': 'image/png', '.xml': 'application/xml', '.svg': 'image/svg+xml', '.xhtml': 'application/xhtml+xml',
}

// `/books/…` comes from the folder of books, everything else from the acceptance folder.
const fileFor = (url, roots) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    const [, first, ...rest] = path.split('/')
    return first in roots ? join(roots[first], ...rest) : null
}

const answer = roots => async (request, response) => {
    const file = fileFor(request.url, roots)
    const found = file && await stat(file).catch(() => null)
    if (!found?.isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-length': found.size, 'cache-control': 'no-store' })
    createReadStream(file).pipe(response)
}

/** Serve folders by the first part of the path; gives the address and a way to stop. */
export const serve = async roots => {
    const server = createServer(answer(roots))
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return {
        address: `http://127.0.0.1:${server.address().port}`,
        stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections() }),
    }
}
