// foliate-js (Foliate, Readest): every marker of every book is clicked, in every script.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LATE, openBrowser, openPage } from './lib/browser.mjs'
import { books, EVERY_SCRIPT, plain } from './lib/books.mjs'
import { clickAt, openNote } from './lib/clicks.mjs'

const VIEWPORT = { width: 758, height: 1024 }

// Clicks a link of the open note and waits until the main view has moved and the note is gone.
const follow = async (page, marker, nth) => {
    const moves = await page.evaluate(() => reading.moves())
    await clickAt(page, await page.evaluate(which => reading.placeInNote(which), nth), `link ${nth} of ${marker.note}`)
    await page.waitForFunction(count => reading.moves() > count && reading.closed(), moves)
}

const assertAt = async (page, name, id, what) => {
    assert.equal(await page.evaluate(() => reading.page()), name, what)
    const place = await page.evaluate(target => reading.place(target), id)
    assert.ok(place.inside, `${what}: ${id} is not on the page shown: ${JSON.stringify(place)}`)
}

// The glossary and the disputes page are reached by the same ids in every script: one script of the shipped book clicks those links too.
const linksToTry = (book, marker) => /^book\.(?!zh-Hans\.)/.test(book.book) ? marker.links.filter(({ kind }) => kind === 'passage') : marker.links

const plainToTry = book => /^book\.(?!zh-Hans\.)/.test(book.book) ? [] : book.plain

const tryMarker = async (page, marker, links) => {
    await page.evaluate(href => reading.goTo(href), `${marker.page}#${marker.id}`)
    const popup = await openNote(page, marker.id)
    assert.equal(plain(popup.text), marker.text, `${marker.id} shows its own note, whole`)
    await follow(page, marker, 0)
    await assertAt(page, marker.page, marker.id, 'the way back from the note')
    for (const link of links) {
        await openNote(page, marker.id)
        await follow(page, marker, link.nth)
        await assertAt(page, link.page, link.id, `${marker.id}: ${link.kind} link ${link.nth}`)
        await page.evaluate(href => reading.goTo(href), `${marker.page}#${marker.id}`)
    }
}

const tryPlain = async (page, { page: from, block, nth, kind, to, id }) => {
    const what = `${kind} link ${nth} in ${block}`
    await page.evaluate(([href, ...link]) => reading.goToLink(href, ...link), [`${from}#${block}`, block, nth])
    const moves = await page.evaluate(() => reading.moves())
    await clickAt(page, await page.evaluate(link => reading.place(...link), [block, nth]), what)
    await page.waitForFunction(count => reading.moves() > count && reading.closed(), moves)
    await assertAt(page, to, id, what)
}

// Two books at a time, each in a browser of its own: a page in a background tab is hardly ever painted.
describe('foliate-js', { concurrency: 2 }, () => {
    for (const book of books(EVERY_SCRIPT)) {
        test(`${book.book}: ${book.markers.length} markers`, async t => {
            const browser = await openBrowser({ viewport: VIEWPORT })
            t.after(() => browser.close())
            const { page, errors } = await openPage(browser, '/pages/foliate.html', LATE)
            await page.evaluate(url => reading.open(url), `/books/${book.book}`)
            for (const marker of book.markers) await tryMarker(page, marker, linksToTry(book, marker))
            for (const link of plainToTry(book)) await tryPlain(page, link)
            assert.deepEqual(errors, [])
        })
    }
})
