// What the inventories promise, before any engine: a link to a passage stands before the very words it quotes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { books } from './lib/books.mjs'

// Quotation marks change with their depth, and what a cut leaves open is closed behind the dots.
const bare = text => text.replace(/[“”‘’「」『』]/g, '')
const quoted = label => bare(label.split('……')[0])

for (const book of books()) {
    test(`${book.book}: every passage link leads to the words it quotes`, () => {
        const passages = book.markers.flatMap(marker => marker.links).filter(link => link.kind === 'passage')
        assert.ok(passages.length > 0)
        for (const { shadow: link } of passages) assert.ok(bare(link.after).startsWith(quoted(link.label)), `${link.label} leads to “${link.after}”`)
    })
}
