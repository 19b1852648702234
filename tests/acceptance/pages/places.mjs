// Where things of a book's page stand in the window: the page lies in a frame of its own.

/** The first box of an element in window coordinates, or nothing. */
export const boxOf = element => {
    const box = element?.getClientRects()[0]
    if (!box) return null
    const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect()
    return { left: frame.left + box.left, top: frame.top + box.top, width: box.width, height: box.height }
}

/** Whether the middle of a box, where a finger aims, is on the page shown; a raised figure may look over its upper edge. */
export const inside = box => {
    if (!box) return false
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    return x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight
}

/** The place of an element, or of the nth link in it, in the page of a book. */
export const placeIn = (book, id, nth) => {
    const element = book?.getElementById(id)
    const box = boxOf(nth === undefined ? element : element?.querySelectorAll('a')[nth])
    return { box, inside: inside(box) }
}
