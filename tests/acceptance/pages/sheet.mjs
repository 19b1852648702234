// One page of a book as the browser lays it out, without any reading system's own style: the width of the window is all it has.
import { faults, sideways } from './faults.mjs'

const frame = document.querySelector('iframe')
const painted = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))

globalThis.reading = {
    open: url => new Promise(resolve => {
        frame.addEventListener('load', resolve, { once: true })
        frame.src = url
    }),
    faults: async fontSize => {
        const book = frame.contentDocument
        book.documentElement.style.fontSize = fontSize
        await book.fonts.ready
        await painted()
        return [...sideways(book), ...faults(book, innerWidth)]
    },
}
