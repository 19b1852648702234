// The windows in which the book is laid out and drawn: a phone, a six-inch e-ink reader, a large e-ink reader, a tablet lying on its side.
export const SIZES = [
    { name: 'phone', width: 360, height: 640 },
    { name: 'six-inch', width: 758, height: 1024, grey: true },
    { name: 'ten-inch', width: 1264, height: 1680 },
    { name: 'tablet', width: 1024, height: 768 },
]
