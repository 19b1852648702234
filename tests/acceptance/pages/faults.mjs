// What one would not print, found from the layout and not from pixels. Each function takes a page of the book and gives words for each fault.

const name = element => element.closest('[id]')?.id ?? element.localName

const textNodes = book => {
    const walker = book.createTreeWalker(book.body, NodeFilter.SHOW_TEXT, node => node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT)
    const nodes = []
    while (walker.nextNode()) nodes.push(walker.currentNode)
    return nodes
}

const boxesOf = (book, node, from = 0, to = node.length) => {
    const range = book.createRange()
    range.setStart(node, from)
    range.setEnd(node, to)
    return [...range.getClientRects()].filter(box => box.width > 0 && box.height > 0)
}

/** Nothing makes the page wider than the window. */
export const sideways = book => {
    const { scrollWidth, clientWidth } = book.documentElement
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in a window of ${clientWidth}`] : []
}

// The words of a node without the spaces between them: a space at the end of a line may hang over the edge, nobody sees it.
const runsOf = (book, node) => [...node.data.matchAll(/\S+/g)].flatMap(run => boxesOf(book, node, run.index, run.index + run[0].length))

/** No text crosses the edge of its column; `period` is the distance from the start of one column to that of the next. */
export const clipped = (book, period) => textNodes(book).flatMap(node => runsOf(book, node)
    .filter(box => box.left < -0.5 || box.right > (Math.floor((box.left + 0.5) / period) + 1) * period + 0.5)
    .map(box => `${name(node.parentElement)}: text from ${box.left} to ${box.right} in a column of ${period}`))

/** No element hides a part of what it holds. */
export const hidden = book => [...book.body.querySelectorAll('*')].filter(element => {
    const { overflowX, overflowY } = book.defaultView.getComputedStyle(element)
    return (overflowX !== 'visible' && element.scrollWidth > element.clientWidth) || (overflowY !== 'visible' && element.scrollHeight > element.clientHeight)
}).map(element => `${name(element)}: ${element.localName} hides what does not fit`)

const overlap = (one, other) => one.left < other.right - 0.5 && other.left < one.right - 0.5 && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5

/** No two markers lie over each other, not even their areas for the finger. */
export const overlapping = book => {
    const markers = [...book.querySelectorAll('a.noteref')].flatMap(marker => [...marker.getClientRects()].map(box => ({ id: marker.id, box })))
    const near = (at, other) => overlap(at.box, other.box) && at.id !== other.id
    return markers.flatMap((at, nth) => markers.slice(nth + 1, nth + 8).filter(other => near(at, other)).map(other => `${at.id} lies over ${other.id}`))
}

// The last text before an element within the same unbreakable span.
const textBefore = (book, element) => {
    const walker = book.createTreeWalker(element.parentElement, NodeFilter.SHOW_TEXT)
    walker.currentNode = element
    return walker.previousNode()
}

/** No line begins with a marker: the character before it stands on the same line. */
export const leading = book => [...book.querySelectorAll('.mk')].flatMap(marker => {
    const before = textBefore(book, marker)
    if (!before) return [`${name(marker)}: no text before the marker`]
    const [last] = boxesOf(book, before, before.length - 1).slice(-1)
    const first = marker.getClientRects()[0]
    const broken = first.left < last.right - 1 || first.top > last.bottom
    return broken ? [`${marker.querySelector('a').id} begins a line`] : []
})

/** No picture in a marker is larger than the text beside it: it would push the lines apart. */
export const towering = book => [...book.querySelectorAll('.mk img')].filter(picture => {
    const { fontSize } = book.defaultView.getComputedStyle(picture.closest('.mk').parentElement)
    return picture.getBoundingClientRect().height > parseFloat(fontSize)
}).map(picture => `${picture.parentElement.id}: a picture larger than the text`)

/** Every fault of a page whose columns are that far apart. */
export const faults = (book, period) => [...clipped(book, period), ...hidden(book), ...overlapping(book), ...leading(book), ...towering(book)]
