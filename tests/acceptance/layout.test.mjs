// Every page of every book at four window sizes and two type sizes: nothing scrolls sideways, is clipped, lies over another thing or begins a line
// that should not. Asserted from the layout, not from pixels.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBrowser, openPage } from './lib/browser.mjs'
import { books, TWO_SCRIPTS } from './lib/books.mjs'
import { SIZES } from './lib/sizes.mjs'

const TYPE = { normal: '16px', large: '32px' }

const faultsOf = async (page, name) => {
    const found = []
    for (const size of SIZES) {
        await page.setViewportSize(size)
        for (const [type, fontSize] of Object.entries(TYPE)) {
            const faults = await page.evaluate(asked => reading.faults(asked), fontSize)
            found.push(...faults.map(fault => `${name} at ${size.width}×${size.height}, ${type} type: ${fault}`))
        }
    }
    return found
}

describe('layout', { concurrency: 2 }, () => {
    for (const book of books(TWO_SCRIPTS)) {
        test(`${book.book}: ${book.pages.length} pages`, async t => {
            const browser = await openBrowser()
            t.after(() => browser.close())
            const { page, errors } = await openPage(browser, '/pages/sheet.html')
            const found = []
            for (const name of book.pages) {
                await page.evaluate(url => reading.open(url), `/books/${book.book.replace('.epub', '')}/${name}`)
                found.push(...await faultsOf(page, name))
            }
            assert.deepEqual(found, [])
            assert.deepEqual(errors, [])
        })
    }
})
