// epub.js and Readium's navigator for the web know no pop-ups: they follow links. Every marker and back-link is clicked, and links of notes,
// and what they promise must then stand on the page shown.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBrowser, openPage } from './lib/browser.mjs'
import { books, NIGHTLY, ONE_SCRIPT } from './lib/books.mjs'
import { clickAt } from './lib/clicks.mjs'

const VIEWPORT = { width: 758, height: 1024 }
const ENGINES = {
    'epub.js': { path: '/pages/epubjs.html', url: book => `/books/${book.book}` },
    Readium: { path: '/pages/readium.html', url: book => `/books/${book.book.replace('.epub', '')}/manifest.json` },
}

// The usual run follows one link of each kind from each page to each other, the nightly one all of them.
const linksToTry = ({ markers }) => {
    const links = markers.flatMap(marker => marker.links.map(link => ({ marker, link, way: `${marker.page} ${link.kind} ${link.page}` })))
    return NIGHTLY ? links : links.filter(({ way }, nth) => links.findIndex(other => other.way === way) === nth)
}

const goTo = (page, name, id) => page.evaluate(href => reading.goTo(href), `${name}#${id}`)

// The engine has moved, and the target is seen on the right page.
const arrived = ([count, name, id]) => reading.moves() > count && reading.page() === name && reading.place(id).inside

// Clicks an element, or the nth link in it; a note may go on overleaf.
const follow = async (page, [id, nth], target) => {
    let place = await page.evaluate(([one, which]) => reading.place(one, which), [id, nth])
    if (!place.inside) {
        await page.evaluate(() => reading.next())
        place = await page.evaluate(([one, which]) => reading.place(one, which), [id, nth])
    }
    const moves = await page.evaluate(() => reading.moves())
    await clickAt(page, place, id)
    await page.waitForFunction(arrived, [moves, target.page, target.id]).catch(error => {
        throw new Error(`a click on ${id} (link ${nth}) does not lead to ${target.page}#${target.id}`, { cause: error })
    })
}

const tryMarker = async (page, marker) => {
    await goTo(page, marker.page, marker.id)
    await follow(page, [marker.id], { page: marker.page, id: marker.note })
    await follow(page, [marker.note, 0], marker)
}

const tryLink = async (page, { marker, link }) => {
    await goTo(page, marker.page, marker.note)
    await follow(page, [marker.note, link.nth], link)
}

describe('following', { concurrency: 2 }, () => {
    for (const book of books(ONE_SCRIPT)) for (const [engine, { path, url }] of Object.entries(ENGINES)) {
        test(`${engine}: ${book.book}: ${book.markers.length} markers`, async t => {
            const browser = await openBrowser({ viewport: VIEWPORT })
            t.after(() => browser.close())
            const { page, errors } = await openPage(browser, path)
            await page.evaluate(address => reading.open(address), url(book))
            for (const marker of book.markers) await tryMarker(page, marker)
            for (const link of linksToTry(book)) await tryLink(page, link)
            assert.deepEqual(errors, [])
        })
    }
})
