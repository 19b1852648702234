// Vertical lines by picture: in Chromium alone and in foliate-js, a book that was built so, one that was turned, one whose style sheet fights it,
// and one that was turned back. The ink of the picture tells which way its lines run: between lines the paper shows from edge to edge.
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { LATE, openBrowser, openPage, OUTPUT } from './lib/browser.mjs'
import { books } from './lib/books.mjs'
import { openNote } from './lib/clicks.mjs'

const WINDOW = { width: 800, height: 600 }
const CSS = 'html { font-size: 18px; }'

/** How many blank columns and blank rows a picture has between its first ink and its last, in parts of all between these. */
const paper = (page, png) => page.evaluate(async url => {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const columns = new Uint32Array(image.width)
    const rows = new Uint32Array(image.height)
    for (let y = 0; y < image.height; y++) for (let x = 0; x < image.width; x++) {
        if (data[4 * (y * image.width + x)] < 128) { columns[x]++; rows[y]++ }
    }
    const blank = counts => {
        const inked = [...counts.keys()].filter(at => counts[at])
        const between = counts.slice(inked[0], inked.at(-1) + 1)
        return between.filter(count => !count).length / between.length
    }
    return { columns: blank(columns), rows: blank(rows) }
}, `data:image/png;base64,${png.toString('base64')}`)

const keep = async (name, png) => {
    const file = join(OUTPUT, 'pictures', 'lines', name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, png)
}

const essayOf = book => book.markers.find(marker => marker.kind === 'rebuttal').page

const assertLines = ({ columns, rows }, upright, what) => {
    const [wide, narrow] = upright ? [columns, rows] : [rows, columns]
    assert.ok(wide > 0.15 && wide > 2 * narrow, `${what}: ${Math.round(100 * columns)} % of the columns and ${Math.round(100 * rows)} % of the rows are blank`)
}

describe('lines', { concurrency: 2 }, () => {
    for (const book of books(/^(vertical|level)\./)) {
        const upright = book.book.startsWith('vertical')
        test(`${book.book}: ${upright ? 'vertical' : 'horizontal'} in Chromium`, async t => {
            const browser = await openBrowser({ viewport: WINDOW })
            t.after(() => browser.close())
            const page = await browser.context.newPage()
            await page.goto(`${browser.address}/books/${book.book.replace('.epub', '')}/${essayOf(book)}`)
            const shown = await page.evaluate(() => {
                scrollTo(document.documentElement.scrollWidth > innerWidth ? -300 : 0, 300)
                const { scrollWidth, scrollHeight } = document.documentElement
                return { mode: getComputedStyle(document.body).writingMode, over: [scrollWidth > innerWidth, scrollHeight > innerHeight] }
            })
            assert.equal(shown.mode, upright ? 'vertical-rl' : 'horizontal-tb')
            assert.equal(shown.over[upright ? 1 : 0], false, 'the page is larger than its window along the lines')
            const png = await page.screenshot()
            await keep(`chromium-${book.book}.png`, png)
            assertLines(await paper(page, png), upright, book.book)
        })

        test(`${book.book}: ${upright ? 'vertical' : 'horizontal'} in foliate-js, and a note opens`, async t => {
            const browser = await openBrowser({ viewport: WINDOW })
            t.after(() => browser.close())
            const { page, errors } = await openPage(browser, '/pages/foliate.html', LATE)
            await page.evaluate(([url, css]) => reading.open(url, css), [`/books/${book.book}`, CSS])
            await page.evaluate(href => reading.goTo(href), essayOf(book))
            assert.equal(await page.evaluate(() => document.querySelector('foliate-view').book.dir), upright ? 'rtl' : 'ltr')
            const { page: name, id } = book.markers.find(marker => marker.kind === 'rebuttal')
            await page.evaluate(href => reading.goTo(href), `${name}#${id}`)
            const png = await page.screenshot()
            await keep(`foliate-${book.book}.png`, png)
            assertLines(await paper(page, png), upright, book.book)
            const { text } = await openNote(page, id)
            assert.match(text, /【/)
            await keep(`foliate-${book.book}-note.png`, await page.screenshot())
            await page.keyboard.press('Escape')
            await page.waitForFunction(() => reading.closed())
            assert.deepEqual(errors, [])
        })
    }
})
