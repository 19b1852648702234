// The smallest reader on foliate-js: a main view, and a dialog for notes whose links move the main view, as in Foliate.
import '/node_modules/foliate-js/view.js'
import { FootnoteHandler } from '/node_modules/foliate-js/footnotes.js'

const dialog = document.querySelector('dialog')
const handler = new FootnoteHandler()
const view = document.createElement('foliate-view')
const state = { popup: null, moves: 0 }

const contents = of => of.renderer.getContents()[0]

// Where an element of a book's page stands in the window: the page lies in a frame, the frame in a shadow tree.
const boxOf = element => {
    const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect()
    const box = element.getClientRects()[0]
    return box && { left: frame.left + box.left, top: frame.top + box.top, width: box.width, height: box.height }
}

const inside = box => Boolean(box) && box.left >= 0 && box.top >= 0 && box.left + box.width <= innerWidth && box.top + box.height <= innerHeight

const goTo = async href => {
    await view.goTo(href)
    state.moves += 1
}

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
        goTo(event.detail.href)
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
    open: async (url, css) => {
        state.css = css
        document.body.append(view)
        await view.open(url)
        view.renderer.setStyles?.(css ?? '')
        view.addEventListener('link', event => {
            if (!handler.handle(view.book, event)) {
                event.preventDefault()
                goTo(event.detail.href)
            }
        })
    },
    goTo,
    back: () => view.history.back(),
    moves: () => state.moves,
    page: () => view.book.sections[contents(view).index].id,
    popup: () => state.popup && { type: state.popup.type, text: contents(state.popup.view).doc.body.textContent },
    closed: () => !dialog.open,
    /** The place of an element in the main view, and whether a reader sees it: on the page shown and not below another thing. */
    place: id => {
        const element = contents(view).doc.getElementById(id)
        const box = element && boxOf(element)
        return { box, inside: inside(box) }
    },
    /** The place of the link with this label in the open note. */
    placeInNote: label => {
        const links = [...contents(state.popup.view).doc.querySelectorAll('a')]
        const link = links.find(one => one.textContent.replace(/\s/g, '') === label)
        link.scrollIntoView({ block: 'center' })
        const box = boxOf(link)
        return { box, inside: inside(box) }
    },
}
