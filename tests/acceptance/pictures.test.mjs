// The book as foliate-js shows it, in four windows and three moods, kept in build/acceptance/pictures/ for a person to look at.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { OUTPUT } from './lib/browser.mjs'
import { books, NIGHTLY, SHIPPED_IN_TWO_SCRIPTS } from './lib/books.mjs'
import { draw, MOODS, openReader, placesOf } from './lib/shots.mjs'
import { SIZES } from './lib/sizes.mjs'

// Of the moods the usual run shows the light one in simplified characters, the others in Taiwan's.
const isUsual = (book, mood) => (mood === 'light') === book.startsWith('book.zh-Hans.')

describe('pictures', { concurrency: 2 }, () => {
    for (const book of books(SHIPPED_IN_TWO_SCRIPTS)) for (const size of SIZES) for (const [mood, style] of Object.entries(MOODS)) {
        if (NIGHTLY || isUsual(book.book, mood)) test(`${book.book} ${size.name} ${mood}`, async t => {
            const { page, errors, close } = await openReader(book, size, style)
            t.after(close)
            for (const [name, place] of Object.entries(placesOf(book))) {
                const file = join(OUTPUT, 'pictures', book.book.replace('.epub', ''), `${size.name}-${mood}-${name}.png`)
                assert.deepEqual(await draw(page, place, file), [], `${size.name} ${mood} ${name}`)
            }
            assert.deepEqual(errors, [])
        })
    }
})
