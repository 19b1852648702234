// foliate-js (Foliate, Readest): every marker of every book is clicked, in every script.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LATE, openBrowser, openPage } from './lib/browser.mjs'
import { books, EVERY_SCRIPT, plain } from './lib/books.mjs'
import { clickAt, openNote } from './lib/clicks.mjs'

const VIEWPORT = { width: 758, height: 1024 }

// Clicks the way back of the open note and waits until the main view has moved and the note is gone.
const goBack = async (page, marker) => {
    const moves = await page.evaluate(() => reading.moves())
    await clickAt(page, await page.evaluate(() => reading.placeInNote(0)), `the way back of ${marker.note}`)
    await page.waitForFunction(count => reading.moves() > count && reading.closed(), moves)
}

const assertAt = async (page, name, id, what) => {
    assert.equal(await page.evaluate(() => reading.page()), name, what)
    const place = await page.evaluate(target => reading.place(target), id)
    assert.ok(place.inside, `${what}: ${id} is not on the page shown: ${JSON.stringify(place)}`)
}

// Clicks what is at the place that `find` gives, and asserts that the engine takes it for a link to that target and not for a note.
const assertLeads = async (page, find, target, what) => {
    await page.evaluate(() => reading.hold(true))
    await clickAt(page, await find(), what)
    await page.waitForFunction(() => reading.held().length && reading.closed())
    assert.deepEqual(await page.evaluate(() => reading.held()), [target], what)
    await page.evaluate(() => reading.hold(false))
}

const SAME_AS_SIMPLIFIED = /^book\.(?!zh-Hans\.)/

// The glossary and the disputes page are reached by the same ids in every script: one script of the shipped book clicks those links too.
const linksToTry = (book, marker) => SAME_AS_SIMPLIFIED.test(book.book) ? marker.links.filter(({ kind }) => kind === 'passage') : marker.links

const plainToTry = book => SAME_AS_SIMPLIFIED.test(book.book) ? [] : book.plain

const tryMarker = async (page, marker, links) => {
    await page.evaluate(href => reading.goTo(href), `${marker.page}#${marker.id}`)
    const popup = await openNote(page, marker.id)
    assert.equal(plain(popup.text), marker.text, `${marker.id} shows its own note, whole`)
    await goBack(page, marker)
    await assertAt(page, marker.page, marker.id, 'the way back from the note')
    for (const { nth, kind, page: to, id } of links) {
        await openNote(page, marker.id)
        await assertLeads(page, () => page.evaluate(which => reading.placeInNote(which), nth), `${to}#${id}`, `${marker.id}: ${kind} link ${nth}`)
    }
}

const tryPlain = async (page, { page: from, block, nth, kind, to, id }) => {
    await page.evaluate(([href, ...link]) => reading.goToLink(href, ...link), [`${from}#${block}`, block, nth])
    await assertLeads(page, () => page.evaluate(link => reading.place(...link), [block, nth]), `${to}#${id}`, `${kind} link ${nth} in ${block}`)
}

// Where all those links lead, each place once, page by page.
const tryTargets = async (page, book) => {
    const notes = book.markers.flatMap(marker => linksToTry(book, marker)).map(link => `${link.page}#${link.id}`)
    const texts = plainToTry(book).map(link => `${link.to}#${link.id}`)
    for (const target of [...new Set([...notes, ...texts])].sort()) {
        await page.evaluate(href => reading.goTo(href), target)
        await assertAt(page, ...target.split('#'), `links to ${target}`)
    }
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
            await tryTargets(page, book)
            assert.deepEqual(errors, [])
        })
    }
})
