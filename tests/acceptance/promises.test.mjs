// What the inventories promise, before any engine: a link to a passage stands before the very words that the page of disputes quotes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { books, EDITIONS } from './lib/books.mjs'

for (const book of books(EDITIONS, { all: true })) {
    test(`${book.book}: every passage link leads to the words that are disputed`, () => {
        const passages = book.markers.flatMap(marker => marker.links).filter(link => link.kind === 'passage')
        assert.ok(passages.length > 0)
        for (const { id, shadow: { quoted, after } } of passages) {
            assert.ok(quoted.length > 0, `${id} is quoted nowhere`)
            // As far as the shorter reaches: a passage may end with its paragraph.
            const length = Math.min(quoted.length, after.length)
            assert.equal(after.slice(0, length), quoted.slice(0, length), id)
        }
    })
}
