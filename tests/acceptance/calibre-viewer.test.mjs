// calibre's own viewer, in its window on a screen that nobody sees: every marker is clicked, the note that pops up is the marker's, whole.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { BOOKS } from './lib/browser.mjs'
import { books, plain } from './lib/books.mjs'
import { openViewer } from './lib/viewer.mjs'

const quote = JSON.stringify
const middleOf = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })
const boxOf = element => `(() => { const [box] = (${element} || undefined)?.getClientRects() ?? []; return box?.width > 0 && box.toJSON() })()`

// The middle of an element of the book's or the note's frame, in the window; it must have stood still for three looks.
const placeOf = async (viewer, element, frame) => {
    const seen = []
    while (seen.length < 3 || seen.slice(-3).some(place => place.x !== seen.at(-1).x || place.y !== seen.at(-1).y)) {
        const inner = await viewer.ask(boxOf(element), `${element} is not there`)
        const outer = await viewer.ask(boxOf(`document.querySelector('iframe[id^=${frame}]')`), `no frame ${frame}`)
        seen.push(middleOf({ ...inner, x: inner.x + outer.x, y: inner.y + outer.y }))
        await setTimeout(50)
    }
    return seen.at(-1)
}

const inBook = id => `!location.href.includes('__popup__') && document.getElementById(${quote(id)})`
// The frame of the pop-up holds the whole page of the book and hides all but the note.
const inNote = id => `location.href.includes('__popup__') && document.getElementById(${quote(id)})`

const openNote = async (viewer, { id, note }) => {
    await viewer.ask(`(() => { const marker = ${inBook(id)}; marker && marker.scrollIntoView(); return Boolean(marker) })()`, `${id} is not in the book`)
    await viewer.click(await placeOf(viewer, inBook(id), 'read-book'))
    return viewer.ask(`(() => { const note = ${inNote(note)}; return note && note.getBoundingClientRect().height > 0 && note.innerText })()`, `a click on ${id} opens no note`)
}

const closeNote = async viewer => {
    const button = "document.querySelector('#book-content-popup-overlay a[title^=Close]')"
    await viewer.ask(`Boolean(${button}) && (${button}.click(), true)`, 'the note has no button to close it')
    await viewer.ask(`Boolean(document.querySelector('iframe[id^=read-book]')) && !${boxOf(button)}`, 'the note does not close')
}

// The first link of a note that leads to another essay, clicked in the pop-up.
const followPassage = async (viewer, markers) => {
    const marker = markers.find(({ links }) => links.some(({ kind }) => kind === 'passage'))
    const link = marker?.links.find(({ kind }) => kind === 'passage')
    if (!link) return
    await openNote(viewer, marker)
    const element = `(${inNote(marker.note)} || undefined)?.querySelectorAll('a')[${link.nth}]`
    await viewer.ask(`Boolean(${element}) && (${element}.scrollIntoView(), true)`, 'the note has lost its link')
    await viewer.click(await placeOf(viewer, element, 'content-iframe'))
    await viewer.ask(`Boolean(${inBook(link.id)})`, `the link of ${marker.note} does not lead to ${link.id}`)
}

describe('calibre viewer', { concurrency: 2 }, () => {
    for (const { book, pages, markers } of books(/^book\.zh-Hans\./)) for (const page of pages) {
        const here = markers.filter(marker => marker.page === page)
        if (here.length) test(`${book} ${page}: ${here.length} markers`, async t => {
            const viewer = await openViewer(t, join(BOOKS, book), page.replace('EPUB/', ''))
            for (const marker of here) {
                assert.equal(plain(await openNote(viewer, marker)), marker.text)
                await closeNote(viewer)
            }
            await followPassage(viewer, here)
        })
    }
})
