// Marks beside the text, for members: words that are selected can be marked, a note written, what others share is seen.
// Whatever can be done here a form of the service does too, for whoever allows no scripts.

// What stands in a block and is none of its text: markers, and what this page adds to read it by.
const APART = '.mk, .here, .remark, .said, .readers'
const CONTEXT = 32
const main = document.querySelector('main')
const root = document.documentElement
const address = `/me${location.pathname.replace(/\.html$/, '')}.json`
const blocks = [...main.querySelectorAll('.here')].map(link => link.parentElement)

let told = null
let selected = null

/** An element with attributes and children; what people wrote comes in as text alone. */
const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') made.addEventListener(key, value)
        else if (value !== false) made.setAttribute(key, value === true ? '' : value)
    }
    made.append(...children)
    return made
}

const say = (key, values = {}) => told.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name])

// ---- Places: code points of a block's own text, and where they stand in the page.

/** The characters of a block, each as text node, offset and length. */
const letters = block => {
    const filter = node => node.nodeType === Node.ELEMENT_NODE
        ? node.matches(APART) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter)
    const found = []
    while (walker.nextNode()) {
        const node = walker.currentNode
        let at = 0
        for (const char of node.data) {
            found.push({ node, at, char })
            at += char.length
        }
    }
    return found
}

const rangeOf = ({ block, start, last, end }) => {
    const first = letters(document.getElementById(block))[start]
    const final = letters(document.getElementById(last))[end - 1]
    if (!first || !final) return null
    const range = document.createRange()
    range.setStart(first.node, first.at)
    range.setEnd(final.node, final.at + final.char.length)
    return range
}

const isIn = (range, { node, at, char }) => range.comparePoint(node, at) === 0 && range.comparePoint(node, at + char.length) === 0

const textOf = some => some.map(letter => letter.char).join('')

/** The selection in the words of a Web Annotation: exact, prefix, suffix, the block and where in it. */
const selectorsOf = range => {
    const parts = blocks.filter(block => range.intersectsNode(block)).map(block => {
        const all = letters(block)
        const inside = all.map(letter => isIn(range, letter))
        return { block, all, from: inside.indexOf(true), to: inside.lastIndexOf(true) + 1 }
    }).filter(part => part.from >= 0)
    if (!parts.length) return null
    const [first, last] = [parts[0], parts.at(-1)]
    return {
        block: first.block.id,
        last: last.block.id,
        start: first.from,
        exact: parts.map(part => textOf(part.all.slice(part.from, part.to))).join('\n'),
        prefix: textOf(first.all.slice(Math.max(0, first.from - CONTEXT), first.from)),
        suffix: textOf(last.all.slice(last.to, last.to + CONTEXT)),
    }
}

// ---- What is asked and sent.

const ask = async (path, fields) => {
    const headers = { Accept: 'application/json' }
    const sent = fields && { method: 'POST', body: new URLSearchParams({ form: told.form, page: told.page, ...fields }) }
    const answer = await fetch(path, { credentials: 'same-origin', headers, ...sent })
    if (answer.status === 409) throw new Error(say((await answer.json()).problem))
    if (!answer.ok) throw new Error(`${answer.status}`)
    return answer.json()
}

const send = async (path, fields) => {
    try {
        told = await ask(path, fields)
        show()
        return true
    } catch (error) {
        status.textContent = error.message
        bar.hidden = false
        return false
    }
}

// ---- What is shown in the text.

const paint = (name, places, priority) => {
    if (!('highlights' in CSS)) return
    const highlight = new Highlight(...places.map(rangeOf).filter(Boolean))
    highlight.priority = priority
    CSS.highlights.set(name, highlight)
}

const show = () => {
    const { marks, passages, furthest } = told.view
    for (const old of main.querySelectorAll('.said, .readers')) old.remove()
    for (const old of main.querySelectorAll('[data-reached]')) delete old.dataset.reached
    paint('reader-own', marks.filter(mark => mark.mine), 2)
    paint('reader-others', marks.filter(mark => !mark.mine), 1)
    paint('reader-several', passages, 0)
    for (const block of blocks) {
        const here = marks.filter(mark => mark.block === block.id)
        const most = Math.max(0, ...passages.filter(passage => passage.block === block.id).map(passage => passage.readers))
        if (most) block.append(make('span', { class: 'readers' }, say('marked-by', { count: most })))
        if (here.length) block.append(make('button', { type: 'button', class: 'said', click: () => open(block.id) }, `${say('remark')} ${here.length}`))
    }
    const reached = furthest && document.getElementById(furthest)
    if (reached) reached.dataset.reached = say('furthest')
    const known = end.querySelector('.known')
    known.textContent = `${reached ? '' : say('furthest-none')} ${say('spoilers')}`
    offer()
}

const offer = () => {
    document.querySelector('.offer')?.remove()
    const there = told.view.offer
    if (!there) return
    const time = new Date(there.timestamp * 1000).toLocaleString(root.lang, { dateStyle: 'medium', timeStyle: 'short' })
    const words = make('a', { href: `#${there.block}` }, say('offer', { device: there.device, time }))
    main.before(make('aside', { class: 'offer' }, words, ' ', reachButton(() => there.block)))
}

const reachButton = block => make('button', { type: 'button', click: () => send('/me/furthest', { block: block() }) }, say('furthest-set'))

// ---- The pop-over of a paragraph: what is said to it, and forms to say something.

