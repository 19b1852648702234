// The books for Kobo and 多看 look like the universal book: their own markup inside changes no text's weight, size or alignment.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBrowser, openPage } from './lib/browser.mjs'
import { books } from './lib/books.mjs'

// Kobo's contents name whole files, and what stands in them is listed behind: the same links, in another order (reader/book/kobo_contents.py).
const isMoved = (variant, name) => variant === 'kobo' && name === 'EPUB/nav.xhtml'

const show = (page, book, name) => page.evaluate(url => reading.open(url), `/books/${book}/${name}`)

describe('variants', { concurrency: 2 }, () => {
    for (const { book, pages } of books(/\.(kobo|duokan)\./)) {
        test(`${book}: ${pages.length} pages`, async t => {
            const browser = await openBrowser()
            t.after(() => browser.close())
            const { page, errors } = await openPage(browser, '/pages/sheet.html')
            const [edition, variant] = book.split('.')
            for (const name of pages) {
                const seen = isMoved(variant, name) ? () => reading.links() : () => reading.looks()
                await show(page, `${edition}.zh-Hans`, name)
                const looks = await page.evaluate(seen)
                await show(page, `${edition}.${variant}`, name)
                assert.deepEqual(await page.evaluate(seen), looks, name)
            }
            assert.deepEqual(errors, [])
        })
    }
})
