// calibre converts the book to Kindle's format and to PDF. Kindle's is read back by calibre, and every marker must still lead to its note and back.
import assert from 'node:assert/strict'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { BOOKS, OUTPUT } from './lib/browser.mjs'
import { books, SHIPPED_IN_TWO_SCRIPTS } from './lib/books.mjs'
import { run } from './lib/programs.mjs'
import { bookOf } from './lib/zip.mjs'

const FOLDER = join(OUTPUT, 'calibre')

// Every link of a book as “id of the element it stands in or of itself → id of its target”.
const pairsOf = pages => new Set(pages.flatMap(({ links }) => links.map(({ id, target }) => `${id} → ${target}`)))

describe('calibre', { concurrency: 2 }, () => {
    for (const { book, markers } of books(SHIPPED_IN_TWO_SCRIPTS)) {
        test(`azw3 keeps ${markers.length} notes of ${book}, both ways`, async () => {
            await mkdir(FOLDER, { recursive: true })
            const [azw3, back] = ['azw3', 'back.epub'].map(kind => join(FOLDER, book.replace('epub', kind)))
            await run('ebook-convert', join(BOOKS, book), azw3)
            await run('ebook-convert', azw3, back)
            const pairs = pairsOf(await bookOf(back))
            for (const { id, note } of markers) {
                assert.ok(pairs.has(`${id} → ${note}`), `${id} has lost its note`)
                assert.ok(pairs.has(`${note} → ${id}`), `${note} has lost its way back`)
            }
            for (const { note, links } of markers) for (const link of links) assert.ok(pairs.has(`${note} → ${link.id}`), `${note} has lost its link to ${link.id}`)
            await rm(back)
        })
        test(`PDF keeps the links of ${book}`, async () => {
            await mkdir(FOLDER, { recursive: true })
            const pdf = join(FOLDER, book.replace('epub', 'pdf'))
            await run('xvfb-run', '-a', 'ebook-convert', join(BOOKS, book), pdf)
            const links = (await bookOf(join(BOOKS, book))).flatMap(page => page.links)
            const kept = (await run('pdftohtml', '-xml', '-stdout', '-i', pdf)).match(/<a href=/g)?.length ?? 0
            // A link that is broken over two lines counts twice in the PDF, never less than once.
            assert.ok(kept >= links.length, `${kept} of ${links.length} links`)
        })
    }
})