let pop = null

const close = () => {
    pop?.remove()
    pop = null
}

/** A pop-over; what had the focus gets it back. */
const openPop = (...children) => {
    close()
    const before = document.activeElement
    const leave = () => {
        close()
        if (before?.isConnected) before.focus({ preventScroll: true })
    }
    const out = make('button', { type: 'button', class: 'close', 'aria-label': say('close'), click: leave }, '×')
    pop = make('div', { class: 'pop marks', role: 'dialog', 'aria-label': say('marks'), tabindex: '-1' }, out, ...children)
    pop.addEventListener('keydown', event => { if (event.key === 'Escape') leave() })
    document.body.append(pop)
    pop.focus({ preventScroll: true })
}

const open = block => openPop(...told.view.marks.filter(mark => mark.block === block).map(item))

const when = made => {
    const time = new Date(made)
    return /[Zz]|[-+]\d\d:?\d\d$/.test(made) && !isNaN(time) ? time.toLocaleString(root.lang, { dateStyle: 'medium', timeStyle: 'short' }) : made
}

const quiet = words => make('button', { type: 'submit' }, words)

const area = (name, words, value = '') => make('label', {}, words, make('textarea', { name, rows: '3', maxlength: '10000' }, value))

const choice = share => make('label', {}, say('share'), make('select', { name: 'share' },
    ...['me', 'club', 'book'].map(one => make('option', { value: one, selected: one === share }, say(`share-${one}`)))))

/** A form that sends its fields; then the paragraph is shown anew. */
const form = (path, fields, block, ...children) => make('form', {
    submit: async event => {
        event.preventDefault()
        const own = Object.fromEntries(new FormData(event.target))
        if (await send(path, { ...fields, ...own })) told.view.marks.some(mark => mark.block === block) ? open(block) : close()
    },
}, ...children)

const item = mark => {
    const at = { block: mark.block }
    const path = `/me/marks/${mark.id}`
    const replies = mark.replies.map(reply => make('div', { class: 'reply' },
        make('p', { class: 'words' }, `${reply.who}：${reply.text}`),
        ...(reply.mine ? [form(`/me/answers/${reply.id}/delete`, at, mark.block, quiet(say('answer-delete')))] : [])))
    const own = mark.mine
        ? [form(path, at, mark.block, area('note', say('remark'), mark.note), choice(mark.share), quiet(say('save'))), form(`${path}/delete`, at, mark.block, quiet(say('mark-delete')))]
        : mark.note ? [make('p', { class: 'words' }, mark.note)] : []
    return make('article', { class: mark.mine ? 'mine' : 'others' },
        make('blockquote', {}, mark.exact),
        make('p', { class: 'who' }, `${mark.who} · `, make('time', {}, when(mark.made))),
        ...own,
        ...replies,
        ...(mark.share === 'me' ? [] : [make('details', {}, make('summary', {}, say('answer')), form(`${path}/answer`, at, mark.block, area('text', say('answer')), quiet(say('save'))))]))
}

const write = () => {
    const { last, ...fields } = selected
    openPop(make('blockquote', {}, fields.exact), form('/me/marks', fields, fields.block, area('note', say('remark')), choice('me'), quiet(say('save'))))
    pop.querySelector('textarea').focus({ preventScroll: true })
    putAway()
}

// ---- The bar that stands at the window's foot while words are selected.

const status = make('span', { role: 'status' })
const bar = make('div', { class: 'marking', role: 'toolbar', hidden: true })
const end = make('section', { class: 'reached' })

const putAway = () => {
    selected = null
    bar.hidden = true
    getSelection().removeAllRanges()
}

const look = () => {
    const selection = getSelection()
    const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0)
    const found = range && main.contains(range.commonAncestorContainer) && selectorsOf(range)
    if (found) {
        selected = found
        status.textContent = ''
    }
    bar.hidden = !found
}

const start = () => {
    const press = does => ({ type: 'button', pointerdown: event => event.preventDefault(), click: does })
    const markIt = async () => {
        const { last, ...fields } = selected
        if (await send('/me/marks', { ...fields, share: 'me' })) putAway()
    }
    const readIt = async () => {
        if (await send('/me/furthest', { block: selected.last })) putAway()
    }
    bar.setAttribute('aria-label', say('marks'))
    bar.append(make('button', press(markIt), say('mark')), make('button', press(write), say('remark')), make('button', press(readIt), say('furthest-set')), status)
    end.setAttribute('aria-label', say('marks'))
    end.append(make('p', { class: 'known' }), reachButton(() => blocks.at(-1).id))
    main.after(end)
    document.body.append(bar)
    let waiting = 0
    document.addEventListener('selectionchange', () => {
        clearTimeout(waiting)
        waiting = setTimeout(look, 150)
    })
    main.addEventListener('click', tapped)
    document.addEventListener('pointerdown', event => { if (pop && !event.composedPath().includes(pop)) close() })
    root.classList.add('marks')
}

/** A tap on marked words opens what is said to them. */
const tapped = event => {
    if (event.target.closest('a, button') || !getSelection().isCollapsed) return
    const { clientX: x, clientY: y } = event
    const hit = place => [...rangeOf(place)?.getClientRects() ?? []].some(box => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
    const mark = told.view.marks.find(hit)
    if (!mark) return
    event.stopPropagation()
    open(mark.block)
}

if (blocks.length) {
    told = await ask(address)
    start()
    show()
}
