// The two pictures of the README: a page with an open note about a dispute, and the table of disputes, on a phone.
import { fileURLToPath } from 'node:url'
import { books } from './lib/books.mjs'
import { draw, MOODS, openReader, placesOf } from './lib/shots.mjs'
import { SIZES } from './lib/sizes.mjs'

const fileOf = name => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))
const [book] = books(/^book\.zh-Hans\./)
const { page, close } = await openReader(book, SIZES[0], MOODS.light, 2)

// A dispute whose marker stands in the upper half of a page of plain text, so that the note does not cover it.
const noteInSight = async () => {
    for (const { id, page: name } of book.markers.filter(marker => marker.kind === 'rebuttal')) {
        await page.evaluate(href => reading.goTo(href), `${name}#${id}`)
        const { box } = await page.evaluate(marker => reading.place(marker), id)
        const onTitlePage = await page.evaluate(heading => reading.place(heading).inside, name.replace(/^.*\/|\.xhtml$/g, ''))
        if (!onTitlePage && box.top > SIZES[0].height * 0.1 && box.top < SIZES[0].height * 0.4) return { href: `${name}#${id}`, note: id }
    }
    throw new Error('no dispute stands in the upper half of a page')
}

const { table } = placesOf(book)
const note = await noteInSight()
const faults = [...await draw(page, note, fileOf('page')), ...await draw(page, table, fileOf('disputes'))]
await close()
if (faults.length) throw new Error(faults.join('\n'))
