// What the pages do besides when scripts are allowed: notes in pop-overs, another script at the same place, light or dark, larger type.
// Without it every page can be read: markers are links, and the style sheet shows the note they lead to.
'use strict'

const SIZES = ['1', '2', '3', '4']
const root = document.documentElement

const kept = name => { try { return localStorage.getItem(name) } catch { return null } }
const keep = (name, value) => { try { localStorage.setItem(name, value) } catch { /* a private window forgets */ } }

root.classList.add('js')
// Before the page is drawn, so that nothing jumps.
for (const name of ['theme', 'size']) if (kept(`reader-${name}`)) root.dataset[name] = kept(`reader-${name}`)

const set = (name, value) => { root.dataset[name] = value; keep(`reader-${name}`, value) }

const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches

const button = (sign, words, does) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.textContent = sign
    made.setAttribute('aria-label', `${sign} ${words}`)
    made.title = words
    made.addEventListener('click', () => does(made))
    return made
}

const resize = step => {
    const at = SIZES.indexOf(root.dataset.size ?? '1') + step
    const first = firstBlock()
    if (SIZES[at]) set('size', SIZES[at])
    first?.scrollIntoView()
}

const controls = bar => {
    const words = bar.dataset
    const theme = button('◐', words.dark, () => set('theme', isDark() ? 'light' : 'dark'))
    bar.append(button('A−', words.smaller, () => resize(-1)), button('A+', words.larger, () => resize(1)), theme)
}

// Of a block that has only its last line in sight, nobody says that he is there.
const LINE = 24

/** The first block that can be seen: where the reader is. Blocks are known by the link in their margin. */
const firstBlock = () => {
    const top = document.querySelector('.bar').getBoundingClientRect().bottom + LINE
    return [...document.querySelectorAll('main .here')].map(link => link.parentElement).find(block => block.getBoundingClientRect().bottom > top)
}

const keepPlace = bar => {
    for (const link of bar.querySelectorAll('.scripts a')) link.addEventListener('click', () => {
        const block = scrollY > 0 && firstBlock()
        if (block) link.hash = block.id
    })
}

const openNote = (bar, marker, note) => {
    const pop = document.createElement('aside')
    pop.className = 'pop'
    pop.popover = 'auto'
    pop.tabIndex = -1
    const copy = note.cloneNode(true)
    copy.removeAttribute('id')
    for (const inner of copy.querySelectorAll('[id]')) inner.removeAttribute('id')
    const close = () => pop.hidePopover()
    for (const back of copy.querySelectorAll('a[role=doc-backlink]')) back.addEventListener('click', event => { event.preventDefault(); close() })
    pop.append(button('×', bar.dataset.close, close), copy)
    pop.addEventListener('toggle', event => {
        if (event.newState !== 'closed') return
        pop.remove()
        marker.focus({ preventScroll: true })
    })
    document.body.append(pop)
    pop.showPopover()
    pop.focus({ preventScroll: true })
}

const popUp = bar => {
    if (!('popover' in HTMLElement.prototype)) return
    document.addEventListener('click', event => {
        const marker = event.target.closest?.('a.noteref')
        const note = marker && document.getElementById(marker.hash.slice(1))
        if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        openNote(bar, marker, note)
    })
}

document.addEventListener('DOMContentLoaded', () => {
    const bar = document.querySelector('.bar')
    controls(bar)
    keepPlace(bar)
    popUp(bar)
})
