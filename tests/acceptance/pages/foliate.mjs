// The smallest reader on foliate-js: a main view, and a dialog for notes whose links move the main view, as in Foliate.
import '/node_modules/foliate-js/view.js'
import { FootnoteHandler } from '/node_modules/foliate-js/footnotes.js'
import { faults } from './faults.mjs'
import { boxOf, inside, placeIn } from './places.mjs'

const dialog = document.querySelector('dialog')
const handler = new FootnoteHandler()
const view = document.createElement('foliate-view')
const state = { popup: null, moves: 0, held: null }

const contents = of => of.renderer.getContents()[0]

// foliate-js shows once more, with the next frame, what a click has given the focus to.
const frame = () => new Promise(requestAnimationFrame)

const goTo = async href => {
    await frame()
    await view.goTo(href)
    state.moves += 1
}

// Where a link leads; held, it is only noted: to open a long page for each of the hundreds that lead to it would take minutes.
const lead = href => state.held ? state.held.push(href) : goTo(href)

// Destroyed before it is removed: its observers would go on measuring a page that has no frame any more.
// Not in the dialog's `close` event, which comes late and would take the next note with it.
const shut = () => {
    state.popup?.view.close()
    state.popup = null
    dialog.replaceChildren()
    dialog.close()
}

const settled = shown => new Promise(resolve => shown.addEventListener('relocate', resolve, { once: true }))

handler.addEventListener('before-render', ({ detail: { view: shown } }) => {
    shown.addEventListener('link', event => {
        event.preventDefault()
        shut()
        lead(event.detail.href)
    })
    dialog.replaceChildren(shown)
    dialog.showModal()
    shown.renderer.setAttribute('flow', 'scrolled')
    shown.renderer.setAttribute('margin', '12px')
    shown.renderer.setStyles?.(state.css ?? '')
})
handler.addEventListener('render', async ({ detail: { view: shown, type, href } }) => {
    await settled(shown)
    state.popup = { type, href, view: shown }
})
dialog.addEventListener('cancel', event => {
    event.preventDefault()
    shut()
})

globalThis.reading = {
    open: async (url, css, margin = 48) => {
        state.css = css
        document.body.append(view)
        await view.open(url)
        view.renderer.setStyles?.(css ?? '')
        view.renderer.setAttribute('margin', `${margin}px`)
        view.addEventListener('link', event => {
            if (!handler.handle(view.book, event)) {
                event.preventDefault()
                lead(event.detail.href)
            }
        })
    },
    goTo,
    /** Shows the nth link in a block, which may stand pages behind the block's beginning. */
    goToLink: async (href, id, nth) => {
        const { index } = view.book.resolveHref(href)
        await frame()
        await view.renderer.goTo({ index, anchor: book => book.getElementById(id).querySelectorAll('a')[nth] })
    },
    /** From now on links are noted instead of followed, or no longer. */
    hold: on => { state.held = on ? [] : null },
    held: () => state.held,
    back: () => view.history.back(),
    moves: () => state.moves,
    page: () => view.book.sections[contents(view).index].id,
    popup: () => state.popup && { type: state.popup.type, text: contents(state.popup.view).doc.body.textContent },
    /** What one would not print, on the page shown and in the open note. */
    faults: async () => {
        await contents(view).doc.fonts.ready
        const found = faults(contents(view).doc, view.renderer.size / view.renderer.columnCount)
        const note = state.popup && contents(state.popup.view).doc
        return [...found, ...note ? faults(note, note.documentElement.clientWidth) : []]
    },
    closed: () => !dialog.open,
    place: (id, nth) => placeIn(contents(view).doc, id, nth),
    /** The place of the nth link in the open note. */
    placeInNote: nth => {
        const link = contents(state.popup.view).doc.querySelectorAll('a')[nth]
        link.scrollIntoView({ block: 'center' })
        const box = boxOf(link)
        return { box, inside: inside(box) }
    },
}
