// The smallest reader on epub.js: pages, and links that it follows itself. It knows no pop-ups.
import { placeIn } from './places.mjs'

const state = { moves: 0, page: null, rendition: null }

const shown = () => state.rendition.getContents()[0]?.document

globalThis.reading = {
    open: async url => {
        const book = globalThis.ePub(url)
        await book.ready
        state.rendition = book.renderTo('book', { width: innerWidth, height: innerHeight, flow: 'paginated', spread: 'none' })
        state.rendition.on('relocated', location => {
            state.moves += 1
            state.page = `EPUB/${location.start.href}`
        })
        state.rendition.on('displayError', error => { throw error })
        await state.rendition.display()
    },
    // epub.js names pages as the package does, without its folder.
    goTo: href => state.rendition.display(href.replace(/^EPUB\//, '')),
    next: () => state.rendition.next(),
    moves: () => state.moves,
    page: () => state.page,
    place: (id, nth) => placeIn(shown(), id, nth),
}
