// The two pictures of the README: a page with an open note about a dispute, and the table of disputes, on a phone.
import { fileURLToPath } from 'node:url'
import { books } from './lib/books.mjs'
import { draw, MOODS, openReader, placesOf } from './lib/shots.mjs'
import { SIZES } from './lib/sizes.mjs'

const fileOf = name => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))
const [book] = books(/^book\.zh-Hans\./)
const { note, table } = placesOf(book)
const { page, close } = await openReader(book, SIZES[0], MOODS.light, 2)
const faults = [...await draw(page, note, fileOf('page')), ...await draw(page, table, fileOf('disputes'))]
await close()
if (faults.length) throw new Error(faults.join('\n'))
