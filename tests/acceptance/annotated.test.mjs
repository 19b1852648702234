// foliate-js (Foliate, Readest) on somebody else's books: every marker that `reader annotate`, or an edition, put in is clicked and shows its note;
// the links of disputes lead to the passage in the other chapter.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LATE, openBrowser, openPage } from './lib/browser.mjs'
import { books, plain } from './lib/books.mjs'
import { clickAt, openNote } from './lib/clicks.mjs'

const VIEWPORT = { width: 758, height: 1024 }

const followPassage = async (page, marker, passage) => {
    await page.evaluate(href => reading.goTo(href), `${marker.page}#${marker.id}`)
    await openNote(page, marker.id)
    const moves = await page.evaluate(() => reading.moves())
    await clickAt(page, await page.evaluate(nth => reading.placeInNote(nth), passage.nth), `the passage of ${marker.note}`)
    await page.waitForFunction(count => reading.moves() > count && reading.closed(), moves)
    assert.ok((await page.evaluate(id => reading.place(id), passage.id)).inside, `${marker.note} leads to ${passage.id}`)
}

describe('foliate-js, annotated books', { concurrency: 2 }, () => {
    for (const book of books(/^annotated\..*\.json$/)) {
        test(`${book.book}: ${book.markers.length} markers`, async t => {
            assert.ok(book.markers.length)
            const browser = await openBrowser({ viewport: VIEWPORT })
            t.after(() => browser.close())
            const { page } = await openPage(browser, '/pages/foliate.html', LATE)
            await page.evaluate(url => reading.open(url), `/books/${book.book}`)
            for (const marker of book.markers) {
                await page.evaluate(href => reading.goTo(href), `${marker.page}#${marker.id}`)
                const popup = await openNote(page, marker.id)
                assert.equal(plain(popup.text), marker.text, `${marker.id} shows its own note, whole`)
                const moves = await page.evaluate(() => reading.moves())
                await clickAt(page, await page.evaluate(() => reading.placeInNote(0)), `the way back of ${marker.note}`)
                await page.waitForFunction(count => reading.moves() > count && reading.closed(), moves)
                const place = await page.evaluate(id => reading.place(id), marker.id)
                assert.ok(place.inside, `the way back of ${marker.note}`)
                for (const passage of marker.passages) await followPassage(page, marker, passage)
            }
        })
    }
})
