// One page of a book as the browser lays it out, without any reading system's own style: the width of the window is all it has.
import { faults, sideways } from './faults.mjs'

const frame = document.querySelector('iframe')
const STYLES = ['fontWeight', 'fontSize', 'fontStyle', 'textAlign', 'textIndent', 'whiteSpace']
// The text of the page outside its markers, cut where the look of it changes.
const looks = book => {
    const walker = book.createTreeWalker(book.body, NodeFilter.SHOW_TEXT)
    const runs = []
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode
        const text = data.replace(/\s/g, '')
        if (!text || parentElement.closest('.mk')) continue
        const style = book.defaultView.getComputedStyle(parentElement)
        const look = STYLES.map(name => style[name]).join(' ')
        if (runs.at(-1)?.look === look) runs.at(-1).text += text
        else runs.push({ look, text })
    }
    return runs
}
// The links of the page, wherever they stand, each with its look.
const links = book => [...book.querySelectorAll('a[href]')].map(link => {
    const style = book.defaultView.getComputedStyle(link)
    return [link.getAttribute('href'), link.textContent, ...STYLES.map(name => style[name])].join(' ')
}).sort()
const painted = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))

globalThis.reading = {
    open: url => new Promise(resolve => {
        frame.addEventListener('load', resolve, { once: true })
        frame.src = url
    }),
    looks: () => looks(frame.contentDocument),
    links: () => links(frame.contentDocument),
    faults: async fontSize => {
        const book = frame.contentDocument
        book.documentElement.style.fontSize = fontSize
        await book.fonts.ready
        await painted()
        return [...sideways(book), ...faults(book, innerWidth)]
    },
}
